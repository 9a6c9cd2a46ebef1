import { lazy, Suspense, useState } from "react";
import type { Session } from "../api/types";
import { texts } from "../texts";
import { Avatar } from "../ui/Avatar";

const load = () => import("./AccountMenu");
const AccountMenu = lazy(load);

/** Looks like the menu's button, which is loaded at the first sign that somebody wants it. */
export function AccountButton({ session }: { session: Session }) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <button type="button" className="button quiet round" aria-haspopup="menu" aria-expanded="false"
      aria-label={texts.layout.account(session.displayName)} onClick={() => setWanted(true)}
      onPointerEnter={() => void load()} onFocus={() => void load()}>
      <Avatar name={session.displayName} />
    </button>
  );
  return wanted ? <Suspense fallback={button}><AccountMenu session={session} /></Suspense> : button;
}
