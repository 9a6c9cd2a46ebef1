import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { profile as askForProfile } from "../api/portal";
import { Problem } from "../api/problem";
import { addresses } from "../app/addresses";
import { PictureList } from "../picture/PictureList";
import "../styles/profile.css";
import { texts } from "../texts";
import { pageTexts } from "../texts/pages";
import { Avatar } from "../ui/Avatar";
import { Icon } from "../ui/Icon";
import { Failure, Offline, State, Waiting } from "../ui/State";
import { useSession, useTitle } from "../ui/hooks";
import NotFound from "./NotFound";

const t = pageTexts.profile;

export default function ProfilePage() {
  const { name = "" } = useParams();
  return name.startsWith("@") && name.length > 1 ? <Profile username={name.slice(1).toLowerCase()} /> : <NotFound />;
}

function Profile({ username }: { username: string }) {
  const own = useSession()?.username === username;
  const query = useQuery({ queryKey: ["profile", username], queryFn: ({ signal }) => askForProfile(username, signal) });
  const profile = query.data;
  useTitle(profile ? `${profile.displayName} (@${username})` : `@${username}`);
  if (!profile) {
    if (query.error instanceof Problem && [400, 404].includes(query.error.status)) {
      return (
        <State icon="picture" heading="h1" title={t.unknown} detail={t.unknownDetail(username)}>
          <Link className="button main" to={addresses.home}>{texts.states.toHome}</Link>
        </State>
      );
    }
    if (query.fetchStatus === "paused") return <Offline heading="h1" />;
    return query.error ? <Failure heading="h1" error={query.error} again={() => void query.refetch()} /> : <Waiting />;
  }
  return (
    <>
      <header className="profile">
        <Avatar name={profile.displayName} large />
        <div className="profile-text">
          <h1>{profile.displayName}</h1>
          <p className="soft">@{profile.username}</p>
          {profile.bio && <p className="bio">{profile.bio}</p>}
          <p className="soft small">
            {typeof profile.imageCount === "number" && <>{t.pictures(profile.imageCount)} · </>}{t.joined(profile.joinedAt)}
          </p>
        </div>
        {own && <Link className="button" to={addresses.settings}><Icon name="edit" />{t.edit}</Link>}
      </header>
      <PictureList key={username} list={{ of: "user", username }} empty={
        <State icon="picture" title={t.none} detail={own ? t.noneOwnDetail : t.noneDetail(profile.displayName)}>
          {own && <Link className="button main" to={addresses.upload}>{texts.home.upload}</Link>}
        </State>
      } />
    </>
  );
}
