import { hashtagForm } from "./words";

export interface TypedHashtag {
  readonly start: number;
  readonly end: number;
  /** What is typed of it so far, in the form of hashtags. */
  readonly tag: string;
}

/** The hashtag that ends at the caret, if one is being typed there. */
export function hashtagAt(text: string, caret: number): TypedHashtag | undefined {
  const match = /[#\uFF03]([\p{L}\p{Nd}_][\p{L}\p{M}\p{Nd}_]*)$/u.exec(text.slice(0, caret));
  if (!match || /^[\p{L}\p{M}\p{Nd}_]/u.test(text.slice(caret))) return undefined;
  return { start: match.index, end: caret, tag: hashtagForm(match[0]) };
}

/** The text with that hashtag made whole, and where the caret goes: behind the space that follows it. */
export function withHashtag(text: string, typed: TypedHashtag, tag: string): { text: string; position: number } {
  const before = text.slice(0, typed.start) + "#" + tag;
  const after = text.slice(typed.end);
  const space = /^\s/.test(after) ? "" : " ";
  return { text: before + space + after, position: before.length + 1 };
}
