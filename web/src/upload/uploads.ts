import { queries, replacePicture } from "../api/lists";
import { session } from "../api/http";
import { changePicture, picture as askForPicture } from "../api/portal";
import { setActivity } from "./activity";
import { checkFile } from "./checks";
import { isUnderWay, UploadQueue } from "./queue";
import { sendPicture } from "./send";

/** The one queue of this tab. It lives as long as the tab: uploads go on while their owner looks around. */
export const uploads = new UploadQueue({
  check: checkFile,
  send: sendPicture,
  change: async (picture, texts) => {
    const { eTag } = await askForPicture(picture.id);
    const changed = await changePicture(picture.id, texts, eTag);
    replacePicture(changed.picture);
    return changed.picture;
  },
  renew: () => session.renew(),
  newKey: () => crypto.randomUUID(),
  after: (milliseconds, callback) => void setTimeout(callback, milliseconds),
});

let owner: string | undefined;
let done = 0;

uploads.subscribe(() => {
  const all = uploads.all();
  const finished = all.filter(({ state }) => state.kind === "done").length;
  const underWay = all.some(isUnderWay);
  setActivity(underWay ? { done: finished, all: all.filter((one) => isUnderWay(one) || one.state.kind === "done").length } : undefined);
  if (finished > done && owner) {
    void queries.resetQueries({ queryKey: ["list", { of: "user", username: owner }] });
    void queries.invalidateQueries({ queryKey: ["profile", owner] });
  }
  done = finished;
  // Whoever leaves the page now loses what is chosen.
  const loss = underWay || all.some(({ state }) => ["ready", "refused", "checking"].includes(state.kind));
  if (loss) addEventListener("beforeunload", warn);
  else removeEventListener("beforeunload", warn);
});

session.subscribe(followSession);
followSession();

function followSession(): void {
  const state = session.current();
  if (state.kind !== "in") {
    if (state.kind === "out" && !state.ended) uploads.removeAll();
    return;
  }
  // Nobody's pictures are uploaded in another one's name.
  if (owner && owner !== state.session.username) uploads.removeAll();
  owner = state.session.username;
  uploads.wake("session");
}

addEventListener("online", () => uploads.wake("network"));

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
