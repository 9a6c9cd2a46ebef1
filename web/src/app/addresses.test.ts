import { describe, expect, it } from "vitest";
import { addresses, goingTo, nextOf } from "./addresses";
import { lastWordOf, withLastWord } from "./query";

const next = (value: string) => nextOf(new URLSearchParams({ next: value }));

describe("the way back after logging in", () => {
  it("is kept", () => {
    expect(goingTo(addresses.logIn, "/search?q=a b")).toBe("/login?next=%2Fsearch%3Fq%3Da+b");
    expect(next("/search?q=fog#top")).toBe("/search?q=fog#top");
    expect(goingTo(addresses.logIn, "/")).toBe("/login");
  });

  it.each(["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "", "/a\nb"])(
    "never leaves the portal: %s", (address) => expect(next(address)).toBe("/"));
});

describe("the word that is being typed into the search box", () => {
  it.each([
    ["fog #al", "#al"], ["fog ", ""], ["-#al", "#al"], ["from:ad", "@ad"], ["\"first li", ""], ["\"first light\" mo", "mo"], ["", ""],
  ])("of %s", (query, word) => expect(lastWordOf(query)).toBe(word));

  it("is replaced by what was chosen", () => {
    expect(withLastWord("fog #al", "#alps")).toBe("fog #alps");
    expect(withLastWord("fog -#al", "#alps")).toBe("fog -#alps");
    expect(withLastWord("fo", "#fog")).toBe("#fog");
  });
});
