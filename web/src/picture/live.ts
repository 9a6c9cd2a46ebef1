import { useEffect, useState } from "react";
import { allOf, forgetPicture, listOptions, queries, replacePicture } from "../api/lists";
import { pictures } from "../api/portal";
import type { Picture } from "../api/types";

const EVERYONE = { of: "everyone" } as const;
const home = listOptions(EVERYONE);

/** Follows what happens in the portal; the answer is how many pictures are newer than those that are shown. */
export function useLiveFeed(): readonly [fresh: number, shown: () => void] {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    let source: EventSource | undefined;
    let missed = false;
    const uploaded = (picture: Picture) => {
      if (!isShown(picture.id)) setFresh((before) => new Set(before).add(picture.id));
    };
    const catchUp = () => void pictures(EVERYONE, null).then((page) => newest(page.items).forEach(uploaded)).catch(() => {});
    const open = () => {
      if (source || document.visibilityState === "hidden") return;
      source = listen({
        uploaded,
        updated: replacePicture,
        deleted: (id) => {
          forgetPicture(id);
          setFresh((before) => {
            const after = new Set(before);
            return after.delete(id) ? after : before;
          });
        },
        reset: catchUp,
      });
      if (missed) catchUp();
    };
    const close = () => {
      source?.close();
      missed ||= source !== undefined;
      source = undefined;
    };
    // Browsers open few connections to one host: tabs that nobody sees give theirs back. An open stream would also keep
    // the browser from keeping the page for Back.
    const look = () => (document.visibilityState === "hidden" ? close() : open());
    open();
    document.addEventListener("visibilitychange", look);
    addEventListener("pagehide", close);
    addEventListener("pageshow", open);
    return () => {
      close();
      document.removeEventListener("visibilitychange", look);
      removeEventListener("pagehide", close);
      removeEventListener("pageshow", open);
    };
  }, []);

  return [fresh.size, () => setFresh(new Set())];
}

interface Follower {
  uploaded(picture: Picture): void;
  updated(picture: Picture): void;
  deleted(id: string): void;
  /** Events were missed that will not come again. */
  reset(): void;
}

function listen(follower: Follower): EventSource {
  const source = new EventSource("/api/feed/live");
  const on = <T>(event: string, then: (data: T) => void) =>
    source.addEventListener(event, (message: MessageEvent<string>) => then(JSON.parse(message.data) as T));
  on<Picture>("image-uploaded", (picture) => follower.uploaded(picture));
  on<Picture>("image-updated", (picture) => follower.updated(picture));
  on<{ id: string }>("image-deleted", ({ id }) => follower.deleted(id));
  source.addEventListener("reset", () => follower.reset());
  return source;
}

/** Those that are newer than the list's first; ids are in the order of time. */
function newest(some: readonly Picture[]): readonly Picture[] {
  const first = allOf(queries.getQueryData(home.queryKey))[0];
  return first ? some.filter((picture) => picture.id > first.id) : [];
}

const isShown = (id: string): boolean =>
  allOf(queries.getQueryData(home.queryKey)).some((picture) => picture.id === id);
