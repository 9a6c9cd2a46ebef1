import { describe, expect, it } from "vitest";
import { justify, ratioOf, tilesWithin } from "./justified";

const options = { width: 1000, gap: 10, rowHeight: 200 };
const rows = (ratios: number[], more = false, width = 1000) => {
  const byTop = new Map<number, ReturnType<typeof justify>["tiles"][number][]>();
  for (const tile of justify(ratios, { ...options, width, more }).tiles) {
    byTop.set(tile.top, [...(byTop.get(tile.top) ?? []), tile]);
  }
  return [...byTop.values()];
};
const mixed = Array.from({ length: 200 }, (_, i) => [1.5, 0.67, 1.33, 1.78, 1, 0.75, 3.6, 0.4][(i * 7) % 8]!);

describe("the justified grid", () => {
  it("fills every full row to its right edge", () => {
    for (const row of rows(mixed, true)) {
      const last = row.at(-1)!;
      expect(last.left + last.width).toBe(1000);
    }
  });

  it("gives all pictures of a row one height, near to the wished one", () => {
    for (const row of rows(mixed, true)) {
      expect(new Set(row.map((tile) => tile.height)).size).toBe(1);
      expect(row[0]!.height).toBeGreaterThan(100);
      expect(row[0]!.height).toBeLessThan(400);
    }
  });

  it("keeps the ratios to within the rounding", () => {
    for (const tile of justify(mixed, { ...options, more: true }).tiles) {
      expect(Math.abs(tile.width / tile.height - mixed[tile.index]!)).toBeLessThan(0.06);
    }
  });

  it("never moves a picture when more pages arrive", () => {
    const before = justify(mixed.slice(0, 30), { ...options, more: true });
    const after = justify(mixed.slice(0, 60), { ...options, more: true });
    expect(before.tiles.length).toBeGreaterThan(20);
    expect(after.tiles.slice(0, before.tiles.length)).toEqual(before.tiles);
  });

  it("holds an unfinished row back while more will come, and shows it at the end", () => {
    const ratios = [1.5, 1.5, 1.5, 1.5];
    expect(justify(ratios, { ...options, more: true }).shown).toBe(3);
    const whole = justify(ratios, options);
    expect(whole.shown).toBe(4);
    expect(whole.tiles.at(-1)).toMatchObject({ left: 0, height: 200, width: 300 });
  });

  it("shows a lonely picture even when more will come", () => {
    expect(justify([1], { ...options, more: true }).tiles).toHaveLength(1);
  });

  it("never makes a picture wider than the page", () => {
    for (const tile of rows([3.6, 3.6, 0.4], false, 320).flat()) expect(tile.left + tile.width).toBeLessThanOrEqual(320);
  });

  it("leaves room for the text below each picture", () => {
    const [first, second] = [rows([3.6, 3.6])[0]!, justify([3.6, 3.6], { ...options, width: 400, footer: 50 }).tiles[1]!];
    expect(first).toBeDefined();
    expect(second.top).toBe(Math.round(400 / 3.6) + 50 + 10);
  });

  it("has no tiles before it knows its width", () => {
    expect(justify([1, 2], { ...options, width: 0 })).toEqual({ tiles: [], height: 0, shown: 0 });
  });

  it("finds the tiles of a stretch", () => {
    const grid = justify(mixed, options);
    const from = 2000;
    const to = 3000;
    const expected = grid.tiles.filter((tile) => tile.top + tile.height >= from && tile.top <= to);
    expect(tilesWithin(grid, from, to)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(5);
    expect(tilesWithin(grid, -500, -100)).toEqual([]);
  });

  it("cuts panoramas, ribbons and nonsense to a ratio that fits", () => {
    expect(ratioOf({ width: 10_000, height: 100 })).toBe(3.6);
    expect(ratioOf({ width: 100, height: 10_000 })).toBe(0.4);
    expect(ratioOf({ width: 0, height: 0 })).toBe(1);
  });
});
