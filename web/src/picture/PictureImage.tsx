import { type CSSProperties, useState } from "react";
import type { Picture } from "../api/types";
import { isTransparent, placeholderOf, sourcesOf } from "./sources";

interface Props {
  readonly picture: Picture;
  readonly alt: string;
  readonly sizes: string;
  readonly className?: string;
  readonly style?: CSSProperties;
  readonly eager?: boolean;
}

/** A picture in the browser's best format and size, over its placeholder, with its place known before it loads. */
export function PictureImage({ picture, alt, sizes, className, style, eager = false }: Props) {
  const [loaded, setLoaded] = useState(false);
  const sources = sourcesOf(picture);
  const fallback = sources.at(-1);
  const placeholder = loaded && isTransparent(picture.thumbHash) ? "" : placeholderOf(picture.thumbHash);
  return (
    <div className={className} style={placeholder ? { ...style, backgroundImage: `url(${placeholder})` } : style}>
      <picture>
        {sources.slice(0, -1).map((source) => (
          <source key={source.contentType} type={source.contentType} srcSet={source.srcSet} sizes={sizes} />
        ))}
        {fallback && (
          <img src={fallback.largest.url} srcSet={fallback.srcSet} sizes={sizes} alt={alt} width={picture.width}
            height={picture.height} loading={eager ? "eager" : "lazy"} decoding="async"
            fetchPriority={eager ? "high" : "auto"} onLoad={() => setLoaded(true)} />
        )}
      </picture>
    </div>
  );
}

/** What a screen reader says of a picture. */
export function altOf(picture: Picture, without: string): string {
  return picture.altText || picture.caption || without;
}
