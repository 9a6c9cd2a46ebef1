/** A picture's place in the grid, in CSS pixels from the grid's top left corner. */
export interface Tile {
  readonly index: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  /** Of the picture, without the line of text below it. */
  readonly height: number;
}

export interface Grid {
  readonly tiles: readonly Tile[];
  readonly height: number;
  /** How many pictures have a place: those of an unfinished last row wait for the next page. */
  readonly shown: number;
}

export interface GridOptions {
  readonly width: number;
  readonly gap: number;
  /** The height that rows come close to. */
  readonly rowHeight: number;
  /** Of the text below each picture. */
  readonly footer?: number;
  /** Whether more pictures will follow: then an unfinished row waits, as pictures already seen must not move. */
  readonly more?: boolean;
}

/** Panoramas and ribbons beyond this are cut at their ends in the grid, lest they make a row of their own a line. */
const WIDEST = 3.6;
const NARROWEST = 0.4;

export const ratioOf = (picture: { width: number; height: number }): number =>
  Math.min(Math.max(picture.width / picture.height || 1, NARROWEST), WIDEST);

/** Rows of equal height that fill the width exactly, each as close to the wished height as its pictures allow. */
export function justify(ratios: readonly number[], options: GridOptions): Grid {
  const { width, gap, rowHeight, footer = 0, more = false } = options;
  const tiles: Tile[] = [];
  let top = 0;
  let first = 0;

  const place = (end: number, height: number, fill: boolean) => {
    let left = 0;
    for (let index = first; index < end; index++) {
      const last = fill && index === end - 1;
      // The last one takes what rounding left over, so that the right edges align.
      const tileWidth = last ? width - left : Math.round(ratios[index]! * height);
      tiles.push({ index, left, top, width: tileWidth, height });
      left += tileWidth + gap;
    }
    top += height + footer + gap;
    first = end;
  };

  while (first < ratios.length && width > 0) {
    const row = nextRow(ratios, first, options);
    if (row.full) {
      place(row.end, row.height, true);
    } else if (!more || tiles.length === 0) {
      place(row.end, Math.min(rowHeight, row.height), row.height <= rowHeight);
    } else {
      break;
    }
  }
  return { tiles, height: Math.max(0, top - gap), shown: first };
}

function nextRow(ratios: readonly number[], first: number, { width, gap, rowHeight }: GridOptions) {
  let sum = 0;
  let before = Infinity;
  for (let end = first + 1; end <= ratios.length; end++) {
    sum += ratios[end - 1]!;
    const height = (width - gap * (end - first - 1)) / sum;
    if (height <= rowHeight) {
      // Too high without this picture, too low with it: whichever is closer.
      const without = end - 1 > first && before / rowHeight < rowHeight / height;
      return { end: without ? end - 1 : end, height: Math.round(without ? before : height), full: true };
    }
    before = height;
  }
  return { end: ratios.length, height: Math.round(before), full: false };
}

export function rowHeightFor(width: number): number {
  if (width < 480) return 170;
  if (width < 900) return 210;
  if (width < 1800) return 260;
  return width < 2600 ? 320 : 400;
}

/** The tiles that meet a stretch of the grid, which are in order of their tops. */
export function tilesWithin(grid: Grid, from: number, to: number, footer = 0): readonly Tile[] {
  const { tiles } = grid;
  let low = 0;
  let high = tiles.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const tile = tiles[middle]!;
    if (tile.top + tile.height + footer < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < tiles.length && tiles[end]!.top <= to) end++;
  return tiles.slice(low, end);
}
