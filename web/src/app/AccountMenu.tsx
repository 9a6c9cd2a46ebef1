import { type KeyboardEvent, useEffect, useState } from "react";
import { useLocation } from "react-router";
import type { Session } from "../api/types";
import { texts } from "../texts";
import { Avatar } from "../ui/Avatar";
import { later, whenIdle } from "../ui/later";

const AccountItems = later(() => import("./AccountItems"));

/** The button of the account's menu, which is there long before the menu's script is. */
export function AccountMenu({ session }: { session: Session }) {
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  /** Where the focus goes: by keyboard to an item. */
  const [open, setOpen] = useState<"first" | "last" | "container">();
  const location = useLocation();
  useEffect(() => setOpen(undefined), [location]);
  useEffect(() => whenIdle(AccountItems.ahead), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    setOpen(event.key === "ArrowDown" ? "first" : "last");
  };
  return (
    <div className="menu">
      <button type="button" ref={setButton} className="button quiet round" aria-haspopup="menu" aria-expanded={open !== undefined}
        aria-label={texts.layout.account(session.displayName)} onPointerEnter={AccountItems.ahead} onFocus={AccountItems.ahead}
        onKeyDown={onKeyDown}
        onClick={(event) => setOpen(open ? undefined : event.detail === 0 ? "first" : "container")}>
        <Avatar name={session.displayName} />
      </button>
      {open && button && (
        <AccountItems session={session} button={button} focus={open} close={() => setOpen(undefined)} />
      )}
    </div>
  );
}
