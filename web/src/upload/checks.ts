import { MAX_ALT_TEXT, MAX_CAPTION } from "../picture/limits";
import { hashtagsOf, lengthOf } from "../picture/words";
import { pageTexts } from "../texts/pages";

const t = pageTexts.upload.problems;
const MAX_BYTES = 50 * 1024 * 1024;
const MAX_PIXELS = 100_000_000;
const MAX_HASHTAGS = 30;
/** A JPEG's size stands behind its metadata, which may be long. */
const HEAD_BYTES = 512 * 1024;

export type Format = "jpeg" | "png" | "gif" | "webp" | "avif" | "heic";

/** What keeps a file from being uploaded, in words for its owner. */
export async function checkFile(file: Blob): Promise<string | undefined> {
  if (file.size === 0) return t.empty;
  if (file.size > MAX_BYTES) return t.tooLarge(file.size);
  let head: Uint8Array;
  try {
    head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  } catch {
    return t.unreadable;
  }
  const format = formatOf(head);
  if (!format) return t.format;
  if (format === "heic") return t.heic;
  const size = sizeOf(head, format);
  if (size && size[0] * size[1] > MAX_PIXELS) return t.pixels(Math.round((size[0] * size[1]) / 1_000_000));
  return undefined;
}

/** What keeps the texts from being stored. */
export function checkTexts(caption: string, altText: string): { caption?: string; altText?: string } {
  const hashtags = hashtagsOf(caption).length;
  return {
    ...(lengthOf(caption) > MAX_CAPTION ? { caption: t.captionTooLong }
      : hashtags > MAX_HASHTAGS ? { caption: t.hashtags(hashtags) } : {}),
    ...(lengthOf(altText) > MAX_ALT_TEXT ? { altText: t.altTextTooLong } : {}),
  };
}

const ascii = (bytes: Uint8Array, start: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(start, start + length));

/** By content, as the portal does, never by name. */
export function formatOf(head: Uint8Array): Format | undefined {
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return "jpeg";
  if (ascii(head, 0, 8) === "\x89PNG\r\n\x1a\n") return "png";
  if (/^GIF8[79]a$/.test(ascii(head, 0, 6))) return "gif";
  if (ascii(head, 0, 4) === "RIFF" && ascii(head, 8, 4) === "WEBP") return "webp";
  if (ascii(head, 4, 4) !== "ftyp") return undefined;
  const length = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0);
  const brands = ascii(head, 8, Math.min(Math.max(length - 8, 4), 64));
  if (/avi[fs]/.test(brands)) return "avif";
  return /hei[cxms]|hev[cx]|mif1|msf1/.test(brands) ? "heic" : undefined;
}

/** Width and height as the file's head tells them; undefined where it does not. */
export function sizeOf(head: Uint8Array, format: Format): readonly [number, number] | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  try {
    switch (format) {
      case "png":
        return [view.getUint32(16), view.getUint32(20)];
      case "gif":
        return [view.getUint16(6, true), view.getUint16(8, true)];
      case "webp":
        return webpSize(view, ascii(head, 12, 4));
      case "jpeg":
        return jpegSize(view);
      default:
        return boxSize(head, view);
    }
  } catch {
    return undefined;
  }
}

function webpSize(view: DataView, chunk: string): readonly [number, number] | undefined {
  const threeBytes = (at: number) => view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getUint8(at + 2) << 16);
  if (chunk === "VP8X") return [threeBytes(24) + 1, threeBytes(27) + 1];
  if (chunk === "VP8 ") return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
  if (chunk !== "VP8L") return undefined;
  const bits = view.getUint32(21, true);
  return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
}

function jpegSize(view: DataView): readonly [number, number] | undefined {
  for (let at = 2; at + 9 < view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at++;
    else {
      const startsFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
      if (startsFrame) return [view.getUint16(at + 7), view.getUint16(at + 5)];
      at += 2 + view.getUint16(at + 2);
    }
  }
  return undefined;
}

/** The largest of the image spatial extents; tiles of a grid have smaller ones. */
function boxSize(head: Uint8Array, view: DataView): readonly [number, number] | undefined {
  let largest: readonly [number, number] | undefined;
  for (let at = 4; at + 16 <= Math.min(head.length, 65_536); at++) {
    if (ascii(head, at, 4) !== "ispe") continue;
    const size = [view.getUint32(at + 8), view.getUint32(at + 12)] as const;
    if (!largest || size[0] * size[1] > largest[0] * largest[1]) largest = size;
  }
  return largest;
}
