import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useLocation, useNavigate, useSearchParams } from "react-router";
import { suggestions } from "../api/portal";
import { texts } from "../texts";
import { Icon } from "../ui/Icon";
import { useDebounced } from "../ui/hooks";
import { addresses } from "./addresses";
import { lastWordOf, withLastWord } from "./query";

const t = texts.search;
const TYPING_MILLISECONDS = 150;

/** The one search box: a combobox whose list suggests the last word's ends. */
export function SearchBox() {
  const location = useLocation();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const searched = location.pathname === "/search" ? (parameters.get("q") ?? "") : "";
  const [text, setText] = useState(searched);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();

  useEffect(() => setText(searched), [searched]);
  useEffect(() => setOpen(false), [location]);

  const word = useDebounced(lastWordOf(text), TYPING_MILLISECONDS);
  const { data } = useQuery({
    queryKey: ["suggestions", word],
    queryFn: ({ signal }) => suggestions(word, signal),
    enabled: open && word.length > 0,
    retry: false,
    placeholderData: (before) => before,
  });
  const options = word && data ? [
    ...(/^[#\uFF03]/.test(word) ? [] : data.users.map((user) => ({ word: `@${user.username}`, note: user.displayName }))),
    ...(word.startsWith("@") ? [] : data.tags.map((tag) => ({ word: `#${tag.tag}`, note: t.uses(tag.count) }))),
  ] : [];
  const shown = open && options.length > 0;

  const search = (query: string) => {
    setOpen(false);
    if (query.trim()) void navigate(addresses.search(query.trim()));
    else input.current?.focus();
  };

  const choose = (option: string) => {
    const query = withLastWord(text, option);
    setText(query);
    search(query);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place beside the options is the text itself.
      const places = options.length + 1;
      setActive((before) => (shown ? ((before + 1 + step + places) % places) - 1 : -1));
    } else if (event.key === "Enter" && shown && options[active]) {
      event.preventDefault();
      choose(options[active].word);
    } else if (event.key === "Escape") {
      if (shown) setOpen(false);
      else setText("");
    }
  };

  return (
    <div className="search" onBlur={(event) => {
      if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
    }}>
      <form role="search" action="/search" onSubmit={(event) => {
        event.preventDefault();
        search(text);
      }}>
        <input ref={input} type="search" name="q" value={text} maxLength={500} autoComplete="off" enterKeyHint="search"
          spellCheck={false} placeholder={t.placeholder} aria-label={t.label} role="combobox" aria-expanded={shown}
          aria-controls={listId} aria-autocomplete="list"
          aria-activedescendant={shown && active >= 0 ? `${listId}-${active}` : undefined}
          onFocus={() => setActive(-1)} onKeyDown={onKeyDown}
          onChange={(event) => {
            setText(event.target.value);
            setActive(-1);
            setOpen(true);
          }} />
        <button type="submit" className="button round" aria-label={t.submit}><Icon name="search" /></button>
      </form>
      <ul id={listId} className="suggestions" role="listbox" aria-label={t.suggestions} hidden={!shown}>
        {options.map((option, index) => (
          <li key={option.word} id={`${listId}-${index}`} role="option" aria-selected={index === active}
            onPointerDown={(event) => event.preventDefault()} onClick={() => choose(option.word)}>
            <span>{option.word}</span> <span>{option.note}</span>
          </li>
        ))}
      </ul>
      <span className="hidden-visually" role="status">{shown ? t.suggested(options.length) : ""}</span>
    </div>
  );
}
