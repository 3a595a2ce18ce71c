// A part of the page that fails alone: what else there is stays, and says what happened in its place.
import { Component, type ComponentChildren } from "preact";
import { t } from "../strings";

interface PartProps {
  /** What it shows: a failure is left with it. */
  of?: string;
  children: ComponentChildren;
}

interface Failed {
  error?: unknown;
}

export class Part extends Component<PartProps, Failed> {
  override state: Failed = {};

  static override getDerivedStateFromError(error: unknown): Failed {
    // `undefined` can be thrown, too.
    return { error: error ?? new Error("nothing is known of it") };
  }

  override componentDidUpdate({ of }: PartProps): void {
    if (this.state.error !== undefined && of !== this.props.of) this.setState({ error: undefined });
  }

  override componentDidCatch(error: unknown): void {
    // For whoever looks for the fault: the page itself tells it to nobody.
    console.error(error);
  }

  override render({ children }: PartProps, { error }: Failed) {
    if (error === undefined) return children;
    return (
      <div class="note bad" role="alert">
        <strong>{t.broken.title}</strong>
        <p>{t.broken.what}</p>
        <details>
          <summary>{t.problem.details}</summary>
          <pre class="small">
            <code>{error instanceof Error ? `${error.name}: ${error.message}` : String(error)}</code>
          </pre>
        </details>
        <div class="row">
          <button type="button" class="button slim" onClick={() => this.setState({ error: undefined })}>
            {t.fresh.again}
          </button>
          <button type="button" class="button slim" onClick={() => location.reload()}>
            {t.broken.reload}
          </button>
        </div>
      </div>
    );
  }
}
