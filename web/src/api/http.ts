import { NoAnswer, parseProblem } from "./problem";
import { SessionKeeper } from "./session";

export const session = new SessionKeeper({
  fetch: (path, init) => fetch(path, init),
  // Where storage is forbidden, to name it is enough to fail.
  storage: {
    getItem: (key) => localStorage.getItem(key),
    setItem: (key, value) => localStorage.setItem(key, value),
    removeItem: (key) => localStorage.removeItem(key),
  },
  now: () => Date.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, Math.min(milliseconds, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
});

interface Request {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly json?: unknown;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal | undefined;
  /** A wrong password is answered with `401` too: then the session has nothing to do with it. */
  readonly renewing?: boolean;
}

/**
 * Sends a request to the portal; a session that is over is renewed once on the way, by its person where it must be and
 * they began something.
 *
 * @throws Problem when the portal refuses, NoAnswer when it does not answer
 */
export async function send(path: string, request: Request = {}): Promise<Response> {
  const answer = await attempt(path, request);
  if (answer.ok) return answer;
  if (answer.status === 401 && request.renewing !== false && (await session.renew(request.method !== undefined))) {
    const second = await attempt(path, request);
    if (second.ok) return second;
    throw await problem(second);
  }
  throw await problem(answer);
}

/** As `send`, and reads the answer's JSON. */
export async function ask<T>(path: string, request: Request = {}): Promise<T> {
  const answer = await send(path, request);
  return (await answer.json()) as T;
}

async function attempt(path: string, request: Request): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json", ...request.headers };
  const init: RequestInit = { method: request.method ?? "GET", headers, signal: request.signal ?? null };
  if (request.json !== undefined) {
    headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(request.json);
  }
  try {
    return await fetch(path, init);
  } catch (error) {
    if (request.signal?.aborted) throw error;
    throw new NoAnswer();
  }
}

async function problem(answer: Response) {
  const body = await answer.text().catch(() => "");
  return parseProblem(answer.status, body, answer.headers.get("Retry-After"));
}
