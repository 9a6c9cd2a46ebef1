import { describe, expect, it } from "vitest";
import { hashtagAt, withHashtag } from "./typing";
import { hashtagForm, hashtagsOf, lengthOf, marksOf, wordsOf } from "./words";

const tags = (caption: string) => wordsOf(caption).flatMap((word) => (word.kind === "hashtag" ? [word.tag] : []));
const names = (caption: string) => wordsOf(caption).flatMap((word) => (word.kind === "mention" ? [word.username] : []));

describe("captions", () => {
  it.each([
    ["Morning over the #Alps, first #snow.", ["alps", "snow"]],
    ["#alps#snow", ["alps", "snow"]],
    ["a#b", ["b"]],
    ["#日本 #हिन्दी #straße #x_1", ["日本", "हिन्दी", "straße", "x_1"]],
    ["\uFF03wide #ＷＩＤＥ", ["wide", "wide"]],
    ["# #- #! ##", []],
    ["#a\u0301b", ["áb"]],
    ["#cafe\u0301", ["café"]],
  ])("has the hashtags of %s", (caption, expected) => expect(tags(caption)).toEqual(expected));

  it.each([
    ["with @Ada and @grace.", ["ada", "grace"]],
    ["(@ada_1.b)", ["ada_1.b"]],
    ["mail ada@example.org", []],
    ["@ab @1abc @a-b", []],
    ["@ada@grace", []],
  ])("has the mentions of %s", (caption, expected) => expect(names(caption)).toEqual(expected));

  it("keeps every character", () => {
    const caption = "Look: @ada, #Alps!\n\n<b>& https://example.org/a?b=1. @ab #";
    expect(wordsOf(caption).map((word) => word.text).join("")).toBe(caption);
  });

  it("links addresses without the full stop after them", () => {
    expect(wordsOf("See https://example.org/lake.")[1]).toEqual({
      kind: "link", text: "https://example.org/lake", address: "https://example.org/lake",
    });
    expect(wordsOf("javascript:alert(1)")).toEqual([{ kind: "text", text: "javascript:alert(1)" }]);
  });

  it("counts each hashtag once", () => expect(hashtagsOf("#Alps #alps #ALPS #snow")).toEqual(["alps", "snow"]));

  it("brings hashtags into their one form", () => expect(hashtagForm("#ＡlpS")).toBe("alps"));

  it("counts characters as the portal does", () => expect(lengthOf("👍🏽é\r\nx")).toBe(5));
});

describe("highlights", () => {
  it("become marked words, never HTML", () => {
    expect(marksOf("&lt;b&gt; <mark>Fog</mark> &amp; &quot;dew&quot; &#39;n&#39;")).toEqual([
      { kind: "text", text: "<b> " },
      { kind: "mark", text: "Fog" },
      { kind: "text", text: " & \"dew\" 'n'" },
    ]);
  });

  it("decode once", () => expect(marksOf("&amp;lt;")).toEqual([{ kind: "text", text: "&lt;" }]));

  it("leave elements that do not belong as text", () => {
    expect(marksOf("<img src=x>")).toEqual([{ kind: "text", text: "<img src=x>" }]);
  });
});

describe("a hashtag that is being typed", () => {
  it("is found at the caret only", () => {
    expect(hashtagAt("over the #Al", 12)).toEqual({ start: 9, end: 12, tag: "al" });
    expect(hashtagAt("over the #Al and", 16)).toBeUndefined();
    expect(hashtagAt("#Alps", 3)).toBeUndefined();
    expect(hashtagAt("#", 1)).toBeUndefined();
  });

  it("is made whole, with one space after it", () => {
    const typed = hashtagAt("x #al y", 5)!;
    expect(withHashtag("x #al y", typed, "alps")).toEqual({ text: "x #alps y", position: 8 });
    expect(withHashtag("#al", hashtagAt("#al", 3)!, "alps")).toEqual({ text: "#alps ", position: 6 });
  });
});
