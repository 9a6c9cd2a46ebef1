import { useEffect, useState } from "react";
import { Problem } from "../api/problem";
import { pageTexts } from "../texts/pages";
import { sentenceOf } from "../ui/form";
import { notify } from "../ui/notices";

const t = pageTexts.account;
const PATIENCE_SECONDS = 30;

/** Sends another code, not more often than a mail takes to arrive. */
export function Resend({ send }: { send: () => Promise<unknown> }) {
  const [left, setLeft] = useState(PATIENCE_SECONDS);
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  const again = async () => {
    if (left > 0) return;
    setLeft(PATIENCE_SECONDS);
    try {
      await send();
      notify(t.resent);
    } catch (error) {
      notify(sentenceOf(error));
      setLeft(error instanceof Problem ? (error.retryAfter ?? PATIENCE_SECONDS) : 0);
    }
  };
  return (
    <button type="button" className="button" aria-disabled={left > 0} onClick={() => void again()}>
      {left > 0 ? t.resendIn(left) : t.resend}
    </button>
  );
}
