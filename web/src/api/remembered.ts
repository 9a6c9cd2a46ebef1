import { listOptions, type Pages, queries } from "./lists";
import type { ListName } from "./portal";

const STORED = "portal.lists";
/** With more pages a reload would take longer than scrolling again does. */
const MOST_PAGES = 20;
const MOST_LISTS = 10;

/** How far each list had been read when the page was reloaded. */
const remembered = new Map<string, number>();

const nameOf = (list: ListName): string => JSON.stringify(list);

/** From now on a reload finds the lists as long as they were. */
export function rememberLists(): void {
  for (const [name, pages] of read()) remembered.set(name, pages);
  addEventListener("pagehide", () => {
    const lists = queries.getQueryCache().findAll({ queryKey: ["list"] })
      .map(({ queryKey, state }) => [nameOf(queryKey[1] as ListName), (state.data as Pages | undefined)?.pages.length ?? 0] as const);
    // What has not come since the last reload is as long as it was then.
    const all = new Map([...remembered, ...lists.filter(([, pages]) => pages > 0)]);
    try {
      sessionStorage.setItem(STORED, JSON.stringify([...all].filter(([, pages]) => pages > 1).slice(-MOST_LISTS)));
    } catch {
      // Then a reload begins with one page.
    }
  });
}

/** Begins to fetch a list as far as it had been read: all at once, as pages that come one by one have no place to scroll to. */
export function resumeList(list: ListName): void {
  const pages = remembered.get(nameOf(list));
  const options = listOptions(list);
  // A list that was asked for since the reload has the length that it has now.
  if (pages && !queries.getQueryState(options.queryKey)) void queries.prefetchInfiniteQuery({ ...options, pages });
}

function read(): [string, number][] {
  try {
    const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    if (visit?.type === "navigate") return [];
    const stored = JSON.parse(sessionStorage.getItem(STORED) ?? "[]") as [string, number][];
    return stored.filter(([name, pages]) => typeof name === "string" && Number.isInteger(pages) && pages > 1)
      .map(([name, pages]) => [name, Math.min(pages, MOST_PAGES)]);
  } catch {
    return [];
  }
}
