import { Component, type ReactNode } from "react";
import { texts } from "../texts";
import { State } from "../ui/State";

/** A page that broke says so, and leaves the others alone. */
export class Crash extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <State icon="warning" heading="h1" title={texts.states.crashed} detail={texts.states.crashedDetail}>
        <button type="button" className="button main" onClick={() => location.reload()}>{texts.states.reload}</button>
      </State>
    );
  }
}
