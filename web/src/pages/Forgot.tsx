import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { useArrival } from "../account/arrival";
import { CodeField } from "../account/CodeField";
import { PasswordField } from "../account/PasswordField";
import { Resend } from "../account/Resend";
import { logIn, resetPassword, sendResetCode } from "../api/portal";
import { addresses, goingTo } from "../app/addresses";
import { pageTexts } from "../texts/pages";
import { Field, fieldProblem, FormFailure, Submit, useSubmission } from "../ui/form";
import { useTitle } from "../ui/hooks";
import { notify } from "../ui/notices";
import { requireRules } from "./SignUp";

const t = pageTexts.account;

export default function Forgot() {
  const { next } = useArrival();
  const [username, setUsername] = useState<string>();
  return username ? <Reset username={username} next={next} another={() => setUsername(undefined)} />
    : <Ask next={next} sent={setUsername} />;
}

function Ask({ next, sent }: { next: string; sent: (username: string) => void }) {
  useTitle(t.forgotTitle);
  const { form, submit, pending, errors, failure } = useSubmission(["username"], async ({ username = "" }) => {
    const name = username.trim().toLowerCase();
    if (!/^[a-z][a-z0-9_.]{2,29}$/.test(name)) throw fieldProblem("username", t.usernameHint);
    await sendResetCode(name);
    sent(name);
  });
  return (
    <div className="form-page">
      <header>
        <h1>{t.forgotTitle}</h1>
        <p className="soft">{t.forgotDetail}</p>
      </header>
      <form className="form" ref={form} onSubmit={submit} noValidate>
        <FormFailure failure={failure} />
        <Field name="username" label={t.username} error={errors["username"]} autoComplete="username" autoCapitalize="none"
          spellCheck={false} autoFocus />
        <Submit pending={pending}>{t.sendCode}</Submit>
      </form>
      <p><Link to={goingTo(addresses.logIn, next)}>{t.logIn}</Link></p>
    </div>
  );
}

function Reset({ username, next, another }: { username: string; next: string; another: () => void }) {
  useTitle(t.resetTitle);
  const navigate = useNavigate();
  const { form, submit, pending, errors, failure } = useSubmission(["code", "newPassword"],
    async ({ code = "", newPassword = "" }) => {
      requireRules("newPassword", newPassword);
      await resetPassword(username, code, newPassword);
      notify(t.resetDone);
      try {
        await logIn(username, newPassword);
      } catch {
        void navigate(goingTo(addresses.logIn, next), { replace: true });
      }
    });
  return (
    <div className="form-page">
      <header>
        <h1>{t.resetTitle}</h1>
        <p className="soft">{t.resetDetail(username)}</p>
      </header>
      <form className="form" ref={form} onSubmit={submit} noValidate>
        <FormFailure failure={failure} />
        <CodeField error={errors["code"]} />
        <PasswordField name="newPassword" label={t.newPassword} error={errors["newPassword"]} fresh />
        <Submit pending={pending}>{t.reset}</Submit>
        <Resend send={() => sendResetCode(username)} />
        <button type="button" className="button quiet" onClick={another}>{t.otherName}</button>
      </form>
    </div>
  );
}
