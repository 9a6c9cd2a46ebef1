import { type ComponentType, useEffect, useRef, useState } from "react";
import { texts } from "../texts";
import { notify } from "./notices";

interface Opened {
  readonly close: () => void;
}

type Load<P> = () => Promise<{ default: ComponentType<P> }>;

/**
 * A dialog or menu whose script comes when it is first wanted, or is about to be: `ahead` fetches it. A press that is
 * quicker than the script is kept, and what it opens appears with the script. Where that can't be loaded a notice says
 * so and it closes again; the next press is another try.
 */
export function later<P extends Opened>(load: Load<P>) {
  let loaded: ComponentType<P> | undefined;
  let loading: Promise<ComponentType<P>> | undefined;
  const bring = () => loading ??= load().then((part) => (loaded = part.default)).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });

  function Later(props: P) {
    const [Part, setPart] = useState(() => loaded);
    const close = useRef(props.close);
    useEffect(() => {
      close.current = props.close;
    });
    useEffect(() => {
      if (Part) return;
      let wanted = true;
      bring().then(
        (part) => wanted && setPart(() => part),
        () => {
          if (!wanted) return;
          notify(navigator.onLine ? texts.states.notLoaded : texts.states.notLoadedOffline);
          close.current();
        },
      );
      return () => {
        wanted = false;
      };
    }, []);
    return Part ? <Part {...props} />
      : <span className="hidden-visually opening" role="status">{texts.layout.loading}</span>;
  }
  Later.ahead = () => void bring().catch(() => {});
  return Later;
}

/** What can't be loaded for want of a network is loaded when there is one. */
export async function onceOnline<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch (error) {
      if (navigator.onLine) throw error;
      await new Promise((resolve) => addEventListener("online", resolve, { once: true }));
    }
  }
}

/** Beside what the page needs at first, lest it compete with that. */
export function whenIdle(then: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    timer = setTimeout(then, 3_000);
  };
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait, { once: true });
  return () => {
    removeEventListener("load", wait);
    clearTimeout(timer);
  };
}
