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

export function problemOf(error: unknown): Problem {
  const text = error instanceof Error ? error.message : String(error);
  if (!isTruestakeError(error)) return { title: t.problem.unknown, todo: text, effect: undefined, details: text };
  const [title, todo] = t.problem.names[error.name] ?? [error.message, error.hint];
  const effects = { none: t.problem.nothing, fee: t.problem.fee, done: t.problem.some, unknown: t.problem.open };
  const details = [`${error.name}: ${error.message}`, ...error.logs].join("\n");
  return { title, todo, effect: error.phase === "read" ? undefined : effects[error.effect], details };
}

export function ProblemNote({
  error,
  onClose,
  onAgain,
}: {
  error: unknown;
  onClose?: (() => void) | undefined;
  onAgain?: (() => void) | undefined;
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
              {t.fresh.again}
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
