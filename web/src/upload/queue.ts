import { NoAnswer, Problem } from "../api/problem";
import type { Picture } from "../api/types";
import { texts } from "../texts";
import { pageTexts } from "../texts/pages";
import { checkTexts } from "./checks";

const t = pageTexts.upload.problems;
const AT_ONCE = 3;
/** After so many failures in a row that may pass by themselves, a person decides. */
const PATIENCE = 6;
const MAX_FILES = 100;

export type UploadState =
  | { readonly kind: "checking" | "ready" | "queued" | "processing" | "paused" }
  | { readonly kind: "sending"; readonly sent: number; readonly total: number }
  | { readonly kind: "waiting"; readonly for: "network" | "portal" | "session" }
  /** The file itself breaks a rule: another attempt with it changes nothing. */
  | { readonly kind: "unfit"; readonly message: string }
  | { readonly kind: "refused"; readonly message: string; readonly field?: "caption" | "altText" | undefined }
  | { readonly kind: "done"; readonly picture: Picture };

export interface Texts {
  readonly caption: string;
  readonly altText: string;
}

/** A request that was begun. Until its outcome is known it is repeated as it was, under the same key. */
export interface Attempt extends Texts {
  readonly key: string;
}

interface Stored extends Texts {
  readonly picture: Picture;
}

export interface Upload extends Texts {
  readonly id: string;
  readonly file: File;
  readonly state: UploadState;
  readonly attempt: Attempt | undefined;
  /** The picture as the portal has it: from then on only its texts are sent. */
  readonly stored: Stored | undefined;
  readonly failures: number;
}

export interface UploadPlatform {
  check(file: File): Promise<string | undefined>;
  send(file: File, attempt: Attempt, watch: Watch): Promise<Picture>;
  /** For texts that were changed after their request began. */
  change(picture: Picture, texts: Texts): Promise<Picture>;
  /** Whether there is a session again. */
  renew(): Promise<boolean>;
  newKey(): string;
  after(milliseconds: number, callback: () => void): void;
}

export interface Watch {
  readonly signal: AbortSignal;
  readonly progress: (sent: number, total: number) => void;
}

/** Uploads side by side, each on its own: whatever happens to one, the others go on and it keeps its texts. */
export class UploadQueue {
  private uploads: readonly Upload[] = [];
  private readonly running = new Map<string, AbortController>();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly platform: UploadPlatform) {}

  readonly all = (): readonly Upload[] => this.uploads;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** @returns how many files found no room */
  add(files: readonly File[]): number {
    const room = Math.max(0, MAX_FILES - this.uploads.length);
    const added = files.slice(0, room).map((file): Upload => ({
      id: this.platform.newKey(), file, caption: "", altText: "", state: { kind: "checking" }, attempt: undefined,
      stored: undefined, failures: 0,
    }));
    this.publish([...this.uploads, ...added]);
    for (const { id, file } of added) {
      void this.platform.check(file).then((message) => {
        if (this.find(id)?.state.kind !== "checking") return;
        this.setState(id, message ? { kind: "unfit", message } : { kind: "ready" });
      });
    }
    return files.length - added.length;
  }

  /** Texts may be changed until the picture is uploaded; a request under way is followed by a change. */
  write(id: string, changed: Partial<Texts>): void {
    this.update(id, (upload) => ({
      ...upload,
      ...changed,
      state: upload.state.kind === "refused" && upload.state.field ? { kind: "ready" } : upload.state,
    }));
  }

  start(): void {
    for (const { id, state } of this.uploads) if (state.kind === "ready") this.enqueue(id);
    this.pump();
  }

  pause(id: string): void {
    const upload = this.find(id);
    if (!upload || !["queued", "sending", "waiting"].includes(upload.state.kind)) return;
    this.setState(id, { kind: "paused" });
    this.running.get(id)?.abort();
  }

  /** For a paused one as for one that failed. */
  resume(id: string): void {
    const upload = this.find(id);
    if (!upload || !["paused", "refused", "waiting"].includes(upload.state.kind)) return;
    this.update(id, (before) => ({ ...before, failures: 0 }));
    this.enqueue(id);
    this.pump();
  }

  pauseAll(): void {
    for (const { id } of this.uploads) this.pause(id);
  }

  resumeAll(): void {
    for (const { id, state } of this.uploads) if (state.kind === "paused") this.resume(id);
  }

  /** Takes an upload out, and stops it. */
  remove(id: string): void {
    this.publish(this.uploads.filter((upload) => upload.id !== id));
    this.running.get(id)?.abort();
    this.pump();
  }

  removeDone(): void {
    this.publish(this.uploads.filter((upload) => upload.state.kind !== "done"));
  }

  removeAll(): void {
    for (const { id } of this.uploads) this.remove(id);
  }

  /** The network is back, or somebody logged in. */
  wake(reason: "network" | "session"): void {
    for (const { id, state } of this.uploads) if (state.kind === "waiting" && state.for === reason) this.enqueue(id);
    this.pump();
  }

  private enqueue(id: string): void {
    const upload = this.find(id);
    if (!upload) return;
    this.setState(id, brokenText(upload) ?? { kind: "queued" });
  }

  private pump(): void {
    for (const { id, state } of this.uploads) {
      if (this.running.size >= AT_ONCE) return;
      if (state.kind === "queued" && !this.running.has(id)) void this.run(id);
    }
  }

  private async run(id: string): Promise<void> {
    const stop = new AbortController();
    this.running.set(id, stop);
    try {
      await this.send(id, stop.signal);
    } catch (error) {
      // Whoever stopped it has said what becomes of it.
      if (!stop.signal.aborted) await this.fail(id, error);
    } finally {
      this.running.delete(id);
      this.pump();
    }
  }

  private async send(id: string, signal: AbortSignal): Promise<void> {
    const { file, caption, altText, attempt: begun, stored } = this.find(id)!;
    if (stored) return this.settle(id, stored);
    const attempt = begun ?? { key: this.platform.newKey(), caption, altText };
    this.update(id, (upload) => ({ ...upload, attempt, state: { kind: "sending", sent: 0, total: file.size } }));
    const progress = (sent: number, total: number) => {
      if (this.find(id)?.state.kind !== "sending") return;
      this.setState(id, sent >= total ? { kind: "processing" } : { kind: "sending", sent, total });
    };
    const picture = await this.platform.send(file, attempt, { signal, progress });
    if (!signal.aborted) await this.settle(id, { picture, caption: attempt.caption, altText: attempt.altText });
  }

  /** What was written since the request began is sent after it, until nothing is left to send. */
  private async settle(id: string, stored: Stored): Promise<void> {
    this.update(id, (upload) => ({ ...upload, stored, state: { kind: "processing" } }));
    const upload = this.find(id);
    if (!upload) return;
    const { caption, altText } = upload;
    if (caption === stored.caption && altText === stored.altText) {
      this.update(id, (before) => ({ ...before, state: { kind: "done", picture: stored.picture }, failures: 0 }));
      return;
    }
    const broken = brokenText(upload);
    if (broken) this.setState(id, broken);
    else await this.settle(id, { picture: await this.platform.change(stored.picture, { caption, altText }), caption, altText });
  }

  private async fail(id: string, error: unknown): Promise<void> {
    const upload = this.find(id);
    if (!upload) return;
    if (error instanceof Problem && error.status === 401) {
      const open = await this.platform.renew().catch(() => false);
      if (this.find(id)?.state.kind === "paused") return;
      if (open && upload.failures === 0) this.again(id, 0, "session");
      else this.update(id, (before) => ({ ...before, failures: 0, state: { kind: "waiting", for: "session" } }));
      return;
    }
    const passing = error instanceof NoAnswer || (error instanceof Problem && (error.passing || error.kind === "request-under-way"));
    if (passing && upload.failures < PATIENCE) {
      const seconds = (error instanceof Problem ? error.retryAfter : undefined) ?? Math.min(2 ** upload.failures, 30);
      this.again(id, seconds, error instanceof NoAnswer ? "network" : "portal");
      return;
    }
    // Refused for good: what is sent next is a request of its own.
    const message = error instanceof Problem ? sentenceOf(error) : error instanceof NoAnswer ? t.network : texts.states.failed;
    const field = error instanceof Problem ? fieldOf(error) : undefined;
    this.update(id, (before) => ({
      ...before,
      failures: 0,
      attempt: passing ? before.attempt : undefined,
      state: error instanceof Problem && error.errors.some(({ field: name }) => name === "file")
        ? { kind: "unfit", message } : { kind: "refused", message, field },
    }));
  }

  private again(id: string, seconds: number, reason: "network" | "portal" | "session"): void {
    const waiting: UploadState = { kind: "waiting", for: reason };
    this.update(id, (upload) => ({ ...upload, failures: upload.failures + 1, state: waiting }));
    this.platform.after(seconds * 1000, () => {
      // Paused, taken out or woken meanwhile: then this is not its turn any more.
      if (this.find(id)?.state === waiting) {
        this.enqueue(id);
        this.pump();
      }
    });
  }

  private find(id: string): Upload | undefined {
    return this.uploads.find((upload) => upload.id === id);
  }

  private setState(id: string, state: UploadState): void {
    this.update(id, (upload) => ({ ...upload, state }));
  }

  private update(id: string, change: (upload: Upload) => Upload): void {
    this.publish(this.uploads.map((upload) => (upload.id === id ? change(upload) : upload)));
  }

  private publish(uploads: readonly Upload[]): void {
    this.uploads = uploads;
    for (const listener of this.listeners) listener();
  }
}

function brokenText({ caption, altText }: Texts): UploadState | undefined {
  const broken = checkTexts(caption, altText);
  if (broken.caption) return { kind: "refused", message: broken.caption, field: "caption" };
  return broken.altText ? { kind: "refused", message: broken.altText, field: "altText" } : undefined;
}

function fieldOf(problem: Problem): "caption" | "altText" | undefined {
  const field = problem.errors[0]?.field;
  return field === "caption" || field === "altText" ? field : undefined;
}

function sentenceOf(problem: Problem): string {
  const rule = problem.errors[0]?.rule;
  if (rule === "decodable") return t.undecodable;
  if (rule === "format") return t.format;
  return problem.errors[0]?.message || problem.detail || texts.states.failed;
}

export const isUnderWay = ({ state }: Upload): boolean =>
  ["queued", "sending", "processing", "waiting", "paused"].includes(state.kind);

/** How much of an upload is done, from 0 to 1. */
export function shareOf({ state }: Upload): number {
  switch (state.kind) {
    case "sending":
      return state.total > 0 ? (0.95 * state.sent) / state.total : 0;
    case "processing":
      return 0.95;
    case "done":
      return 1;
    default:
      return 0;
  }
}
