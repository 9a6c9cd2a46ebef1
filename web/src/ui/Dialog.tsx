import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import "../styles/dialog.css";
import { texts } from "../texts";
import { Icon } from "./Icon";

interface Props {
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
}

/** A dialog about something; a press beside it closes it only where nothing would be lost. */
export function Dialog({ title, close, children, keep = false }: Props & { keep?: boolean }) {
  return (
    <BaseDialog.Root open disablePointerDismissal={keep} onOpenChange={(open) => !open && close()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="backdrop" />
        <BaseDialog.Popup className="dialog">
          <div className="dialog-head">
            <BaseDialog.Title>{title}</BaseDialog.Title>
            <BaseDialog.Close className="button quiet round" aria-label={texts.layout.close}>
              <Icon name="close" />
            </BaseDialog.Close>
          </div>
          {children}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

interface ConfirmProps extends Props {
  readonly detail: string;
  readonly keep: string;
}

/** A question before something that can't be taken back. The harmless answer has the focus. */
export function Confirm({ title, detail, keep, close, children }: ConfirmProps) {
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && close()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="dialog">
          <AlertDialog.Title>{title}</AlertDialog.Title>
          <AlertDialog.Description className="soft">{detail}</AlertDialog.Description>
          <div className="dialog-end">
            <AlertDialog.Close className="button">{keep}</AlertDialog.Close>
            {children}
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
