import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { Link, useLocation, useNavigate, useParams } from "react-router";
import { picture as askForPicture, type ListName } from "../api/portal";
import { Problem } from "../api/problem";
import type { Picture } from "../api/types";
import { addresses } from "../app/addresses";
import { Caption } from "../picture/Caption";
import { Details } from "../picture/Details";
import { type Neighbours, useNeighbours } from "../picture/neighbours";
import { altOf, PictureImage } from "../picture/PictureImage";
import { share } from "../picture/share";
import { useSwipe } from "../picture/swipe";
import "../styles/picture.css";
import "../styles/texts.css";
import { texts } from "../texts";
import { pageTexts } from "../texts/pages";
import { Avatar } from "../ui/Avatar";
import { later } from "../ui/later";
import { Icon } from "../ui/Icon";
import { Failure, Offline, State, Waiting } from "../ui/State";
import { useSession, useTitle } from "../ui/hooks";

const t = pageTexts.picture;
const EditDialog = later(() => import("../picture/EditDialog"));
const DeleteDialog = later(() => import("../picture/DeleteDialog"));

export default function PicturePage() {
  const { id = "" } = useParams();
  const list = (useLocation().state as { list?: ListName } | null)?.list;
  const neighbours = useNeighbours(id, list);
  const query = useQuery({ queryKey: ["picture", id], queryFn: ({ signal }) => askForPicture(id, signal) });
  // The list has the picture already: there is nothing to wait for.
  const picture = query.data?.picture ?? neighbours.shown;
  const gone = query.error instanceof Problem && [400, 404].includes(query.error.status);
  useTitle(picture && !gone ? t.title(picture.displayName, picture.caption) : gone ? t.gone : undefined);

  if (gone) {
    return (
      <State icon="picture" heading="h1" title={t.gone} detail={t.goneDetail}>
        <Link className="button main" to={addresses.home}>{texts.states.toHome}</Link>
      </State>
    );
  }
  if (!picture) {
    if (query.fetchStatus === "paused") return <Offline heading="h1" />;
    if (query.error) return <Failure heading="h1" error={query.error} again={() => void query.refetch()} />;
    return <Waiting />;
  }
  return <Shown picture={picture} list={list} neighbours={neighbours} />;
}

interface ShownProps {
  readonly picture: Picture;
  readonly list: ListName | undefined;
  readonly neighbours: Neighbours;
}

function Shown({ picture, list, neighbours }: ShownProps) {
  const { previous, next } = neighbours;
  const session = useSession();
  const [dialog, setDialog] = useState<"edit" | "delete">();
  const { step, back } = useMoves(list, neighbours.all);
  const swipe = useSwipe(() => step(1), () => step(-1));
  useKeys(dialog === undefined, {
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    Escape: back,
  });
  const owner = session?.username === picture.username;
  const close = () => setDialog(undefined);

  return (
    <article className="view">
      <div className="stage" {...swipe}>
        <PictureImage key={picture.id} className="stage-picture" picture={picture} eager
          sizes="(min-width: 64rem) calc(100vw - 24rem), 100vw" alt={altOf(picture, texts.list.picture(picture.displayName))}
          style={{ aspectRatio: `${picture.width} / ${picture.height}`,
            width: `min(100%, ${picture.width}px, calc(var(--stage-height) * ${picture.width / picture.height}))` }} />
        {list && (
          <>
            <button type="button" className="button round previous" aria-label={t.previous} aria-disabled={!previous}
              onClick={() => step(-1)}><Icon name="left" /></button>
            <button type="button" className="button round next" aria-label={t.next} aria-disabled={!next}
              onClick={() => step(1)}><Icon name="right" /></button>
          </>
        )}
        <button type="button" className="button round close" aria-label={t.back} onClick={back}><Icon name="close" /></button>
      </div>
      <div className="about">
        <h1 className="hidden-visually">{t.title(picture.displayName, picture.caption)}</h1>
        <Link className="person" to={addresses.profile(picture.username)}>
          <Avatar name={picture.displayName} />
          <span><strong>{picture.displayName}</strong> <span className="soft small">@{picture.username}</span></span>
        </Link>
        {picture.caption && <Caption text={picture.caption} />}
        <p className="soft small">
          <time dateTime={picture.createdAt} title={texts.formats.dayAndTime(picture.createdAt)}>
            {texts.formats.ago(picture.createdAt)}
          </time>
        </p>
        <div className="actions">
          <a className="button" href={picture.originalUrl} download><Icon name="download" />{t.download}</a>
          <button type="button" className="button" onClick={() => void share(picture)}><Icon name="share" />{t.share}</button>
          {owner && (
            <>
              <button type="button" className="button" onPointerEnter={EditDialog.ahead} onFocus={EditDialog.ahead}
                onClick={() => setDialog("edit")}><Icon name="edit" />{t.edit}</button>
              <button type="button" className="button danger" onPointerEnter={DeleteDialog.ahead} onFocus={DeleteDialog.ahead}
                onClick={() => setDialog("delete")}>
                <Icon name="remove" />{t.remove}
              </button>
            </>
          )}
        </div>
        <Details picture={picture} />
        {list && <p className="hidden-visually">{t.keys}</p>}
      </div>
      {dialog === "edit" && <EditDialog picture={picture} close={close} />}
      {dialog === "delete" && <DeleteDialog picture={picture} close={close} deleted={back} />}
    </article>
  );
}

/** From picture to picture the address is replaced, so that Back leads to the list at once. */
function useMoves(list: ListName | undefined, all: readonly Picture[]) {
  const navigate = useNavigate();
  const { key } = useLocation();
  const step = (by: 1 | -1) => {
    // Who presses quickly is ahead of what is shown, as is the address.
    const index = all.findIndex(({ id }) => addresses.picture(id) === location.pathname);
    const target = index < 0 ? undefined : all[index + by];
    if (target) void navigate(addresses.picture(target.id), { replace: true, state: { list } });
  };
  const back = useCallback(() => {
    if (list && key !== "default") void navigate(-1);
    else void navigate(addresses.home);
  }, [navigate, list, key]);
  return { step, back };
}

function useKeys(on: boolean, keys: Record<string, () => void>): void {
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      const target = event.target as Element;
      const typing = target.closest("input, textarea, select, [role=menu], [role=dialog], [role=alertdialog]") !== null;
      if (typing || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      keys[event.key]?.();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
}
