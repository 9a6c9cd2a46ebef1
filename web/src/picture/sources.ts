import { thumbHashToDataURL } from "thumbhash";
import type { Picture, Rendition } from "../api/types";

/** Formats from the smallest files to those that every browser reads. */
const FORMATS = ["image/avif", "image/webp", "image/jpeg"];

export interface Source {
  readonly contentType: string;
  readonly srcSet: string;
  readonly largest: Rendition;
}

export function sourcesOf(picture: Pick<Picture, "renditions">): Source[] {
  return FORMATS.flatMap((contentType) => {
    const some = picture.renditions.filter((r) => r.contentType === contentType).sort((a, b) => a.width - b.width);
    const largest = some.at(-1);
    if (!largest) return [];
    return [{ contentType, srcSet: some.map((r) => `${r.url} ${r.width}w`).join(", "), largest }];
  });
}

const REMEMBERED = 400;
const placeholders = new Map<string, string>();

/** A few pixels that stand in for a picture until it is there; empty when there is none. */
export function placeholderOf(thumbHash: string): string {
  let url = placeholders.get(thumbHash);
  if (url === undefined) {
    url = decode(thumbHash);
    if (placeholders.size >= REMEMBERED) placeholders.delete(placeholders.keys().next().value!);
    placeholders.set(thumbHash, url);
  }
  return url;
}

function decode(thumbHash: string): string {
  try {
    const bytes = bytesOf(thumbHash);
    return bytes.length < 5 ? "" : thumbHashToDataURL(bytes);
  } catch {
    return "";
  }
}

/** A placeholder must not shine through a picture that is transparent in places. */
export function isTransparent(thumbHash: string): boolean {
  try {
    return ((bytesOf(thumbHash)[2] ?? 0) & 0x80) !== 0;
  } catch {
    return false;
  }
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
