import { useLayoutEffect } from "react";
import { useLocation, useNavigationType } from "react-router";

const STORED = "portal.scroll";
const REMEMBERED = 50;

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
    let waiting = 0;
    const remember = () => {
      positions.delete(key);
      positions.set(key, scrollY);
    };
    if (kind === "POP" && positions.has(key)) waiting = scrollWhenHighEnough(positions.get(key)!);
    else if (kind !== "REPLACE" && !hash) scrollTo(0, 0);
    addEventListener("scroll", remember, { passive: true });
    return () => {
      cancelAnimationFrame(waiting);
      removeEventListener("scroll", remember);
    };
  }, [key, kind, hash, pathname]);
}

/** A page that comes from the cache has its height at once; one that loads has it a few frames later. */
function scrollWhenHighEnough(top: number, frames = 30): number {
  scrollTo(0, top);
  if (Math.abs(scrollY - top) < 2 || frames === 0) return 0;
  return requestAnimationFrame(() => scrollWhenHighEnough(top, frames - 1));
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
