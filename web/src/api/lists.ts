import { type InfiniteData, infiniteQueryOptions, QueryClient } from "@tanstack/react-query";
import { pictures, type ListName } from "./portal";
import { NoAnswer, Problem } from "./problem";
import type { Page, Picture } from "./types";

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // Only what may pass by itself is asked again.
      retry: (failures, error) => failures < 2 && (error instanceof NoAnswer || (error as Problem).passing === true),
      retryDelay: (failures, error) =>
        Math.min(error instanceof Problem && error.retryAfter ? error.retryAfter * 1000 : 800 * 2 ** failures, 10_000),
      staleTime: 60_000,
      refetchOnWindowFocus: false,
    },
    mutations: { networkMode: "always" },
  },
});

export type Pages = InfiniteData<Page, string | null>;

/** A list is never fetched anew behind a reader's back: that would move the pictures under their eyes. */
export function listOptions(list: ListName) {
  return infiniteQueryOptions<Page, Error, Pages, readonly ["list", ListName], string | null>({
    queryKey: ["list", list],
    queryFn: ({ pageParam, signal }) => pictures(list, pageParam, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.nextCursor,
    staleTime: Infinity,
    gcTime: 30 * 60_000,
  });
}

/** Every picture once: one that was added while the pages were read may have pushed another onto the next page. */
export function allOf(pages: Pages | undefined): Picture[] {
  const seen = new Set<string>();
  const all: Picture[] = [];
  for (const page of pages?.pages ?? []) {
    for (const picture of page.items) {
      if (!seen.has(picture.id)) {
        seen.add(picture.id);
        all.push(picture);
      }
    }
  }
  return all;
}

export function withoutPicture(pages: Pages, id: string): Pages {
  return mapPages(pages, (items) => (items.some((item) => item.id === id) ? items.filter((i) => i.id !== id) : items));
}

/** An older version than the one that is shown changes nothing. */
export function withPicture(pages: Pages, changed: Picture): Pages {
  return mapPages(pages, (items) =>
    items.some((item) => item.id === changed.id && item.version <= changed.version)
      ? items.map((item) => (item.id === changed.id ? merged(item, changed) : item))
      : items,
  );
}

/** A search's highlight is of the caption that was found: it goes with that caption. */
function merged(before: Picture, after: Picture): Picture {
  const { highlight, ...rest } = before;
  return highlight !== undefined && before.caption === after.caption
    ? { ...rest, ...after, highlight }
    : { ...rest, ...after };
}

function mapPages(pages: Pages, change: (items: readonly Picture[]) => readonly Picture[]): Pages {
  let changed = false;
  const mapped = pages.pages.map((page) => {
    const items = change(page.items);
    if (items === page.items) return page;
    changed = true;
    return { ...page, items };
  });
  return changed ? { ...pages, pages: mapped } : pages;
}

export function forgetPicture(id: string): void {
  queries.setQueriesData<Pages>({ queryKey: ["list"] }, (pages) => pages && withoutPicture(pages, id));
}

export function replacePicture(picture: Picture): void {
  queries.setQueriesData<Pages>({ queryKey: ["list"] }, (pages) => pages && withPicture(pages, picture));
}
