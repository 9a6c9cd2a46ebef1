import { useEffect, useRef } from "react";
import { Outlet, useLocation } from "react-router";
import { session } from "../api/http";
import type { SessionState } from "../api/session";
import { texts } from "../texts";
import { later, onceOnline } from "../ui/later";
import { Notices, notify } from "../ui/notices";
import { useOnline, useSessionState } from "../ui/hooks";
import { Header } from "./Header";
import { useScrollMemory } from "./scroll";
import { ThemeChoice } from "./ThemeChoice";

const t = texts.layout;
const SessionDialog = later(() => onceOnline(() => import("../account/SessionDialog")));

export function Layout() {
  const content = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const online = useOnline();
  useScrollMemory();
  const state = useSessionState();
  useEndedSession(state);
  useFocusOnNewPage(content, pathname);
  return (
    <>
      <a className="button skip" href="#content">{t.skipToContent}</a>
      <a className="button skip" href="#footer">{t.skipToFooter}</a>
      <Header />
      {!online && <div className="banner" role="status">{t.offline}</div>}
      <main id="content" className="content" ref={content} tabIndex={-1}>
        <Outlet />
      </main>
      <footer id="footer" className="footer" tabIndex={-1}>
        <span>{t.footer}</span>
        <a href="/api/docs">{t.api}</a>
        <ThemeChoice />
      </footer>
      <Notices />
      {state.kind === "asking" && <SessionDialog username={state.session.username} close={() => session.closed(true)} />}
    </>
  );
}

function useEndedSession(state: SessionState): void {
  const ended = state.kind === "out" && state.ended;
  useEffect(() => {
    if (ended) notify(t.ended);
  }, [ended]);
}

/** A screen reader goes on at the new page's start, as it would after a load. */
function useFocusOnNewPage(content: React.RefObject<HTMLElement | null>, pathname: string): void {
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    const within = before.current.startsWith("/i/") && pathname.startsWith("/i/");
    before.current = pathname;
    const active = document.activeElement;
    // The search box keeps its focus, and so does "next" from picture to picture.
    if (within || (active instanceof HTMLInputElement && active.type === "search")) return;
    if (!content.current?.contains(active)) content.current?.focus({ preventScroll: true });
  }, [content, pathname]);
}
