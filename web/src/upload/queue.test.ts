import { describe, expect, it } from "vitest";
import { NoAnswer, Problem } from "../api/problem";
import type { Picture } from "../api/types";
import { type Attempt, UploadQueue, type Texts, type Watch } from "./queue";

interface Sent extends Attempt, Watch {
  readonly name: string;
  readonly succeed: () => void;
  readonly fail: (error: unknown) => void;
}

function setUp({ unfit = [] as string[], renewed = true, refusals = [] as unknown[] } = {}) {
  const sent: Sent[] = [];
  const changes: Texts[] = [];
  const timers: { milliseconds: number; callback: () => void }[] = [];
  let keys = 0;
  const queue = new UploadQueue({
    check: async (file) => (unfit.includes(file.name) ? "no picture" : undefined),
    send: (file, attempt, watch) => new Promise((resolve, reject) => {
      sent.push({ ...attempt, ...watch, name: file.name, succeed: () => resolve(picture(file.name)), fail: reject });
      watch.signal.addEventListener("abort", () => reject(new NoAnswer()));
    }),
    change: async (before, texts) => {
      changes.push(texts);
      if (refusals.length > 0) throw refusals.shift();
      return { ...before, ...texts };
    },
    renew: async () => renewed,
    newKey: () => `key-${++keys}`,
    after: (milliseconds, callback) => void timers.push({ milliseconds, callback }),
  });
  const add = async (...names: string[]) => {
    queue.add(names.map((name) => new File(["x"], name)));
    await settled();
  };
  const of = (name: string) => queue.all().find((upload) => upload.file.name === name)!;
  const kind = (name: string) => of(name).state.kind;
  const tick = async () => {
    for (const { callback } of timers.splice(0)) callback();
    await settled();
  };
  return { queue, sent, changes, timers, add, of, kind, tick };
}

const picture = (name: string) => ({ id: name, caption: "", altText: "" }) as Picture;
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe("the upload queue", () => {
  it("sends three at once, and the next when one is done", async () => {
    const { queue, sent, add, kind } = setUp();
    await add("a", "b", "c", "d");
    queue.start();
    expect(sent.map((one) => one.name)).toEqual(["a", "b", "c"]);
    expect(kind("d")).toBe("queued");
    sent[1]!.succeed();
    await settled();
    expect(kind("b")).toBe("done");
    expect(sent.map((one) => one.name)).toEqual(["a", "b", "c", "d"]);
  });

  it("never sends a file that breaks a rule, and lets the others go on", async () => {
    const { queue, sent, add, of, kind } = setUp({ unfit: ["b"] });
    await add("a", "b", "c");
    queue.write(of("b").id, { caption: "kept" });
    queue.start();
    expect(sent.map((one) => one.name)).toEqual(["a", "c"]);
    expect(kind("b")).toBe("unfit");
    expect(of("b").caption).toBe("kept");
  });

  it("repeats an attempt whose answer was lost under the same key", async () => {
    const { queue, sent, add, kind, tick } = setUp();
    await add("a");
    queue.start();
    sent[0]!.fail(new NoAnswer());
    await settled();
    expect(kind("a")).toBe("waiting");
    await tick();
    expect(sent).toHaveLength(2);
    expect(sent[1]!.key).toBe(sent[0]!.key);
  });

  it("repeats it as it was and then sends what was written since", async () => {
    const { queue, sent, changes, add, of, kind, tick } = setUp();
    await add("a");
    queue.write(of("a").id, { caption: "first" });
    queue.start();
    sent[0]!.fail(new NoAnswer());
    await settled();
    queue.write(of("a").id, { caption: "second" });
    await tick();
    expect(sent[1]).toMatchObject({ key: sent[0]!.key, caption: "first" });
    sent[1]!.succeed();
    await settled();
    expect(changes).toEqual([{ caption: "second", altText: "" }]);
    expect(kind("a")).toBe("done");
  });

  it("never sends a stored picture again, whatever becomes of its texts", async () => {
    const { queue, sent, changes, add, of, kind, tick } = setUp({
      refusals: [new NoAnswer(), new Problem(400, "invalid-field", "", [{ field: "altText", rule: "x", message: "no" }])],
    });
    await add("a");
    queue.start();
    queue.write(of("a").id, { altText: "later" });
    sent[0]!.succeed();
    await settled();
    expect(kind("a")).toBe("waiting");
    await tick();
    expect(of("a").state).toMatchObject({ kind: "refused", field: "altText" });
    queue.write(of("a").id, { altText: "better" });
    queue.start();
    await settled();
    expect(kind("a")).toBe("done");
    expect(sent).toHaveLength(1);
    expect(changes.at(-1)).toEqual({ caption: "", altText: "better" });
  });

  it("goes on when the network is back, without waiting for its time", async () => {
    const { queue, sent, add, tick } = setUp();
    await add("a");
    queue.start();
    sent[0]!.fail(new NoAnswer());
    await settled();
    queue.wake("network");
    expect(sent).toHaveLength(2);
    await tick();
    expect(sent).toHaveLength(2);
  });

  it("waits as long as the portal asks", async () => {
    const { queue, sent, add, timers } = setUp();
    await add("a");
    queue.start();
    sent[0]!.fail(new Problem(503, "unavailable", "", [], 9));
    await settled();
    expect(timers.map((timer) => timer.milliseconds)).toEqual([9000]);
  });

  it("asks again while its first request is under way", async () => {
    const { queue, sent, add, tick } = setUp();
    await add("a");
    queue.start();
    sent[0]!.fail(new Problem(409, "request-under-way", "", [], 1));
    await settled();
    await tick();
    expect(sent[1]!.key).toBe(sent[0]!.key);
  });

  it("gives up after a while, keeps the texts, and retries when told", async () => {
    const { queue, sent, add, of, kind, tick } = setUp();
    await add("a");
    queue.write(of("a").id, { caption: "kept" });
    queue.start();
    for (let i = 0; i < 7; i++) {
      sent.at(-1)!.fail(new NoAnswer());
      await settled();
      await tick();
    }
    expect(sent).toHaveLength(7);
    expect(kind("a")).toBe("refused");
    expect(of("a").caption).toBe("kept");
    queue.resume(of("a").id);
    expect(new Set(sent.map((one) => one.key)).size).toBe(1);
    expect(sent).toHaveLength(8);
  });

  it("takes a new key after a refusal, as nothing was stored", async () => {
    const { queue, sent, add, of, kind } = setUp();
    await add("a");
    queue.start();
    sent[0]!.fail(new Problem(400, "invalid-field", "", [{ field: "caption", rule: "noControlCharacters", message: "no" }]));
    await settled();
    expect(of("a").state).toMatchObject({ kind: "refused", field: "caption", message: "no" });
    queue.write(of("a").id, { caption: "better" });
    expect(kind("a")).toBe("ready");
    queue.start();
    expect(sent[1]).toMatchObject({ caption: "better" });
    expect(sent[1]!.key).not.toBe(sent[0]!.key);
  });

  it("tells of a picture that the portal can't read that it will never fit", async () => {
    const { queue, sent, add, of } = setUp();
    await add("a", "b");
    queue.start();
    sent[0]!.fail(new Problem(422, "undecodable", "", [{ field: "file", rule: "decodable", message: "x" }]));
    sent[1]!.succeed();
    await settled();
    expect(of("a").state.kind).toBe("unfit");
    expect(of("b").state.kind).toBe("done");
  });

  it("pauses, stops the request, and resumes it under its key", async () => {
    const { queue, sent, add, of, kind } = setUp();
    await add("a");
    queue.start();
    queue.pause(of("a").id);
    await settled();
    expect(sent[0]!.signal.aborted).toBe(true);
    expect(kind("a")).toBe("paused");
    queue.resume(of("a").id);
    expect(sent[1]!.key).toBe(sent[0]!.key);
  });

  it("lets a cancelled one go and the next one in", async () => {
    const { queue, sent, add, of } = setUp();
    await add("a", "b", "c", "d");
    queue.start();
    queue.remove(of("a").id);
    await settled();
    expect(queue.all().map((upload) => upload.file.name)).toEqual(["b", "c", "d"]);
    expect(sent[0]!.signal.aborted).toBe(true);
    expect(sent.at(-1)!.name).toBe("d");
  });

  it("waits for a log-in when the session is over, then goes on", async () => {
    const { queue, sent, add, of } = setUp({ renewed: false });
    await add("a");
    queue.start();
    sent[0]!.fail(new Problem(401, "unauthenticated", ""));
    await settled();
    expect(of("a").state).toEqual({ kind: "waiting", for: "session" });
    queue.wake("session");
    expect(sent[1]!.key).toBe(sent[0]!.key);
  });

  it("renews a session by itself", async () => {
    const { queue, sent, add, tick } = setUp();
    await add("a");
    queue.start();
    sent[0]!.fail(new Problem(401, "unauthenticated", ""));
    await settled();
    await tick();
    expect(sent).toHaveLength(2);
  });

  it("checks the texts before it sends", async () => {
    const { queue, sent, add, of } = setUp();
    await add("a", "b");
    queue.write(of("a").id, { caption: "x".repeat(2201) });
    queue.start();
    expect(of("a").state).toMatchObject({ kind: "refused", field: "caption" });
    expect(sent.map((one) => one.name)).toEqual(["b"]);
  });

  it("shows progress, and that the portal is at work when all is sent", async () => {
    const { queue, sent, add, of, kind } = setUp();
    await add("a");
    queue.start();
    sent[0]!.progress(40, 100);
    expect(of("a").state).toEqual({ kind: "sending", sent: 40, total: 100 });
    sent[0]!.progress(100, 100);
    expect(kind("a")).toBe("processing");
  });

  it("takes a bounded number of files", () => {
    const { queue } = setUp();
    expect(queue.add(Array.from({ length: 105 }, (_, i) => new File(["x"], String(i))))).toBe(5);
    expect(queue.all()).toHaveLength(100);
  });
});
