import { useState } from "react";
import { pageTexts } from "../texts/pages";
import { Field } from "../ui/form";

/** A code from an e-mail, with what a paste brings along left out. */
export function CodeField({ error }: { error: string | undefined }) {
  const [code, setCode] = useState("");
  return (
    <Field name="code" label={pageTexts.account.code} hint={pageTexts.account.codeHint} error={error} className="code" value={code}
      inputMode="numeric" autoComplete="one-time-code" autoFocus spellCheck={false}
      onChange={(event) => setCode(event.target.value.replace(/\D/g, "").slice(0, 8))} />
  );
}
