import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Link, Navigate, useNavigate } from "react-router";
import { addresses, goingTo } from "../app/addresses";
import "../styles/upload.css";
import { pageTexts } from "../texts/pages";
import { useIncoming } from "../upload/incoming";
import { isUnderWay, shareOf, type Upload } from "../upload/queue";
import { Bar, UploadItem } from "../upload/UploadItem";
import { uploads } from "../upload/uploads";
import { Icon } from "../ui/Icon";
import { later, onceOnline } from "../ui/later";
import { notify } from "../ui/notices";
import { useSession, useTitle } from "../ui/hooks";

const t = pageTexts.upload;
const ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,image/avif";
const SessionDialog = later(() => onceOnline(() => import("../account/SessionDialog")));

export default function UploadPage() {
  useTitle(t.title);
  const session = useSession();
  const navigate = useNavigate();
  const all = useSyncExternalStore(uploads.subscribe, uploads.all);
  // Somebody who has chosen pictures keeps them while they log in again.
  if (!session && all.length === 0) return <Navigate to={goingTo(addresses.logIn, addresses.upload)} replace />;
  return (
    <>
      <Uploads all={all} username={session?.username} />
      {!session && <SessionDialog close={() => void navigate(addresses.home)} />}
    </>
  );
}

function Uploads({ all, username }: { all: readonly Upload[]; username: string | undefined }) {
  const take = useCallback((files: File[]) => {
    const left = uploads.add(files);
    if (left > 0) notify(t.problems.tooMany(files.length - left));
  }, []);
  const hovering = useIncoming(take);
  return (
    <div className="uploads">
      <div className="page-head"><h1>{t.title}</h1></div>
      <Chooser take={take} small={all.length > 0} hovering={hovering} />
      {all.length > 0 && (
        <ul className="upload-list">
          {all.map((upload) => <UploadItem key={upload.id} upload={upload} />)}
        </ul>
      )}
      {all.length > 0 && <Summary all={all} username={username} />}
      <Announcer all={all} />
    </div>
  );
}

interface ChooserProps {
  readonly take: (files: File[]) => void;
  readonly small: boolean;
  readonly hovering: boolean;
}

function Chooser({ take, small, hovering }: ChooserProps) {
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const chosen = (event: React.ChangeEvent<HTMLInputElement>) => {
    take([...(event.target.files ?? [])]);
    // The same file may be chosen again later.
    event.target.value = "";
  };
  return (
    <div className={`chooser${small ? " small" : ""}${hovering ? " hovering" : ""}`}>
      {!small && <Icon name="picture" />}
      {!small && <p className="chooser-title">{t.drop}</p>}
      <div className="chooser-ways">
        <button type="button" className={small ? "button" : "button main"} onClick={() => files.current?.click()}>{t.choose}</button>
        <button type="button" className="button camera" onClick={() => camera.current?.click()}>
          <Icon name="camera" />{t.take}
        </button>
        <span className="soft">{t.or}</span>
      </div>
      <p className="soft small">{t.limits}</p>
      <input ref={files} type="file" accept={ACCEPTED} multiple hidden onChange={chosen} aria-label={t.choose} />
      <input ref={camera} type="file" accept="image/*" capture="environment" hidden onChange={chosen} aria-label={t.take} />
    </div>
  );
}

function Summary({ all, username }: { all: readonly Upload[]; username: string | undefined }) {
  const of = (...kinds: string[]) => all.filter(({ state }) => kinds.includes(state.kind)).length;
  const ready = of("ready");
  const paused = of("paused");
  const active = of("queued", "sending", "waiting");
  const done = of("done");
  const stuck = of("unfit", "refused");
  const counted = all.filter((upload) => isUnderWay(upload) || upload.state.kind === "done");
  const bytes = counted.reduce((sum, { file }) => sum + file.size, 0);
  const share = bytes > 0 ? counted.reduce((sum, upload) => sum + shareOf(upload) * upload.file.size, 0) / bytes : 0;
  return (
    <div className="upload-summary">
      <div className="upload-total">
        {counted.length > 0 && <Bar share={share} label={t.total} />}
        <p className="small">
          {counted.length > 0 ? t.summary(done, counted.length) : t.selected(all.length)}
          {stuck > 0 && <> · <strong className="attention">{t.failedCount(stuck)}</strong></>}
        </p>
      </div>
      <div className="upload-buttons">
        {active > 0 && <button type="button" className="button" onClick={() => uploads.pauseAll()}>{t.pauseAll}</button>}
        {active === 0 && paused > 0 && (
          <button type="button" className="button" onClick={() => uploads.resumeAll()}>{t.resumeAll}</button>
        )}
        {ready > 0 && <button type="button" className="button main" onClick={() => uploads.start()}>{t.start(ready)}</button>}
        {ready === 0 && active === 0 && paused === 0 && done > 0 && (
          <>
            <button type="button" className="button" onClick={() => uploads.removeDone()}>{t.another}</button>
            {username && <Link className="button main" to={addresses.profile(username)}>{t.viewAll}</Link>}
          </>
        )}
      </div>
    </div>
  );
}

/** Tells a screen reader what became of each picture, once. */
function Announcer({ all }: { all: readonly Upload[] }) {
  const told = useRef(new Map<string, string>());
  const [text, setText] = useState("");
  useEffect(() => {
    const news: string[] = [];
    for (const { id, file, state } of all) {
      if (told.current.get(id) === state.kind) continue;
      told.current.set(id, state.kind);
      if (state.kind === "done") news.push(t.announceDone(file.name));
      if (state.kind === "unfit" || state.kind === "refused") news.push(t.announceFailed(file.name, state.message));
    }
    if (news.length > 0) setText(news.join(" "));
  }, [all]);
  return <p className="hidden-visually" role="status">{text}</p>;
}
