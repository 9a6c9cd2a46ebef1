import type { ReactNode } from "react";
import { NoAnswer, Problem } from "../api/problem";
import { texts } from "../texts";
import { Icon, type IconName } from "./Icon";

const t = texts.states;

interface StateProps {
  readonly icon: IconName;
  readonly title: string;
  readonly detail?: ReactNode;
  readonly children?: ReactNode;
  /** Pages without another heading have their first here. */
  readonly heading?: "h1" | "h2";
}

/** What stands where pictures would: nothing yet, nothing found, no network. */
export function State({ icon, title, detail, children, heading: Heading = "h2" }: StateProps) {
  return (
    <div className="state">
      <Icon name={icon} />
      <Heading>{title}</Heading>
      {detail && <p>{detail}</p>}
      {children}
    </div>
  );
}

interface FailureProps {
  readonly error: unknown;
  readonly again: () => void;
  readonly heading?: "h1" | "h2";
}

export function Failure({ error, again, heading = "h2" }: FailureProps) {
  const [title, detail] = explain(error);
  return (
    <div role="alert">
      <State icon={error instanceof NoAnswer ? "cloud" : "warning"} title={title} detail={detail} heading={heading}>
        <button type="button" className="button" onClick={again}>{t.tryAgain}</button>
      </State>
    </div>
  );
}

export function explain(error: unknown): readonly [title: string, detail: string] {
  if (error instanceof NoAnswer) {
    return navigator.onLine ? [t.noAnswer, t.noAnswerDetail] : [t.offline, t.offlineDetail];
  }
  if (error instanceof Problem) {
    if (error.status === 429) return [t.busy, t.tooMany(error.retryAfter)];
    if (error.status >= 500) return [t.busy, t.busyDetail];
    if (error.status === 404) return [t.notFound, t.notFoundDetail];
    return [t.failed, error.detail];
  }
  return [t.failed, t.crashedDetail];
}

export function Offline({ heading }: { heading?: "h1" | "h2" }) {
  return <State icon="cloud" title={t.offline} detail={t.offlineDetail} heading={heading ?? "h2"} />;
}

export function Waiting() {
  return (
    <div className="state loading" role="status">
      <span className="waiting" />
      <span className="hidden-visually">{texts.layout.loading}</span>
    </div>
  );
}
