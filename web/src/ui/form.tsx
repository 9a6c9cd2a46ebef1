import { type ComponentProps, type ReactNode, type RefObject, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { NoAnswer, Problem } from "../api/problem";
import { texts } from "../texts";
import { pageTexts } from "../texts/pages";
import { Icon } from "./Icon";
import { explain } from "./State";

export interface Submission {
  readonly pending: boolean;
  /** By field name. */
  readonly errors: Readonly<Record<string, string>>;
  /** What is wrong with no field in particular. */
  readonly failure: string | undefined;
  readonly form: RefObject<HTMLFormElement | null>;
  readonly submit: (event: { preventDefault(): void }) => void;
  readonly fail: (message: string) => void;
}

/**
 * Sends a form's fields and puts what the portal answers beside them. The first field with an error gets the focus.
 *
 * @param fields the names of the form's fields: an error of another one belongs to the form as a whole
 */
export function useSubmission(fields: readonly string[], action: (values: Record<string, string>) => Promise<void>): Submission {
  const form = useRef<HTMLFormElement>(null);
  const [state, setState] = useState<Pick<Submission, "pending" | "errors" | "failure">>({
    pending: false, errors: {}, failure: undefined,
  });

  const run = async () => {
    const values: Record<string, string> = {};
    for (const [name, value] of new FormData(form.current!)) if (typeof value === "string") values[name] = value;
    setState({ pending: true, errors: {}, failure: undefined });
    try {
      await action(values);
      setState({ pending: false, errors: {}, failure: undefined });
    } catch (error) {
      const told = tell(error, fields);
      flushSync(() => setState({ pending: false, ...told }));
      form.current?.querySelector<HTMLElement>("[aria-invalid=true], [role=alert]")?.focus();
    }
  };

  return {
    ...state,
    form,
    submit: (event) => {
      event.preventDefault();
      if (!state.pending) void run();
    },
    fail: (message) => setState({ pending: false, errors: {}, failure: message }),
  };
}

/** A problem that a form finds by itself, before it asks the portal. */
export const fieldProblem = (field: string, message: string): Problem =>
  new Problem(400, "invalid-field", message, [{ field, rule: "form", message }]);

export function tell(error: unknown, fields: readonly string[]) {
  const errors: Record<string, string> = {};
  if (error instanceof Problem) {
    for (const { field, rule, message } of error.errors) {
      if (!fields.includes(field)) continue;
      const sentence = pageTexts.rules[`${field}.${rule}`] ?? message.charAt(0).toUpperCase() + message.slice(1).replace(/([^.!?])$/, "$1.");
      errors[field] = errors[field] ? `${errors[field]} ${sentence}` : sentence;
    }
  }
  const told = Object.keys(errors).length > 0;
  return { errors, failure: told ? undefined : sentenceOf(error) };
}

export function sentenceOf(error: unknown): string {
  // The portal's own words for it are for programs.
  if (error instanceof Problem && error.kind === "unauthenticated") return texts.layout.ended;
  if (error instanceof Problem && error.status < 500 && error.status !== 429 && error.detail) return error.detail;
  const [title, detail] = explain(error);
  return error instanceof Problem && error.status === 429 ? detail
    : error instanceof Problem || error instanceof NoAnswer ? `${title}. ${detail}` : title;
}

interface FieldProps extends Omit<ComponentProps<"input">, "name"> {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly optional?: boolean;
}

export function Field({ label, hint, error, optional = false, name, children, ...input }: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}{optional && <span className="soft"> ({pageTexts.account.optional})</span>}</label>
      {hint && <div className="hint" id={`${id}-hint`}>{hint}</div>}
      <div className="field-input">
        <input id={id} name={name} required={!optional} aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined} {...input} />
        {children}
      </div>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}

export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  return error ? <p className="field-error" id={id}><Icon name="warning" /><span>{error}</span></p> : null;
}

export function FormFailure({ failure }: { failure: string | undefined }) {
  return failure ? <p className="form-failure" role="alert" tabIndex={-1}><Icon name="warning" /><span>{failure}</span></p> : null;
}

export function Submit({ pending, children, danger = false }: { pending: boolean; children: ReactNode; danger?: boolean }) {
  return (
    <button type="submit" className={danger ? "button danger main" : "button main"} aria-disabled={pending}>
      {pending && <span className="waiting small" aria-hidden="true" />}
      {children}
    </button>
  );
}
