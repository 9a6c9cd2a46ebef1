import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { PasswordField } from "../account/PasswordField";
import { queries } from "../api/lists";
import { session } from "../api/http";
import { changePassword, changeProfile, profile as askForProfile } from "../api/portal";
import type { Profile, Session } from "../api/types";
import { Protected } from "../app/Protected";
import { ThemeChoice } from "../app/ThemeChoice";
import { lengthOf } from "../picture/words";
import { pageTexts } from "../texts/pages";
import { Field, FieldError, FormFailure, Submit, useSubmission } from "../ui/form";
import { later } from "../ui/later";
import { notify } from "../ui/notices";
import { Failure, Offline, Waiting } from "../ui/State";
import { useTitle } from "../ui/hooks";
import { requireRules } from "./SignUp";

const t = pageTexts.settings;
const MAX_BIO = 500;
const DeleteAccount = later(() => import("../account/DeleteAccount"));

export default function Settings() {
  useTitle(t.title);
  return <Protected>{(person) => <Sections person={person} />}</Protected>;
}

function Sections({ person }: { person: Session }) {
  const { username } = person;
  const query = useQuery({ queryKey: ["profile", username], queryFn: ({ signal }) => askForProfile(username, signal) });
  const [removing, setRemoving] = useState(false);
  return (
    <div className="settings">
      <h1>{t.title}</h1>
      <section aria-labelledby="profile">
        <h2 id="profile">{t.profile}</h2>
        {query.data ? <ProfileForm profile={query.data} />
          : query.fetchStatus === "paused" ? <Offline />
          : query.error ? <Failure error={query.error} again={() => void query.refetch()} /> : <Waiting />}
      </section>
      <section aria-labelledby="password">
        <h2 id="password">{t.password}</h2>
        <PasswordForm />
      </section>
      <section aria-labelledby="look">
        <h2 id="look">{t.look}</h2>
        <div><ThemeChoice /></div>
      </section>
      <section aria-labelledby="remove">
        <h2 id="remove">{t.remove}</h2>
        <p className="soft">{t.removeDetail}</p>
        <div>
          <button type="button" className="button danger" onPointerEnter={DeleteAccount.ahead} onFocus={DeleteAccount.ahead}
            onClick={() => setRemoving(true)}>{t.remove}</button>
        </div>
      </section>
      {removing && <DeleteAccount username={username} close={() => setRemoving(false)} />}
    </div>
  );
}

function ProfileForm({ profile }: { profile: Profile }) {
  const id = useId();
  const [bio, setBio] = useState(profile.bio ?? "");
  const { form, submit, pending, errors, failure } = useSubmission(["displayName", "bio"], async ({ displayName = "" }) => {
    const changed = await changeProfile({ displayName: displayName.trim(), bio: bio.trim() });
    queries.setQueryData(["profile", profile.username], changed);
    const state = session.current();
    if (state.kind !== "out") session.opened({ ...state.session, displayName: changed.displayName });
    notify(t.saved);
  });
  return (
    <form className="form" ref={form} onSubmit={submit} noValidate>
      <FormFailure failure={failure} />
      <Field name="displayName" label={pageTexts.account.displayName} error={errors["displayName"]} defaultValue={profile.displayName}
        maxLength={100} autoComplete="name" />
      <div className="field">
        <label htmlFor={id}>{t.bio}</label>
        <textarea id={id} name="bio" value={bio} rows={4} aria-describedby={`${id}-left ${id}-error`}
          aria-invalid={errors["bio"] ? true : undefined} onChange={(event) => setBio(event.target.value)} />
        <div className="hint" id={`${id}-left`}>{t.bioHint(MAX_BIO - lengthOf(bio))}</div>
        <FieldError id={`${id}-error`} error={errors["bio"]} />
      </div>
      <div><Submit pending={pending}>{t.save}</Submit></div>
    </form>
  );
}

function PasswordForm() {
  const [round, setRound] = useState(0);
  const { form, submit, pending, errors, failure } = useSubmission(["currentPassword", "newPassword"],
    async ({ currentPassword = "", newPassword = "" }) => {
      requireRules("newPassword", newPassword);
      await changePassword(currentPassword, newPassword);
      setRound((before) => before + 1);
      notify(t.passwordChanged);
    });
  return (
    <form className="form" ref={form} onSubmit={submit} noValidate key={round}>
      <FormFailure failure={failure} />
      <PasswordField name="currentPassword" label={pageTexts.account.currentPassword} error={errors["currentPassword"]} />
      <PasswordField name="newPassword" label={pageTexts.account.newPassword} error={errors["newPassword"]} fresh />
      <div><Submit pending={pending}>{t.changePassword}</Submit></div>
    </form>
  );
}
