import { useSyncExternalStore } from "react";

export interface Activity {
  readonly done: number;
  readonly all: number;
}

let activity: Activity | undefined;
const listeners = new Set<() => void>();

/** Uploads go on while people look elsewhere: the header, which does not know the queue, shows how far they are. */
export function setActivity(next: Activity | undefined): void {
  if (next?.done === activity?.done && next?.all === activity?.all) return;
  activity = next;
  for (const listener of listeners) listener();
}

export const useActivity = (): Activity | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => activity,
  );
