import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { type Sort, trendingTags } from "../api/portal";
import { addresses } from "../app/addresses";
import { PictureList } from "../picture/PictureList";
import "../styles/search.css";
import { texts } from "../texts";
import { State } from "../ui/State";
import { useTitle } from "../ui/hooks";

const t = texts.search;

export default function Search() {
  const [parameters, setParameters] = useSearchParams();
  const query = (parameters.get("q") ?? "").trim();
  const sort: Sort = parameters.get("sort") === "newest" ? "newest" : "relevance";
  useTitle(query ? t.headingFor(query) : t.heading);
  if (!query) return <Start />;
  const choose = (next: Sort) =>
    setParameters(next === "relevance" ? { q: query } : { q: query, sort: next }, { replace: true });
  return (
    <>
      <div className="page-head">
        <h1>{t.headingFor(query)}</h1>
        <fieldset className="themes">
          <legend>{t.sort}</legend>
          {(["relevance", "newest"] as const).map((one) => (
            <label key={one}>
              <input type="radio" name="sort" checked={sort === one} onChange={() => choose(one)} />
              <span>{t[one]}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <PictureList key={`${sort} ${query}`} captions list={{ of: "search", query, sort }}
        head={({ total }) => total && total.value > 0 && (
          <p className="soft total" role="status">{t.total(total.value, total.exact)}</p>
        )}
        empty={<Nothing query={query} />} />
    </>
  );
}

function Start() {
  return (
    <State icon="search" heading="h1" title={t.start} detail={t.startDetail}>
      <dl className="examples">
        {t.examples.map(([query, meaning]) => (
          <div key={query}>
            <dt><Link className="chip" to={addresses.search(query)}>{query}</Link></dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <Popular />
    </State>
  );
}

function Nothing({ query }: { query: string }) {
  return (
    <State icon="search" title={t.none} detail={t.noneDetail(query)}>
      <ul className="tips">{t.tips.map((tip) => <li key={tip}>{tip}</li>)}</ul>
      <Popular />
    </State>
  );
}

function Popular() {
  const { data } = useQuery({ queryKey: ["trending"], queryFn: ({ signal }) => trendingTags(signal), retry: 1 });
  return (
    <nav className="popular" aria-label={texts.home.trending}>
      {data?.items.slice(0, 12).map(({ tag }) => <Link key={tag} className="chip" to={addresses.tag(tag)}>#{tag}</Link>)}
    </nav>
  );
}
