import { useQuery } from "@tanstack/react-query";
import { type ComponentProps, useId, useRef, useState } from "react";
import { suggestions } from "../api/portal";
import "../styles/texts.css";
import { texts } from "../texts";
import { pageTexts } from "../texts/pages";
import { FieldError } from "../ui/form";
import { useDebounced } from "../ui/hooks";
import { MAX_ALT_TEXT, MAX_CAPTION } from "./limits";
import { hashtagAt, withHashtag } from "./typing";
import { lengthOf, wordsOf } from "./words";

const t = pageTexts.upload;
const SHOW_LEFT_BELOW = 200;

interface Props {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
}

/** A caption: hashtags are marked as they are typed, and known ones are suggested. */
export function CaptionField({ value, onChange, error, disabled = false }: Props) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const marks = useRef<HTMLDivElement>(null);
  const [caret, setCaret] = useState<number>();
  const [active, setActive] = useState(0);
  const typed = caret === undefined ? undefined : hashtagAt(value, caret);
  const asked = useDebounced(typed?.tag ?? "", 150);
  const { data } = useQuery({
    queryKey: ["suggestions", `#${asked}`],
    queryFn: ({ signal }) => suggestions(`#${asked}`, signal),
    enabled: asked.length > 0,
    retry: false,
  });
  const options = typed && asked ? (data?.tags ?? []).map((tag) => tag.tag).filter((tag) => tag !== typed.tag).slice(0, 6) : [];
  const shown = options.length > 0;
  const left = MAX_CAPTION - lengthOf(value);

  const choose = (tag: string) => {
    if (!typed) return;
    const { text, position } = withHashtag(value, typed, tag);
    onChange(text);
    setCaret(undefined);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(position, position);
    });
  };

  const onKeyDown: ComponentProps<"textarea">["onKeyDown"] = (event) => {
    if (!shown) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) setActive((before) => (before + step + options.length) % options.length);
    else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) choose(options[active] ?? options[0]!);
    else if (event.key === "Escape") setCaret(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="field">
      <label htmlFor={id}>{t.caption}</label>
      <div className="hint" id={`${id}-hint`}>{t.captionHint}</div>
      <div className="marked">
        <div className="marks" ref={marks} aria-hidden="true">
          {wordsOf(value).map((word, index) =>
            word.kind === "hashtag" || word.kind === "mention" ? <mark key={index}>{word.text}</mark> : word.text)}
          {"\n"}
        </div>
        <textarea id={id} ref={area} name="caption" value={value} disabled={disabled} rows={3} aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-hint ${id}-left${error ? ` ${id}-error` : ""}`} aria-autocomplete="list"
          aria-controls={shown ? `${id}-list` : undefined}
          aria-activedescendant={shown ? `${id}-${active}` : undefined}
          onChange={(event) => {
            onChange(event.target.value);
            setCaret(event.target.selectionStart);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setCaret(undefined)}
          onScroll={(event) => {
            if (marks.current) marks.current.scrollTop = event.currentTarget.scrollTop;
          }} />
        {shown && (
          <ul className="suggestions" id={`${id}-list`} role="listbox" aria-label={texts.search.suggestions}>
            {options.map((tag, index) => (
              <li key={tag} id={`${id}-${index}`} role="option" aria-selected={index === active}
                onPointerDown={(event) => event.preventDefault()} onClick={() => choose(tag)}>
                <span>#{tag}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <span className="hidden-visually" role="status">{shown ? t.suggestions(options.length) : ""}</span>
      <div className={left < 0 ? "left over" : "left"} id={`${id}-left`}>{left < SHOW_LEFT_BELOW ? t.left(left) : ""}</div>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}

export function AltTextField({ value, onChange, error, disabled = false }: Props) {
  const id = useId();
  const left = MAX_ALT_TEXT - lengthOf(value);
  return (
    <div className="field">
      <label htmlFor={id}>{t.altText}</label>
      <div className="hint" id={`${id}-hint`}>{value.trim() ? t.altHint : t.altReminder}</div>
      <textarea id={id} className="low" name="altText" value={value} disabled={disabled} rows={2} aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-hint ${id}-left${error ? ` ${id}-error` : ""}`}
        onChange={(event) => onChange(event.target.value)} />
      <div className={left < 0 ? "left over" : "left"} id={`${id}-left`}>{left < SHOW_LEFT_BELOW ? t.left(left) : ""}</div>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}
