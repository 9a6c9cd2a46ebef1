import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { queries, replacePicture } from "../api/lists";
import { changePicture, picture as askForPicture } from "../api/portal";
import { Problem } from "../api/problem";
import type { Picture } from "../api/types";
import { texts } from "../texts";
import { pageTexts } from "../texts/pages";
import { Dialog } from "../ui/Dialog";
import { FormFailure, Submit, useSubmission } from "../ui/form";
import { notify } from "../ui/notices";
import { AltTextField, CaptionField } from "./TextFields";

const t = pageTexts.picture;

export default function EditDialog({ picture, close }: { picture: Picture; close: () => void }) {
  const { data } = useQuery({ queryKey: ["picture", picture.id], queryFn: ({ signal }) => askForPicture(picture.id, signal) });
  const [caption, setCaption] = useState(picture.caption);
  const [altText, setAltText] = useState(picture.altText);
  const { form, submit, pending, errors, failure } = useSubmission(["caption", "altText"], async () => {
    try {
      const changed = await changePicture(picture.id, { caption, altText }, data?.eTag ?? null);
      queries.setQueryData(["picture", picture.id], changed);
      replacePicture(changed.picture);
      notify(t.saved);
      close();
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 412) throw error;
      const latest = await askForPicture(picture.id);
      queries.setQueryData(["picture", picture.id], latest);
      setCaption(latest.picture.caption);
      setAltText(latest.picture.altText);
      throw new Problem(412, "changed", t.changed);
    }
  });
  return (
    <Dialog title={t.editTitle} close={close}>
      <form className="form" ref={form} onSubmit={submit} noValidate>
        <FormFailure failure={failure} />
        <CaptionField value={caption} onChange={setCaption} error={errors["caption"]} />
        <AltTextField value={altText} onChange={setAltText} error={errors["altText"]} />
        <div className="dialog-end">
          <button type="button" className="button" onClick={close}>{texts.layout.cancel}</button>
          <Submit pending={pending}>{t.save}</Submit>
        </div>
      </form>
    </Dialog>
  );
}
