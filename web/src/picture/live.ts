import { useEffect, useState } from "react";
import { allOf, forgetPicture, listOptions, queries, replacePicture } from "../api/lists";
import type { Picture } from "../api/types";

const home = listOptions({ of: "everyone" });

/** Follows what happens in the portal; the answer is how many pictures are newer than those that are shown. */
export function useLiveFeed(): readonly [fresh: number, shown: () => void] {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    let source: EventSource | undefined;
    const open = () => {
      source ??= listen({
        uploaded: (picture) => {
          if (!isShown(picture.id)) setFresh((before) => new Set(before).add(picture.id));
        },
        updated: replacePicture,
        deleted: (id) => {
          forgetPicture(id);
          setFresh((before) => {
            const after = new Set(before);
            return after.delete(id) ? after : before;
          });
        },
      });
    };
    const close = () => {
      source?.close();
      source = undefined;
    };
    open();
    // An open stream would keep the browser from keeping the page for Back.
    addEventListener("pagehide", close);
    addEventListener("pageshow", open);
    return () => {
      close();
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
}

function listen(follower: Follower): EventSource {
  const source = new EventSource("/api/feed/live");
  const on = <T>(event: string, then: (data: T) => void) =>
    source.addEventListener(event, (message: MessageEvent<string>) => then(JSON.parse(message.data) as T));
  on<Picture>("image-uploaded", (picture) => follower.uploaded(picture));
  on<Picture>("image-updated", (picture) => follower.updated(picture));
  on<{ id: string }>("image-deleted", ({ id }) => follower.deleted(id));
  return source;
}

const isShown = (id: string): boolean =>
  allOf(queries.getQueryData(home.queryKey)).some((picture) => picture.id === id);
