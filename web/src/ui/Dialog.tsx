import { type ReactNode, type RefObject, useId, useLayoutEffect, useRef } from "react";
import "../styles/dialog.css";
import { texts } from "../texts";
import { Icon } from "./Icon";

interface Props {
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
}

/** The browser's own modal dialog: it keeps the focus within, makes the page behind it inert, and closes on Escape. */
export function Dialog({ title, close, children }: Props) {
  const dialog = useModal();
  const id = useId();
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={id} onCancel={(event) => {
      event.preventDefault();
      close();
    }}>
      <div className="dialog-head">
        <h2 id={id}>{title}</h2>
        <button type="button" className="button quiet round" aria-label={texts.layout.close} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      {children}
    </dialog>
  );
}

interface ConfirmProps extends Props {
  readonly detail: string;
  readonly keep: string;
}

/** A question before something that can't be taken back. The harmless answer has the focus. */
export function Confirm({ title, detail, keep, close, children }: ConfirmProps) {
  const dialog = useModal();
  const id = useId();
  return (
    <dialog ref={dialog} className="dialog" role="alertdialog" aria-labelledby={id} aria-describedby={`${id}-detail`}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}>
      <h2 id={id}>{title}</h2>
      <p id={`${id}-detail`} className="soft">{detail}</p>
      <div className="dialog-end">
        <button type="button" className="button" data-first onClick={close}>{keep}</button>
        {children}
      </div>
    </dialog>
  );
}

/** Open as long as it is there; when it goes, the focus returns to where it was. */
function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current!;
    element.showModal();
    const first = ["[data-first]", "input[value='']", "input, textarea"].map((one) => element.querySelector<HTMLElement>(one));
    first.find((field) => field !== null)?.focus();
    return () => element.close();
  }, []);
  return dialog;
}
