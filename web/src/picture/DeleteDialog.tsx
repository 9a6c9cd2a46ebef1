import { useState } from "react";
import { forgetPicture, queries } from "../api/lists";
import { deletePicture } from "../api/portal";
import { Problem } from "../api/problem";
import type { Picture } from "../api/types";
import { pageTexts } from "../texts/pages";
import { Confirm } from "../ui/Dialog";
import { sentenceOf } from "../ui/form";
import { notify } from "../ui/notices";

const t = pageTexts.picture;

interface Props {
  readonly picture: Picture;
  readonly close: () => void;
  readonly deleted: () => void;
}

export default function DeleteDialog({ picture, close, deleted }: Props) {
  const [pending, setPending] = useState(false);
  const remove = async () => {
    if (pending) return;
    setPending(true);
    try {
      await deletePicture(picture.id);
    } catch (error) {
      // Somebody who deletes twice has what they want.
      if (!(error instanceof Problem && error.status === 404)) {
        notify(sentenceOf(error));
        close();
        return;
      }
    }
    close();
    notify(t.deleted);
    deleted();
    forgetPicture(picture.id);
    queries.removeQueries({ queryKey: ["picture", picture.id] });
    void queries.invalidateQueries({ queryKey: ["profile", picture.username] });
  };
  return (
    <Confirm title={t.deleteTitle} detail={t.deleteDetail} keep={t.keep} close={close}>
      <button type="button" className="button danger main" aria-disabled={pending} onClick={() => void remove()}>{t.remove}</button>
    </Confirm>
  );
}
