import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Link } from "react-router";
import type { ListName } from "../api/portal";
import type { Picture } from "../api/types";
import { addresses } from "../app/addresses";
import { texts } from "../texts";
import { justify, ratioOf, rowHeightFor, type Tile, tilesWithin } from "./justified";
import { altOf, PictureImage } from "./PictureImage";
import { marksOf } from "./words";

const GAP = 8;
const CAPTION = 52;
/** How far beyond the window tiles are kept, in window heights. */
const AROUND = 1;

/** The last grid's width: the next one has its right height before it is measured, so that Back finds its place. */
let lastWidth = 0;

interface Props {
  readonly list: ListName;
  readonly pictures: readonly Picture[];
  readonly more: boolean;
  readonly captions?: boolean;
}

/** The justified grid. However long the list, only the tiles around the window are in the document. */
export function PictureGrid({ list, pictures, more, captions = false }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(lastWidth);
  const footer = captions ? CAPTION : 0;

  useLayoutEffect(() => {
    const element = root.current!;
    const measure = () => {
      lastWidth = Math.floor(element.getBoundingClientRect().width);
      setWidth(lastWidth);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const grid = useMemo(
    () => justify(pictures.map(ratioOf), { width, gap: GAP, rowHeight: rowHeightFor(width), footer, more }),
    [pictures, width, footer, more],
  );
  const [from, to] = useWindow(root, grid.height);
  const tiles = tilesWithin(grid, from, to, footer);
  const firstRow = grid.tiles[0]?.top;

  return (
    <div ref={root} className="grid" style={{ height: grid.height }}>
      <ul className="grid-list" aria-label={texts.list.pictures}>
        {tiles.map((tile) => {
          const picture = pictures[tile.index]!;
          return (
            <PictureTile key={picture.id} picture={picture} list={list} captions={captions} index={tile.index}
              total={more ? -1 : grid.shown} left={tile.left} top={tile.top} width={tile.width} height={tile.height}
              eager={tile.top === firstRow} />
          );
        })}
      </ul>
    </div>
  );
}

/** Beyond two dots per CSS pixel nobody sees a difference in a tile, but everybody would pay for it. */
const sizesOf = (width: number): string => `${Math.ceil(width * Math.min(1, 2 / devicePixelRatio))}px`;

interface TileProps extends Tile {
  readonly picture: Picture;
  readonly list: ListName;
  readonly captions: boolean;
  readonly total: number;
  readonly eager: boolean;
}

const PictureTile = memo(function PictureTile(props: TileProps) {
  const { picture, list, captions, index, total, left, top, width, height, eager } = props;
  const by = texts.list.by(picture.displayName);
  const unnamed = texts.list.picture(picture.displayName);
  return (
    <li className="tile" style={{ left, top, width }} aria-posinset={index + 1} aria-setsize={total}>
      <Link to={addresses.picture(picture.id)} state={{ list }}>
        <PictureImage className="picture" picture={picture} sizes={sizesOf(width)} style={{ height }} eager={eager}
          alt={captions ? picture.altText || unnamed : altOf(picture, unnamed)} />
        {captions ? (
          <span className="below">
            {picture.highlight
              ? marksOf(picture.highlight).map((word, i) => word.kind === "mark" ? <mark key={i}>{word.text}</mark> : word.text)
              : picture.caption || by}
          </span>
        ) : (
          <span className="veil" aria-hidden="true">
            <span>{picture.displayName}</span>
            <span>{picture.caption}</span>
          </span>
        )}
      </Link>
    </li>
  );
}, (before, after) =>
  before.picture === after.picture && before.left === after.left && before.top === after.top
  && before.width === after.width && before.height === after.height && before.total === after.total
  && before.captions === after.captions);

/** The stretch of the grid that is worth having in the document. */
function useWindow(root: React.RefObject<HTMLDivElement | null>, height: number): readonly [number, number] {
  const [stretch, setStretch] = useState<readonly [number, number]>(() => [scrollY - innerHeight, scrollY + 2 * innerHeight]);

  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      const element = root.current;
      if (!element) return;
      const top = -element.getBoundingClientRect().top;
      const step = innerHeight / 2;
      // In steps of half a window, so that most scroll events change nothing.
      const start = Math.floor(top / step) * step;
      const next = [start - AROUND * innerHeight, start + (1.5 + AROUND) * innerHeight] as const;
      setStretch((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
    };
    const soon = () => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("scroll", soon);
      removeEventListener("resize", soon);
    };
  }, [root, height]);

  return stretch;
}
