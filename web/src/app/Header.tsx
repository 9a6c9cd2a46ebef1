import { Link, useLocation } from "react-router";
import { texts } from "../texts";
import { Icon } from "../ui/Icon";
import { useSession } from "../ui/hooks";
import { useActivity } from "../upload/activity";
import { AccountMenu } from "./AccountMenu";
import { addresses, goingTo } from "./addresses";
import { SearchBox } from "./SearchBox";

const t = texts.layout;

export function Header() {
  const session = useSession();
  const activity = useActivity();
  const location = useLocation();
  const inAccountPages = [addresses.logIn, addresses.signUp, addresses.forgot].includes(location.pathname);
  const next = inAccountPages ? (new URLSearchParams(location.search).get("next") ?? "/")
    : location.pathname + location.search;
  return (
    <header className="header">
      <Link to={addresses.home} className="brand" aria-label={t.home}>
        <img src="/favicon.svg" alt="" width="32" height="32" />
        <span>{texts.name}</span>
      </Link>
      <SearchBox />
      <nav aria-label={t.navigation}>
        <Link to={addresses.upload} className="button main">
          <Icon name="upload" />
          {activity && <span aria-hidden="true">{activity.done}/{activity.all}</span>}
          <span className={activity ? "hidden-visually" : "wide"}>
            {activity ? t.uploading(activity.done, activity.all) : t.upload}
          </span>
        </Link>
        {session ? (
          <AccountMenu session={session} />
        ) : (
          <Link to={goingTo(addresses.logIn, next)} className="button">{t.logIn}</Link>
        )}
      </nav>
    </header>
  );
}
