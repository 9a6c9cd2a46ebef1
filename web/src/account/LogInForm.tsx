import { useState } from "react";
import { logIn } from "../api/portal";
import { Problem } from "../api/problem";
import { pageTexts } from "../texts/pages";
import { Field, FormFailure, Submit, useSubmission } from "../ui/form";
import { rememberPending } from "./pending";
import { PasswordField } from "./PasswordField";

const t = pageTexts.account;

interface Props {
  readonly username?: string;
  readonly done: () => void;
  /** The account has yet to prove its e-mail. */
  readonly unconfirmed?: (username: string) => void;
}

export function LogInForm({ username: known = "", done, unconfirmed }: Props) {
  const [username, setUsername] = useState(known);
  const { form, submit, pending, errors, failure } = useSubmission(["username", "password"], async ({ password = "" }) => {
    const name = username.trim().toLowerCase();
    try {
      await logIn(name, password);
    } catch (error) {
      if (unconfirmed && error instanceof Problem && error.kind === "unconfirmed") {
        rememberPending(name, password);
        unconfirmed(name);
        return;
      }
      throw error;
    }
    done();
  });
  return (
    <form className="form" ref={form} onSubmit={submit} noValidate>
      <FormFailure failure={failure} />
      <Field name="username" label={t.username} error={errors["username"]} value={username} autoFocus={!known}
        onChange={(event) => setUsername(event.target.value)} autoComplete="username" autoCapitalize="none" spellCheck={false} />
      <PasswordField name="password" label={t.password} error={errors["password"]} autoFocus={Boolean(known)} />
      <Submit pending={pending}>{t.logIn}</Submit>
    </form>
  );
}
