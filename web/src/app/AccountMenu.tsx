import { useEffect, useId, useRef, useState } from "react";
import { Link, useLocation } from "react-router";
import { logOut } from "../api/portal";
import type { Session } from "../api/types";
import { texts } from "../texts";
import { Avatar } from "../ui/Avatar";
import { explain } from "../ui/State";
import { notify } from "../ui/notices";
import { addresses } from "./addresses";

const t = texts.layout;

/** A button that unfolds links. They are links and say so: what a site leads to is no application's menu. */
export function AccountMenu({ session }: { session: Session }) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const location = useLocation();
  useEffect(() => setOpen(false), [location]);
  useEffect(() => {
    if (!open) return;
    const beside = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener("pointerdown", beside);
    addEventListener("focusin", beside);
    return () => {
      removeEventListener("pointerdown", beside);
      removeEventListener("focusin", beside);
    };
  }, [open]);
  const leave = async () => {
    setOpen(false);
    try {
      await logOut();
      notify(t.loggedOut);
    } catch (error) {
      notify(explain(error)[0]);
    }
  };
  return (
    <div className="menu" ref={root} onKeyDown={(event) => {
      if (event.key !== "Escape" || !open) return;
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
    }}>
      <button type="button" ref={button} className="button quiet round" aria-expanded={open} aria-controls={id}
        aria-label={t.account(session.displayName)} onClick={() => setOpen(!open)}>
        <Avatar name={session.displayName} />
      </button>
      <div className="menu-items" id={id} hidden={!open}>
        <p className="menu-name"><strong>{session.displayName}</strong> <span className="soft small">@{session.username}</span></p>
        <Link className="menu-item" to={addresses.profile(session.username)}>{t.yourPictures}</Link>
        <Link className="menu-item" to={addresses.settings}>{t.settings}</Link>
        <button type="button" className="menu-item" onClick={() => void leave()}>{t.logOut}</button>
      </div>
    </div>
  );
}
