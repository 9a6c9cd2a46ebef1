import { Link, useNavigate, useSearchParams } from "react-router";
import { useArrival } from "../account/arrival";
import { CodeField } from "../account/CodeField";
import { PasswordField } from "../account/PasswordField";
import { passwordRules } from "../account/password";
import { forgetPending, pendingOf, rememberPending } from "../account/pending";
import { Resend } from "../account/Resend";
import { confirm, logIn, resendCode, signUp, type SignUp as Person } from "../api/portal";
import { Problem } from "../api/problem";
import { addresses, goingTo } from "../app/addresses";
import { pageTexts } from "../texts/pages";
import { Field, fieldProblem, FormFailure, Submit, useSubmission } from "../ui/form";
import { useTitle } from "../ui/hooks";
import { notify } from "../ui/notices";

const t = pageTexts.account;

export const codeAddress = (username: string, next: string): string =>
  `${addresses.signUp}?${new URLSearchParams({ confirm: username, next })}`;

export default function SignUp() {
  const { next } = useArrival();
  const [parameters] = useSearchParams();
  const username = parameters.get("confirm");
  return username ? <Code username={username} next={next} /> : <Account next={next} />;
}

function Account({ next }: { next: string }) {
  useTitle(t.signUpTitle);
  const navigate = useNavigate();
  const { form, submit, pending, errors, failure } = useSubmission(["username", "email", "password", "displayName"],
    async ({ username = "", email = "", password = "", displayName = "" }) => {
      const name = username.trim().toLowerCase();
      requireRules("password", password);
      const person: Person = { username: name, email: email.trim(), password };
      try {
        const { codeSentTo } = await signUp(displayName.trim() ? { ...person, displayName: displayName.trim() } : person);
        rememberPending(name, password, codeSentTo);
      } catch (error) {
        if (error instanceof Problem && error.status === 409 && error.errors.length === 0) {
          throw fieldProblem("username", error.detail);
        }
        throw error;
      }
      void navigate(codeAddress(name, next));
    });
  return (
    <div className="form-page">
      <header>
        <h1>{t.signUpTitle}</h1>
        <p className="soft">{t.signUpDetail}</p>
      </header>
      <form className="form" ref={form} onSubmit={submit} noValidate>
        <FormFailure failure={failure} />
        <Field name="username" label={t.username} hint={t.usernameHint} error={errors["username"]} maxLength={30}
          autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus />
        <Field name="displayName" label={t.displayName} hint={t.displayNameHint} error={errors["displayName"]} maxLength={100}
          autoComplete="name" optional />
        <Field name="email" label={t.email} hint={t.emailHint} error={errors["email"]} type="email" maxLength={254}
          autoComplete="email" inputMode="email" />
        <PasswordField name="password" label={t.password} error={errors["password"]} fresh />
        <Submit pending={pending}>{t.create}</Submit>
      </form>
      <p>{t.haveAccount} <Link to={goingTo(addresses.logIn, next)}>{t.logIn}</Link></p>
    </div>
  );
}

function Code({ username, next }: { username: string; next: string }) {
  useTitle(t.codeTitle);
  const navigate = useNavigate();
  const sentTo = pendingOf(username)?.codeSentTo;
  const { form, submit, pending, errors, failure } = useSubmission(["code"], async ({ code = "" }) => {
    await confirm(username, code);
    const person = pendingOf(username);
    forgetPending();
    if (person) {
      try {
        await logIn(username, person.password);
        notify(t.welcome(username));
        return;
      } catch {
        // Their e-mail is proven all the same: they log in themselves.
      }
    }
    notify(t.confirmed);
    void navigate(`${addresses.logIn}?${new URLSearchParams({ user: username, next })}`, { replace: true });
  });
  return (
    <div className="form-page">
      <header>
        <h1>{t.codeTitle}</h1>
        <p className="soft">{sentTo ? t.codeSent(sentTo) : t.codeSentUnknown}</p>
      </header>
      <form className="form" ref={form} onSubmit={submit} noValidate>
        <FormFailure failure={failure} />
        <CodeField error={errors["code"]} />
        <Submit pending={pending}>{t.confirm}</Submit>
        <Resend send={() => resendCode(username)} />
      </form>
    </div>
  );
}

export function requireRules(field: string, password: string): void {
  const broken = passwordRules(password).filter(([, met]) => !met).map(([rule]) => t.rules[rule]);
  if (broken.length > 0) throw fieldProblem(field, `${t.rules.heading} ${broken.join(", ")}.`);
}
