import { NoAnswer, Problem, parseProblem } from "./problem";
import type { Session } from "./types";

const REMEMBERED = "portal.session";
/** A session is renewed this long before its end, so that no request meets its end. */
const EARLY_MILLISECONDS = 60_000;

/** `checking`: somebody was signed in here before, and the portal has yet to say that they still are. */
export type SessionState =
  | { readonly kind: "out"; readonly ended: boolean }
  | { readonly kind: "checking" | "in"; readonly session: Session };

export interface SessionPlatform {
  fetch(path: string, init: RequestInit): Promise<Response>;
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  now(): number;
  /** Calls back once after that many milliseconds; the answer calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
}

/**
 * Who is signed in. The tokens are in cookies that scripts cannot read; what is remembered here is the name alone.
 * However many requests find the session over, one renewal is under way at a time.
 */
export class SessionKeeper {
  private state: SessionState;
  private renewal: Promise<boolean> | undefined;
  private callOff: () => void = () => {};
  private readonly listeners = new Set<() => void>();

  constructor(private readonly platform: SessionPlatform) {
    this.state = this.remembered();
  }

  readonly current = (): SessionState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Asks the portal whether who was signed in here still is. Where nobody was, there is nothing to ask. */
  async start(): Promise<void> {
    if (this.state.kind === "out" && this.storageWorks()) return;
    try {
      const answer = await this.platform.fetch("/api/session", { headers: { Accept: "application/json" } });
      if (answer.ok) this.opened((await answer.json()) as Session);
      else if (answer.status === 401 && this.state.kind !== "out") await this.renew();
      else if (answer.status === 401) this.change({ kind: "out", ended: false });
    } catch {
      // Nobody is signed out because the network is away.
    }
  }

  opened(session: Session): void {
    this.remember(session);
    this.change({ kind: "in", session });
    this.schedule(session);
  }

  /** @param ended whether the portal ended the session rather than the person */
  closed(ended: boolean): void {
    this.callOff();
    this.forget();
    this.change({ kind: "out", ended });
  }

  /** Another tab signed in or out. */
  followOtherTab(): void {
    const remembered = this.remembered();
    if (remembered.kind === "out") {
      if (this.state.kind !== "out") {
        this.callOff();
        this.change(remembered);
      }
    } else {
      this.change({ kind: "in", session: remembered.session });
      this.schedule(remembered.session);
    }
  }

  /** Whether a request that got a `401` may be sent again. */
  renew(): Promise<boolean> {
    if (this.state.kind === "out") return Promise.resolve(false);
    this.renewal ??= this.askForRenewal().finally(() => {
      this.renewal = undefined;
    });
    return this.renewal;
  }

  /** For a page that comes back into view: timers sleep with it. */
  renewIfDue(): void {
    if (this.state.kind !== "in") return;
    if (this.dueIn(this.state.session) <= 0) void this.renew().catch(() => {});
  }

  private async askForRenewal(): Promise<boolean> {
    let answer: Response;
    try {
      answer = await this.platform.fetch("/api/session/refresh", { method: "POST" });
    } catch {
      throw new NoAnswer();
    }
    if (answer.ok) {
      this.opened((await answer.json()) as Session);
      return true;
    }
    const problem = parseProblem(answer.status, await answer.text(), answer.headers.get("Retry-After"));
    if (problem instanceof Problem && problem.status === 401) {
      this.closed(true);
      return false;
    }
    throw problem;
  }

  private schedule(session: Session): void {
    this.callOff();
    this.callOff = this.platform.after(Math.max(this.dueIn(session), 5_000), () => {
      void this.renew().catch(() => this.schedule(session));
    });
  }

  private dueIn(session: Session): number {
    return Date.parse(session.expiresAt) - EARLY_MILLISECONDS - this.platform.now();
  }

  private change(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }

  private remembered(): SessionState {
    try {
      const session = JSON.parse(this.platform.storage.getItem(REMEMBERED) ?? "null") as Session | null;
      if (session && typeof session.username === "string") return { kind: "checking", session };
    } catch {
      // Unreadable or forbidden storage remembers nobody.
    }
    return { kind: "out", ended: false };
  }

  /** Storage that is forbidden remembers nobody, whoever is signed in. */
  private storageWorks(): boolean {
    try {
      this.platform.storage.getItem(REMEMBERED);
      return true;
    } catch {
      return false;
    }
  }

  private remember(session: Session): void {
    try {
      this.platform.storage.setItem(REMEMBERED, JSON.stringify(session));
    } catch {
      // The session works without, as long as the page.
    }
  }

  private forget(): void {
    try {
      this.platform.storage.removeItem(REMEMBERED);
    } catch {
      // Nothing was remembered, then.
    }
  }
}
