import { Menu } from "@base-ui/react/menu";
import { useNavigate } from "react-router";
import { logOut } from "../api/portal";
import type { Session } from "../api/types";
import { texts } from "../texts";
import { Avatar } from "../ui/Avatar";
import { explain } from "../ui/State";
import { notify } from "../ui/notices";
import "../styles/menu.css";
import { addresses } from "./addresses";

const t = texts.layout;

/** Opens as it comes: it is loaded when somebody asks for it. */
export default function AccountMenu({ session }: { session: Session }) {
  const navigate = useNavigate();
  const leave = async () => {
    try {
      await logOut();
      notify(t.loggedOut);
    } catch (error) {
      notify(explain(error)[0]);
    }
  };
  return (
    <Menu.Root modal={false} defaultOpen>
      <Menu.Trigger className="button quiet round" aria-label={t.account(session.displayName)}>
        <Avatar name={session.displayName} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-place" align="end" sideOffset={8}>
          <Menu.Popup className="menu">
            <div className="menu-name">
              <strong>{session.displayName}</strong>
              <span className="soft small">@{session.username}</span>
            </div>
            <Menu.Item className="menu-item" onClick={() => void navigate(addresses.profile(session.username))}>
              {t.yourPictures}
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => void navigate(addresses.settings)}>{t.settings}</Menu.Item>
            <Menu.Item className="menu-item" onClick={() => void leave()}>{t.logOut}</Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
