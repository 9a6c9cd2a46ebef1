import { memo, useEffect, useState } from "react";
import { Link } from "react-router";
import { addresses } from "../app/addresses";
import { AltTextField, CaptionField } from "../picture/TextFields";
import { texts } from "../texts";
import { pageTexts } from "../texts/pages";
import { Icon, type IconName } from "../ui/Icon";
import { shareOf, type Upload } from "./queue";
import { uploads } from "./uploads";

const t = pageTexts.upload;

export const UploadItem = memo(function UploadItem({ upload }: { upload: Upload }) {
  const { id, file, caption, altText, state } = upload;
  const problem = state.kind === "unfit" || (state.kind === "refused" && !state.field) ? state.message : undefined;
  const error = (field: "caption" | "altText") => state.kind === "refused" && state.field === field ? state.message : undefined;
  const done = state.kind === "done";
  return (
    <li className={`upload ${state.kind}`}>
      <Preview file={file} alt="" />
      <div className="upload-main">
        <div className="upload-head">
          <h2 title={file.name}>{file.name}</h2>
          <span className="soft small">{texts.formats.bytes(file.size)}</span>
        </div>
        {problem && <p className="field-error"><Icon name="warning" /><span>{problem}</span></p>}
        {done ? (
          <>
            {caption && <p className="soft">{caption}</p>}
            <Link className="button small" to={addresses.picture(state.picture.id)}>{t.view}
              <span className="hidden-visually">{file.name}</span></Link>
          </>
        ) : state.kind !== "unfit" || caption || altText ? (
          <>
            <CaptionField value={caption} error={error("caption")} onChange={(value) => uploads.write(id, { caption: value })} />
            <AltTextField value={altText} error={error("altText")} onChange={(value) => uploads.write(id, { altText: value })} />
          </>
        ) : null}
        <div className="upload-foot">
          <Progress upload={upload} />
          <Actions upload={upload} />
        </div>
      </div>
    </li>
  );
});

function Progress({ upload }: { upload: Upload }) {
  const { state, file } = upload;
  if (state.kind === "unfit" || state.kind === "ready" || state.kind === "checking") {
    return <p className="soft small">{state.kind === "unfit" ? t.states.refused : t.states[state.kind]}</p>;
  }
  const share = shareOf(upload);
  return (
    <div className="upload-progress">
      <Bar share={share} label={t.progressOf(file.name)} />
      <p className="soft small">{sentenceOf(upload)}</p>
    </div>
  );
}

export function Bar({ share, label }: { share: number; label: string }) {
  const percent = Math.round(share * 100);
  return (
    <div className="bar" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
      <div style={{ width: `${percent}%` }} />
    </div>
  );
}

function sentenceOf({ state }: Upload): string {
  switch (state.kind) {
    case "sending":
      return t.states.sending(state.sent, state.total);
    case "waiting":
      return state.for === "network" ? t.states.waitingForNetwork
        : state.for === "session" ? t.states.waitingForSession : t.states.waitingForPortal;
    case "unfit":
    case "refused":
      return t.states.refused;
    default:
      return t.states[state.kind];
  }
}

function Actions({ upload: { id, file, state } }: { upload: Upload }) {
  const { kind } = state;
  const stoppable = kind === "queued" || kind === "sending" || kind === "waiting";
  return (
    <div className="upload-actions">
      {stoppable && <Action icon="pause" label={t.pause(file.name)} act={() => uploads.pause(id)} />}
      {kind === "paused" && <Action icon="play" label={t.resume(file.name)} act={() => uploads.resume(id)} />}
      {kind === "refused" && (
        <button type="button" className="button small" onClick={() => uploads.resume(id)}>
          <Icon name="retry" />{t.retryShort}<span className="hidden-visually">{file.name}</span>
        </button>
      )}
      {/* A picture that is being made can't be called back; it can be deleted once it is there. */}
      {kind !== "done" && kind !== "processing" && (
        <Action icon="close" label={stoppable || kind === "paused" ? t.cancel(file.name) : t.remove(file.name)}
          act={() => uploads.remove(id)} />
      )}
    </div>
  );
}

function Action({ icon, label, act }: { icon: IconName; label: string; act: () => void }) {
  return (
    <button type="button" className="button quiet round" aria-label={label} title={label} onClick={act}>
      <Icon name={icon} />
    </button>
  );
}

function Preview({ file, alt }: { file: File; alt: string }) {
  const [url, setUrl] = useState<string>();
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return (
    <div className="preview">
      {url && !broken ? <img src={url} alt={alt} decoding="async" loading="lazy" onError={() => setBroken(true)} />
        : <Icon name="picture" />}
    </div>
  );
}
