// An error in words: what happened, what it has changed, what to do; the rest folded away.
import { isTruestakeError } from "@truestake/sdk";
import { t } from "../strings";

export interface Problem {
  title: string;
  todo: string;
  /** What it has changed, where something was to be sent. */
  effect: string | undefined;
  details: string;
}

/** Words for an error that has a name of its own: the SDK's, and those of wallet apps. */
const wordsOf = (error: unknown): [title: string, todo: string] | undefined =>
  error instanceof Error ? t.problem.names[error.name] : undefined;

export function problemOf(error: unknown): Problem {
  const text = error instanceof Error ? error.message : String(error);
  if (!isTruestakeError(error)) {
    const [title, todo] = wordsOf(error) ?? [t.problem.unknown, text];
    const { cause } = error instanceof Error ? error : {};
    return { title, todo, effect: undefined, details: cause instanceof Error ? `${text}: ${cause.message}` : text };
  }
  // What a wallet says of itself is more than that it did not sign.
  const [title, todo] = (error.phase === "wallet" && wordsOf(error.cause)) ||
    wordsOf(error) || [error.message, error.hint];
  const effects = { none: t.problem.nothing, fee: t.problem.fee, done: t.problem.some, unknown: t.problem.open };
  const details = [`${error.name}: ${error.message}`, ...error.logs].join("\n");
  return { title, todo, effect: error.phase === "read" ? undefined : effects[error.effect], details };
}

export function ProblemNote({
  error,
  onClose,
  onAgain,
  again = t.fresh.again,
}: {
  error: unknown;
  onClose?: (() => void) | undefined;
  onAgain?: (() => void) | undefined;
  /** What that button says. */
  again?: string;
}) {
  const { title, todo, effect, details } = problemOf(error);
  return (
    <div class="note bad appears" role="alert">
      <strong>{title}</strong>
      <p>
        {effect} {todo}
      </p>
      <details>
        <summary>{t.problem.details}</summary>
        <pre class="small">
          <code>{details}</code>
        </pre>
      </details>
      {(onClose || onAgain) && (
        <div class="row">
          {onAgain && (
            <button type="button" class="button slim" onClick={onAgain}>
              {again}
            </button>
          )}
          {onClose && (
            <button type="button" class="button slim" onClick={onClose}>
              {t.sending.dismiss}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
