import { describe, expect, it } from "vitest";
import { NoAnswer, Problem } from "./problem";
import { SessionKeeper } from "./session";

const START = Date.parse("2026-11-23T10:00:00Z");
const ada = (minutes = 60) => ({
  username: "ada", displayName: "Ada", expiresAt: new Date(START + minutes * 60_000).toISOString(),
});
const answer = (status: number, body: unknown = {}) => new Response(JSON.stringify(body), { status });

function setUp(answers: Record<string, () => Promise<Response>>, remembered?: unknown) {
  const asked: string[] = [];
  const timers: { at: number; callback: () => void; off: boolean }[] = [];
  const stored = new Map<string, string>(remembered ? [["portal.session", JSON.stringify(remembered)]] : []);
  const keeper = new SessionKeeper({
    fetch: (path, init) => {
      const request = `${init.method ?? "GET"} ${path}`;
      asked.push(request);
      return answers[request]?.() ?? Promise.reject(new Error(request));
    },
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
    now: () => START,
    after: (at, callback) => {
      const timer = { at, callback, off: false };
      timers.push(timer);
      return () => {
        timer.off = true;
      };
    },
  });
  return { keeper, asked, timers: () => timers.filter((timer) => !timer.off), stored };
}

describe("the session", () => {
  it("is asked for at the start, and renewed a minute before its end", async () => {
    const { keeper, timers } = setUp({ "GET /api/session": async () => answer(200, ada(60)) }, ada(30));
    await keeper.start();
    expect(keeper.current()).toMatchObject({ kind: "in", session: { username: "ada" } });
    expect(timers().map((timer) => timer.at)).toEqual([59 * 60_000]);
  });

  it("asks nobody about what was never there", async () => {
    const { keeper, asked } = setUp({});
    await keeper.start();
    expect(await keeper.renew()).toBe(false);
    expect(asked).toEqual([]);
    expect(keeper.current()).toEqual({ kind: "out", ended: false });
  });

  it("is asked for all the same where storage is forbidden", async () => {
    const forbidden = () => {
      throw new DOMException("forbidden", "SecurityError");
    };
    const keeper = new SessionKeeper({
      fetch: async () => answer(200, ada()),
      storage: { getItem: forbidden, setItem: forbidden, removeItem: forbidden },
      now: () => START,
      after: () => () => {},
    });
    await keeper.start();
    expect(keeper.current().kind).toBe("in");
  });

  it("renews itself at the start when only its access has run out", async () => {
    const { keeper } = setUp({
      "GET /api/session": async () => answer(401),
      "POST /api/session/refresh": async () => answer(200, ada(120)),
    }, ada(-10));
    expect(keeper.current().kind).toBe("checking");
    await keeper.start();
    expect(keeper.current().kind).toBe("in");
  });

  it("is renewed once for all requests that find it over", async () => {
    let open = (_: Response) => {};
    const { keeper, asked } = setUp({
      "POST /api/session/refresh": () => new Promise<Response>((resolve) => {
        open = resolve;
      }),
    }, ada());
    const all = [keeper.renew(), keeper.renew(), keeper.renew()];
    open(answer(200, ada(90)));
    expect(await Promise.all(all)).toEqual([true, true, true]);
    expect(asked).toHaveLength(1);
    const later = keeper.renew();
    open(answer(200, ada(90)));
    expect(await later).toBe(true);
    expect(asked).toHaveLength(2);
  });

  it("ends when the portal says so, and is forgotten", async () => {
    const { keeper, stored, timers } = setUp({ "POST /api/session/refresh": async () => answer(401) }, ada());
    expect(await keeper.renew()).toBe(false);
    expect(keeper.current()).toEqual({ kind: "out", ended: true });
    expect(stored.size).toBe(0);
    expect(timers()).toEqual([]);
  });

  it("outlives an outage of the portal or the network", async () => {
    let status = 503;
    const { keeper } = setUp({
      "POST /api/session/refresh": () => status ? Promise.resolve(answer(status)) : Promise.reject(new TypeError()),
    }, ada());
    await expect(keeper.renew()).rejects.toBeInstanceOf(Problem);
    status = 0;
    await expect(keeper.renew()).rejects.toBeInstanceOf(NoAnswer);
    expect(keeper.current().kind).toBe("checking");
  });

  it("follows another tab that logs out", () => {
    const { keeper, stored, timers } = setUp({});
    keeper.opened(ada());
    stored.clear();
    keeper.followOtherTab();
    expect(keeper.current()).toEqual({ kind: "out", ended: false });
    expect(timers()).toEqual([]);
  });

  it("remembers no more than the name and the end", () => {
    const { keeper, stored } = setUp({});
    keeper.opened(ada());
    expect(JSON.parse(stored.get("portal.session")!)).toEqual(ada());
  });
});
