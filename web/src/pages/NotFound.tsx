import { Link } from "react-router";
import { addresses } from "../app/addresses";
import { texts } from "../texts";
import { State } from "../ui/State";
import { useTitle } from "../ui/hooks";

const t = texts.states;

export default function NotFound() {
  useTitle(t.notFound);
  return (
    <State icon="picture" heading="h1" title={t.notFound} detail={t.notFoundDetail}>
      <Link className="button main" to={addresses.home}>{t.toHome}</Link>
    </State>
  );
}
