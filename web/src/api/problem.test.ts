import { describe, expect, it } from "vitest";
import { parseProblem } from "./problem";

describe("a problem", () => {
  it("tells its kind, detail and fields", () => {
    const problem = parseProblem(400, JSON.stringify({
      type: "/problems/invalid-field", title: "Bad Request", status: 400, detail: "code is wrong",
      errors: [{ field: "code", rule: "code", message: "code is wrong" }],
    }), null);
    expect(problem).toMatchObject({ status: 400, kind: "invalid-field", detail: "code is wrong", passing: false });
    expect(problem.errors).toEqual([{ field: "code", rule: "code", message: "code is wrong" }]);
  });

  it.each(["", "<html>Bad Gateway</html>", "null", "[]", '{"errors": "none"}', '{"errors": [1, {"field": 2}]}'])(
    "stands for an answer without one: %s", (body) => {
      expect(parseProblem(502, body, null)).toMatchObject({ status: 502, kind: "", errors: [], passing: true });
    });

  it("knows how long to wait", () => {
    const now = Date.parse("2026-11-23T10:00:00Z");
    expect(parseProblem(429, "", "7").retryAfter).toBe(7);
    expect(parseProblem(503, "", "Mon, 23 Nov 2026 10:00:30 GMT", now).retryAfter).toBe(30);
    expect(parseProblem(503, "", "Mon, 23 Nov 2026 09:00:30 GMT", now).retryAfter).toBe(0);
    expect(parseProblem(503, "", "soon").retryAfter).toBeUndefined();
  });
});
