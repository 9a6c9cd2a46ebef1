import { useQuery } from "@tanstack/react-query";
import { useLayoutEffect } from "react";
import { Link, useNavigationType } from "react-router";
import { listOptions, queries } from "../api/lists";
import { trendingTags } from "../api/portal";
import { addresses } from "../app/addresses";
import { useLiveFeed } from "../picture/live";
import { PictureList } from "../picture/PictureList";
import { texts } from "../texts";
import { Icon } from "../ui/Icon";
import { State } from "../ui/State";
import { useTitle } from "../ui/hooks";

const t = texts.home;
const list = { of: "everyone" } as const;
const { queryKey } = listOptions(list);
const FRESH_MILLISECONDS = 60_000;

export default function Home() {
  useTitle(undefined);
  useFreshStart();
  const [fresh, shown] = useLiveFeed();
  const showFresh = () => {
    shown();
    scrollTo({ top: 0 });
    void queries.resetQueries({ queryKey });
  };
  return (
    <>
      <div className="home-head">
        <h1>{t.heading}</h1>
        <Trending />
      </div>
      <div className="fresh">
        <span className="hidden-visually" role="status">{fresh > 0 ? texts.list.fresh(fresh) : ""}</span>
        {fresh > 0 && (
          <button type="button" className="button main" onClick={showFresh}>
            <Icon name="up" />{texts.list.fresh(fresh)}
          </button>
        )}
      </div>
      <PictureList list={list} empty={
        <State icon="picture" title={t.empty} detail={t.emptyDetail}>
          <Link className="button main" to={addresses.upload}>{t.upload}</Link>
        </State>
      } />
    </>
  );
}

/** Back shows the list as it was left; coming here anew shows what is new. */
function useFreshStart(): void {
  const kind = useNavigationType();
  useLayoutEffect(() => {
    const updated = queries.getQueryState(queryKey)?.dataUpdatedAt ?? 0;
    if (kind !== "POP" && updated > 0 && updated < Date.now() - FRESH_MILLISECONDS) {
      void queries.resetQueries({ queryKey });
    }
  }, [kind]);
}

function Trending() {
  const { data } = useQuery({ queryKey: ["trending"], queryFn: ({ signal }) => trendingTags(signal), retry: 1 });
  return (
    <nav className="tags" aria-label={t.trending}>
      {data?.items.slice(0, 20).map(({ tag }) => (
        <Link key={tag} className="chip" to={addresses.tag(tag)}>#{tag}</Link>
      ))}
      {data?.items.length === 0 && <span className="soft small">{t.noTrending}</span>}
    </nav>
  );
}
