import { useLayoutEffect } from "react";
import { useLocation, useNavigationType } from "react-router";

const STORED = "portal.scroll";
const REMEMBERED = 50;

const decisions = ["wheel", "touchmove", "pointerdown", "keydown"];
const positions = new Map<string, number>(read());

/** Back leads to where the person was on the page; a new page begins at its top. */
export function useScrollMemory(): void {
  const { key: name, hash, pathname } = useLocation();
  const kind = useNavigationType();
  // The first page of every visit has the same name.
  const key = name === "default" ? `first ${pathname}` : name;

  useLayoutEffect(() => {
    history.scrollRestoration = "manual";
    const save = () => {
      try {
        sessionStorage.setItem(STORED, JSON.stringify([...positions].slice(-REMEMBERED)));
      } catch {
        // Then a reload begins at the top.
      }
    };
    addEventListener("pagehide", save);
    return () => removeEventListener("pagehide", save);
  }, []);

  useLayoutEffect(() => {
    let stop = () => {};
    const remember = () => {
      positions.delete(key);
      positions.set(key, scrollY);
    };
    if (kind === "POP" && positions.has(key)) stop = scrollOnceHighEnough(positions.get(key)!);
    else if (kind !== "REPLACE" && !hash) scrollTo(0, 0);
    addEventListener("scroll", remember, { passive: true });
    return () => {
      stop();
      removeEventListener("scroll", remember);
    };
  }, [key, kind, hash, pathname]);
}

/** A page that comes from the cache has its height at once, one that is reloaded when its lists are there. */
function scrollOnceHighEnough(top: number): () => void {
  const look = () => {
    const lowest = document.documentElement.scrollHeight - innerHeight;
    const loading = document.querySelector("main .loading") !== null;
    // What was deleted meanwhile makes a page a little lower. What stays far too low is shown from its top.
    if (lowest < top && (loading || lowest < top - innerHeight)) return;
    stop();
    scrollTo(0, top);
  };
  const observer = new ResizeObserver(look);
  const stop = () => {
    observer.disconnect();
    for (const event of decisions) removeEventListener(event, stop);
  };
  // Whoever does something meanwhile is where they want to be.
  for (const event of decisions) addEventListener(event, stop, { passive: true });
  observer.observe(document.body);
  look();
  return stop;
}

function read(): [string, number][] {
  try {
    const stored = JSON.parse(sessionStorage.getItem(STORED) ?? "[]") as [string, number][];
    // Who came by an address, rather than by Back or a reload, was never on this first page.
    const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    return visit?.type === "navigate" ? stored.filter(([key]) => !key.startsWith("first ")) : stored;
  } catch {
    return [];
  }
}
