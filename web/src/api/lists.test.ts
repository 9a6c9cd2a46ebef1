import { describe, expect, it } from "vitest";
import { allOf, type Pages, withoutPicture, withPicture } from "./lists";
import type { Picture } from "./types";

const picture = (id: string, changes: Partial<Picture> = {}) => ({ id, version: 1, caption: id, ...changes }) as Picture;
const pages = (...ids: string[][]): Pages => ({
  pages: ids.map((some) => ({ items: some.map((id) => picture(id)), nextCursor: null })),
  pageParams: ids.map(() => null),
});
const ids = (some: Pages) => allOf(some).map(({ id }) => id);

describe("a list", () => {
  it("has each picture once, though pages may overlap", () => {
    expect(ids(pages(["c", "b"], ["b", "a"]))).toEqual(["c", "b", "a"]);
    expect(allOf(undefined)).toEqual([]);
  });

  it("loses a deleted picture, and stays the same without it", () => {
    const before = pages(["c", "b"], ["a"]);
    expect(ids(withoutPicture(before, "b"))).toEqual(["c", "a"]);
    expect(withoutPicture(before, "x")).toBe(before);
  });

  it("takes a newer version of a picture, never an older one", () => {
    const newer = withPicture(pages(["a"]), picture("a", { version: 3, caption: "new" }));
    expect(allOf(newer)[0]!.caption).toBe("new");
    expect(allOf(withPicture(newer, picture("a", { version: 2, caption: "old" })))[0]!.caption).toBe("new");
  });

  it("drops a search's highlight with the caption that it was of", () => {
    const found: Pages = { pages: [{ items: [picture("a", { highlight: "<mark>a</mark>" })], nextCursor: null }], pageParams: [null] };
    expect(allOf(withPicture(found, picture("a", { version: 2 })))[0]!.highlight).toBe("<mark>a</mark>");
    expect(allOf(withPicture(found, picture("a", { version: 2, caption: "b" })))[0]).not.toHaveProperty("highlight");
  });
});
