import { Component, type ReactNode } from "react";
import { texts } from "../texts";
import { State } from "../ui/State";

interface Props {
  readonly children: ReactNode;
  /** The address: another one is another try. */
  readonly at: string;
}

/** A page that broke says so, and leaves the others alone. */
export class Crash extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  override componentDidUpdate(before: Props) {
    if (this.state.broken && before.at !== this.props.at) this.setState({ broken: false });
  }

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
