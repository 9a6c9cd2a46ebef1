import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { allOf, listOptions } from "../api/lists";
import type { ListName } from "../api/portal";
import { resumeList } from "../api/remembered";
import type { Page } from "../api/types";
import { texts } from "../texts";
import { Failure, Offline, Waiting } from "../ui/State";
import { PictureGrid } from "./PictureGrid";

const t = texts.list;
/** So many pages follow by themselves; then a button lets people reach what is below. */
const PAGES_BY_THEMSELVES = 6;

interface Props {
  readonly list: ListName;
  readonly empty: ReactNode;
  readonly captions?: boolean;
  readonly head?: (first: Page) => ReactNode;
}

/** A list of pictures that goes on as one scrolls, with everything that can stand in its place. */
export function PictureList({ list, empty, captions = false, head }: Props) {
  useState(() => resumeList(list));
  const query = useInfiniteQuery(listOptions(list));
  const { data, error, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const pictures = useMemo(() => allOf(data), [data]);
  const pages = data?.pages.length ?? 0;
  const [allowed, setAllowed] = useState(Math.max(PAGES_BY_THEMSELVES, pages));
  const byItself = hasNextPage && !isFetchingNextPage && !isFetchNextPageError && pages < allowed;
  const end = useWhenNear(byItself, () => void fetchNextPage());

  if (!data) {
    if (query.fetchStatus === "paused") return <Offline />;
    if (error) return <Failure error={error} again={() => void query.refetch()} />;
    return <Waiting />;
  }
  const first = data.pages[0];
  return (
    <>
      {first && head?.(first)}
      {pictures.length === 0 && !hasNextPage ? empty : (
        <PictureGrid list={list} pictures={pictures} more={hasNextPage} captions={captions} />
      )}
      <div className="grid-end" ref={end}>
        {isFetchingNextPage && <span className="waiting" />}
        <span className="hidden-visually" role="status">{isFetchingNextPage ? t.loadingMore : ""}</span>
        {isFetchNextPageError && !isFetchingNextPage && (
          <>
            <p role="alert">{t.moreFailed}</p>
            <button type="button" className="button" onClick={() => void fetchNextPage()}>{texts.states.tryAgain}</button>
          </>
        )}
        {hasNextPage && !isFetchingNextPage && !isFetchNextPageError && pages >= allowed && (
          <button type="button" className="button" onClick={() => {
            setAllowed(pages + PAGES_BY_THEMSELVES);
            void fetchNextPage();
          }}>{t.more}</button>
        )}
        {!hasNextPage && pages > 1 && <p className="small">{t.end}</p>}
      </div>
    </>
  );
}

/** Calls when the element comes within one and a half windows of being seen. */
function useWhenNear(wanted: boolean, then: () => void) {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(then);
  useEffect(() => {
    latest.current = then;
  });
  useEffect(() => {
    if (!wanted || !element.current) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && latest.current(),
      { rootMargin: "150% 0px" },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [wanted]);
  return element;
}
