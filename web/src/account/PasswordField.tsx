import { useState } from "react";
import { pageTexts } from "../texts/pages";
import { Field } from "../ui/form";
import { Icon } from "../ui/Icon";
import { passwordRules } from "./password";

const t = pageTexts.account;

interface Props {
  readonly name: string;
  readonly label: string;
  readonly error?: string | undefined;
  /** A new password shows its rules as they are met. */
  readonly fresh?: boolean;
  readonly autoFocus?: boolean;
}

export function PasswordField({ name, label, error, fresh = false, autoFocus = false }: Props) {
  const [visible, setVisible] = useState(false);
  const [value, setValue] = useState("");
  const rules = passwordRules(value);
  return (
    <Field name={name} label={label} error={error} type={visible ? "text" : "password"} maxLength={256} value={value}
      autoFocus={autoFocus} autoComplete={fresh ? "new-password" : "current-password"} spellCheck={false} autoCapitalize="none"
      onChange={(event) => setValue(event.target.value)}
      hint={fresh && (
        <>
          {t.rules.heading}
          <ul className="rules">
            {rules.map(([rule, met]) => (
              <li key={rule} className={met ? "met" : ""}>
                <Icon name="check" />
                {t.rules[rule]} <span className="hidden-visually">({met ? t.rules.met : t.rules.unmet})</span>
              </li>
            ))}
          </ul>
        </>
      )}>
      <button type="button" className="button quiet inside round" aria-pressed={visible} aria-label={t.showPassword}
        onClick={() => setVisible(!visible)}><Icon name="eye" /></button>
    </Field>
  );
}
