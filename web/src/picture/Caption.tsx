import { Link } from "react-router";
import { addresses } from "../app/addresses";
import { wordsOf } from "./words";

/** A caption whose hashtags, mentions and addresses lead somewhere. */
export function Caption({ text }: { text: string }) {
  return (
    <p className="caption">
      {wordsOf(text).map((word, index) => {
        switch (word.kind) {
          case "hashtag":
            return <Link key={index} to={addresses.tag(word.tag)}>{word.text}</Link>;
          case "mention":
            return <Link key={index} to={addresses.profile(word.username)}>{word.text}</Link>;
          case "link":
            return <a key={index} href={word.address} rel="nofollow ugc noopener noreferrer">{word.text}</a>;
          default:
            return word.text;
        }
      })}
    </p>
  );
}
