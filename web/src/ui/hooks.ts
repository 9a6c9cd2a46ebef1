import { useEffect, useState, useSyncExternalStore } from "react";
import { session } from "../api/http";
import type { Session } from "../api/types";
import { texts } from "../texts";

export function useTitle(page: string | undefined): void {
  useEffect(() => {
    document.title = page ? texts.title(page) : texts.name;
  }, [page]);
}

export function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      addEventListener("online", listener);
      addEventListener("offline", listener);
      return () => {
        removeEventListener("online", listener);
        removeEventListener("offline", listener);
      };
    },
    () => navigator.onLine,
  );
}

export const useSessionState = () => useSyncExternalStore(session.subscribe, session.current);

/** The person who is signed in. */
export function useSession(): Session | undefined {
  const state = useSessionState();
  return state.kind === "out" ? undefined : state.session;
}

export function useDebounced<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
