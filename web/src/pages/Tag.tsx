import { Link, useParams } from "react-router";
import { addresses } from "../app/addresses";
import { PictureList } from "../picture/PictureList";
import { hashtagForm } from "../picture/words";
import { texts } from "../texts";
import { pageTexts } from "../texts/pages";
import { State } from "../ui/State";
import { useTitle } from "../ui/hooks";

export default function Tag() {
  const tag = hashtagForm(useParams()["tag"] ?? "");
  useTitle(`#${tag}`);
  return (
    <>
      <div className="page-head"><h1>#{tag}</h1></div>
      <PictureList key={tag} list={{ of: "tag", tag }} empty={
        <State icon="picture" title={pageTexts.tag.none} detail={pageTexts.tag.noneDetail(tag)}>
          <Link className="button main" to={addresses.home}>{texts.states.toHome}</Link>
        </State>
      } />
    </>
  );
}
