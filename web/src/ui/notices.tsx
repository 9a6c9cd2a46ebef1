import { useSyncExternalStore } from "react";
import { texts } from "../texts";
import { Icon } from "./Icon";

interface Notice {
  readonly id: number;
  readonly text: string;
}

const SHOWN_MILLISECONDS = 7_000;
let notices: readonly Notice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

const dismiss = (id: number): void => change(notices.filter((notice) => notice.id !== id));

/** Says something short that nobody has to act on. */
export function notify(text: string): void {
  const id = ++lastId;
  change([...notices.slice(-2), { id, text }]);
  setTimeout(() => dismiss(id), SHOWN_MILLISECONDS);
}

export function Notices() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notices,
  );
  return (
    <div className="notices" role="status" aria-live="polite">
      {shown.map((notice) => (
        <div className="notice" key={notice.id}>
          {notice.text}
          <button type="button" className="button quiet round small" aria-label={texts.layout.dismiss}
            onClick={() => dismiss(notice.id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
