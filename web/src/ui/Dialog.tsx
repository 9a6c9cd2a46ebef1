import { Dialog as Modal, DialogDescription, DialogDismiss, DialogHeading, type DialogProps } from "@ariakit/react/dialog";
import type { ReactNode } from "react";
import { texts } from "../texts";
import { Icon } from "./Icon";

interface Props {
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
}

/** Keeps the focus within, the page behind it inert, and closes on Escape. The first empty field has the focus. */
export function Dialog({ title, close, children }: Props) {
  return (
    <Window close={close}>
      <div className="dialog-head">
        <DialogHeading render={<h2 />}>{title}</DialogHeading>
        <DialogDismiss className="button quiet round" aria-label={texts.layout.close}><Icon name="close" /></DialogDismiss>
      </div>
      {children}
    </Window>
  );
}

interface ConfirmProps extends Props {
  readonly detail: string;
  readonly keep: string;
}

/** A question before something that can't be taken back. The harmless answer has the focus. */
export function Confirm({ title, detail, keep, close, children }: ConfirmProps) {
  return (
    <Window close={close} role="alertdialog">
      <DialogHeading render={<h2 />}>{title}</DialogHeading>
      <DialogDescription className="soft">{detail}</DialogDescription>
      <div className="dialog-end">
        <DialogDismiss className="button" data-first>{keep}</DialogDismiss>
        {children}
      </div>
    </Window>
  );
}

/** Open as long as it is there; when it goes, the focus returns to where it was. What was written outlives a stray press. */
function Window({ close, ...props }: DialogProps & Pick<Props, "close">) {
  return (
    <Modal open onClose={close} className="dialog" backdrop={<div className="dialog-veil" />} hideOnInteractOutside={false}
      preventBodyScroll={false} autoFocusOnShow={focusFirst} {...props} />
  );
}

/** @returns whether the library is to choose, as none of ours is there */
function focusFirst(proposed: HTMLElement | null): boolean {
  const dialog = proposed?.closest("[data-dialog]");
  const first = ["[data-first]", "input[value='']", "input, textarea"]
    .map((one) => dialog?.querySelector<HTMLElement>(one)).find(Boolean);
  first?.focus();
  return !first;
}
