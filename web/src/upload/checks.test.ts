import { describe, expect, it } from "vitest";
import { pageTexts } from "../texts/pages";
import { checkFile, checkTexts, formatOf, sizeOf } from "./checks";

const t = pageTexts.upload.problems;
const bytes = (text: string, ...more: number[]) => Uint8Array.from([...[...text].map((c) => c.charCodeAt(0)), ...more]);
const png = (width: number, height: number) => {
  const head = new Uint8Array(33);
  head.set(bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
  new DataView(head.buffer).setUint32(16, width);
  new DataView(head.buffer).setUint32(20, height);
  return head;
};

describe("files", () => {
  it.each([
    ["jpeg", Uint8Array.from([0xff, 0xd8, 0xff, 0xe0])],
    ["png", png(1, 1)],
    ["gif", bytes("GIF89a")],
    ["webp", bytes("RIFF\0\0\0\0WEBPVP8 ")],
    ["avif", bytes("\0\0\0\x1cftypavif\0\0\0\0mif1miaf")],
    ["avif", bytes("\0\0\0\x1cftypmif1\0\0\0\0mif1avif")],
    ["heic", bytes("\0\0\0\x18ftypheic\0\0\0\0mif1")],
    [undefined, bytes("<svg xmlns=")],
    [undefined, bytes("%PDF-1.7")],
    [undefined, bytes("")],
  ])("are known by their content: %s", (format, head) => expect(formatOf(head)).toBe(format));

  it("tell their sizes", () => {
    expect(sizeOf(png(640, 480), "png")).toEqual([640, 480]);
    expect(sizeOf(bytes("GIF89a", 0x40, 0x01, 0xf0, 0), "gif")).toEqual([320, 240]);
    const jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc2, 0, 17, 8, 0x04, 0x38, 0x07, 0x80, 3, 1, 1];
    expect(sizeOf(Uint8Array.from(jpeg), "jpeg")).toEqual([1920, 1080]);
    const extended = bytes("RIFF\0\0\0\0WEBPVP8X\n\0\0\0\0\0\0\0", 0x7f, 0x02, 0, 0xdf, 0x01, 0);
    expect(sizeOf(extended, "webp")).toEqual([640, 480]);
    expect(sizeOf(Uint8Array.from([0xff, 0xd8]), "jpeg")).toBeUndefined();
  });

  it("are told what is wrong before they are sent", async () => {
    expect(await checkFile(new File([], "a.jpg"))).toBe(t.empty);
    expect(await checkFile(new File(["hello"], "a.jpg"))).toBe(t.format);
    expect(await checkFile(new File([bytes("\0\0\0\x18ftypheic\0\0\0\0mif1")], "a.heic"))).toBe(t.heic);
    expect(await checkFile(new File([png(20_000, 6_000)], "a.png"))).toBe(t.pixels(120));
    expect(await checkFile(new File([png(2_000, 1_000)], "a.png"))).toBeUndefined();
    expect(await checkFile(new File([new Uint8Array(50 * 1024 * 1024 + 1)], "a.jpg"))).toBe(t.tooLarge(52_428_801));
  });
});

describe("texts", () => {
  it("may have as many characters and hashtags as the portal takes", () => {
    expect(checkTexts("👍".repeat(2200), "x".repeat(1000))).toEqual({});
    expect(checkTexts("x".repeat(2201), "x".repeat(1001))).toEqual({ caption: t.captionTooLong, altText: t.altTextTooLong });
    const tags = (n: number) => Array.from({ length: n }, (_, i) => `#t${i}`).join(" ");
    expect(checkTexts(tags(30), "")).toEqual({});
    expect(checkTexts(tags(31), "")).toEqual({ caption: t.hashtags(31) });
  });
});
