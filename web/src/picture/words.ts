export type Word =
  | { readonly kind: "text" | "mark"; readonly text: string }
  | { readonly kind: "hashtag"; readonly text: string; readonly tag: string }
  | { readonly kind: "mention"; readonly text: string; readonly username: string }
  | { readonly kind: "link"; readonly text: string; readonly address: string };

// Hashtags as the portal reads them: marks belong to the letters before them in many scripts. The sign may be the
// full-width one, which is the same after NFKC. A user name ends with no full stop, as sentences do; one that is part
// of an e-mail address is no mention.
const PATTERN =
  /(?<hashtag>[#\uFF03][\p{L}\p{Nd}_][\p{L}\p{M}\p{Nd}_]*)|(?<![\p{L}\p{Nd}_.])@(?<mention>[A-Za-z][A-Za-z0-9_.]{2,29})(?![A-Za-z0-9_@])|(?<link>https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/gu;

/** A caption in parts that can be shown one by one. */
export function wordsOf(caption: string): Word[] {
  const words: Word[] = [];
  let position = 0;
  for (const match of caption.matchAll(PATTERN)) {
    const word = wordOf(match);
    if (!word) continue;
    if (match.index > position) words.push({ kind: "text", text: caption.slice(position, match.index) });
    words.push(word);
    position = match.index + word.text.length;
  }
  if (position < caption.length) words.push({ kind: "text", text: caption.slice(position) });
  return words;
}

function wordOf(match: RegExpExecArray): Word | undefined {
  const { hashtag, mention, link } = match.groups ?? {};
  if (hashtag) return { kind: "hashtag", text: hashtag, tag: hashtagForm(hashtag) };
  if (link) return { kind: "link", text: link, address: link };
  if (!mention) return undefined;
  const username = mention.replace(/\.+$/, "");
  return username.length < 3 ? undefined : { kind: "mention", text: `@${username}`, username: username.toLowerCase() };
}

/** NFKC, lower-case, without the sign, as hashtags stand in addresses. */
export function hashtagForm(tag: string): string {
  return tag.normalize("NFKC").toLowerCase().normalize("NFKC").replace(/^#/, "");
}

export function hashtagsOf(caption: string): string[] {
  const tags = wordsOf(caption.normalize("NFKC")).flatMap((word) => (word.kind === "hashtag" ? [word.tag] : []));
  return [...new Set(tags)];
}

const ENTITIES: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };

/** A search's highlight: text escaped for HTML, with `<mark>` as its only element. It never becomes HTML here. */
export function marksOf(highlight: string): Word[] {
  const words: Word[] = [];
  let marked = false;
  for (const part of highlight.split(/(<mark>|<\/mark>)/)) {
    if (part === "<mark>") marked = true;
    else if (part === "</mark>") marked = false;
    else if (part) {
      const text = part.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity]!);
      words.push({ kind: marked ? "mark" : "text", text });
    }
  }
  return words;
}

/** Characters as the portal counts them: code points. */
export const lengthOf = (text: string): number => [...text.replace(/\r\n?/g, "\n")].length;
