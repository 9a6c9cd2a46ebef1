import { Menu, MenuGroup, MenuGroupLabel, MenuItem, useMenuStore } from "@ariakit/react/menu";
import { useEffect } from "react";
import { Link } from "react-router";
import { logOut } from "../api/portal";
import type { Session } from "../api/types";
import { texts } from "../texts";
import { notify } from "../ui/notices";
import { explain } from "../ui/State";
import { addresses } from "./addresses";

const t = texts.layout;

interface Props {
  readonly session: Session;
  readonly button: HTMLButtonElement;
  readonly focus: "first" | "last" | "container";
  readonly close: () => void;
}

export default function AccountItems({ session, button, focus, close }: Props) {
  const menu = useMenuStore({ placement: "bottom-end", setOpen: (open) => open || close() });
  useEffect(() => {
    menu.setAnchorElement(button);
    menu.setDisclosureElement(button);
    menu.setInitialFocus(focus);
    menu.setAutoFocusOnShow(true);
    menu.show();
  }, [menu, button, focus]);
  const leave = async () => {
    try {
      await logOut();
      notify(t.loggedOut);
    } catch (error) {
      notify(explain(error)[0]);
    }
  };
  return (
    <Menu store={menu} className="menu-items" gutter={8} aria-label={t.account(session.displayName)}>
      <MenuGroup>
        <MenuGroupLabel className="menu-name">
          <strong>{session.displayName}</strong> <span className="soft small">@{session.username}</span>
        </MenuGroupLabel>
        <MenuItem className="menu-item" render={<Link to={addresses.profile(session.username)} />}>{t.yourPictures}</MenuItem>
        <MenuItem className="menu-item" render={<Link to={addresses.settings} />}>{t.settings}</MenuItem>
        <MenuItem className="menu-item" onClick={() => void leave()}>{t.logOut}</MenuItem>
      </MenuGroup>
    </Menu>
  );
}
