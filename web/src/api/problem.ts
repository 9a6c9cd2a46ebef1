/** One broken rule of a field, as the portal names it. */
export interface FieldError {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

/** An answer that is a problem (RFC 9457), or stands for one where a proxy answered without. */
export class Problem extends Error {
  readonly status: number;
  /** The last part of the problem's type, such as `unconfirmed`; empty when it has none. */
  readonly kind: string;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  /** Seconds, where the answer says how long to wait. */
  readonly retryAfter: number | undefined;

  constructor(status: number, kind: string, detail: string, errors: readonly FieldError[] = [], retryAfter?: number) {
    super(detail || `status ${status}`);
    this.name = "Problem";
    this.status = status;
    this.kind = kind;
    this.detail = detail;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }

  /** Whether the same request may succeed later without being changed. */
  get passing(): boolean {
    return this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** No answer came: the network is away, or the portal. */
export class NoAnswer extends Error {
  constructor() {
    super("no answer");
    this.name = "NoAnswer";
  }
}

export function parseProblem(status: number, body: string, retryAfter: string | null, now = Date.now()): Problem {
  const json = parseObject(body);
  const type = typeof json["type"] === "string" ? json["type"] : "";
  const detail = typeof json["detail"] === "string" ? json["detail"] : "";
  const errors = Array.isArray(json["errors"]) ? json["errors"].filter(isFieldError) : [];
  return new Problem(status, type.slice(type.lastIndexOf("/") + 1), detail, errors, seconds(retryAfter, now));
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === "object" && json !== null ? (json as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isFieldError(error: unknown): error is FieldError {
  if (typeof error !== "object" || error === null) return false;
  const candidate = error as Partial<FieldError>;
  return typeof candidate.field === "string" && typeof candidate.rule === "string"
    && typeof candidate.message === "string";
}

/** `Retry-After` is a number of seconds or a date. */
function seconds(retryAfter: string | null, now: number): number | undefined {
  if (!retryAfter) return undefined;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter);
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
