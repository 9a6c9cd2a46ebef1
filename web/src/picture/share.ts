import type { Picture } from "../api/types";
import { addresses } from "../app/addresses";
import { pageTexts } from "../texts/pages";
import { notify } from "../ui/notices";

/** Through the device's own sheet where it has one, else to the clipboard. */
export async function share(picture: Picture): Promise<void> {
  const url = new URL(addresses.picture(picture.id), location.href).href;
  const touch = matchMedia("(pointer: coarse)").matches;
  if (touch && "share" in navigator) {
    try {
      await navigator.share({ url, title: pageTexts.picture.title(picture.displayName, picture.caption) });
      return;
    } catch (error) {
      if ((error as DOMException).name === "AbortError") return;
    }
  }
  try {
    await navigator.clipboard.writeText(url);
    notify(pageTexts.picture.copied);
  } catch {
    notify(pageTexts.picture.notCopied);
  }
}
