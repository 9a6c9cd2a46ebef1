import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { allOf, listOptions } from "../api/lists";
import type { ListName } from "../api/portal";
import { resumeList } from "../api/remembered";
import type { Picture } from "../api/types";

const AHEAD = 5;

export interface Neighbours {
  readonly shown: Picture | undefined;
  readonly previous: Picture | undefined;
  readonly next: Picture | undefined;
  readonly all: readonly Picture[];
}

/** What stands beside a picture in the list that it was opened from; the list goes on as its end comes near. */
export function useNeighbours(id: string, list: ListName | undefined): Neighbours {
  useState(() => list && resumeList(list));
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = useInfiniteQuery({
    ...listOptions(list ?? { of: "everyone" }),
    // A picture that was opened by its address stands in no list.
    enabled: list !== undefined,
  });
  const pictures = useMemo(() => (list ? allOf(data) : []), [data, list]);
  const index = pictures.findIndex((picture) => picture.id === id);
  const nearEnd = index >= 0 && index >= pictures.length - AHEAD;
  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [nearEnd, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  if (index < 0) return { shown: undefined, previous: undefined, next: undefined, all: pictures };
  return { shown: pictures[index], previous: pictures[index - 1], next: pictures[index + 1], all: pictures };
}
