// Which published score file reasons come from, or in words why not from this one.
import { useId } from "preact/hooks";
import type { Moment } from "../data/moment";
import { usePool } from "../data/session";
import type { View } from "../data/view";
import { whole } from "../format/amounts";
import { t } from "../strings";
import { Age, useIsOld } from "../ui/age";
import { Card, shortened } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";
import type { ScoreFile } from "../worker/protocol";
import { choose, compare, forgetScores, isTrusted, useScoreFile } from "./scoreFile";

/** Differences that are named; the rest are counted. */
const NAMED = 3;

export function ScoreCard({ view }: { view: View }) {
  const id = useId();
  const place = usePool()?.place;
  const chosen = useScoreFile();
  const take = (file: File | undefined) => {
    if (!place || !file) return;
    // Read once: the browser refuses a file that has changed since it was chosen.
    const text = file.text();
    void choose(place, view, file.name, () => text);
  };
  const again = () => void compare(view);
  const { scores: words } = t;
  return (
    <Card title={words.title}>
      <div class="stack tight">
        <p class="quiet">{words.lead}</p>
        {chosen?.error !== undefined && <FileProblem error={chosen.error} name={chosen.name} again={again} />}
        {chosen?.isComparing && <p role="status">{words.reading(chosen.name)}</p>}
        {chosen?.of && chosen.moment && (
          <Verdict name={chosen.name} of={chosen.of} moment={chosen.moment} view={view} />
        )}
        <div class="row">
          <span class="field">
            <label for={id}>{words.choose}</label>
            <input
              id={id}
              type="file"
              accept=".json,application/json"
              onChange={({ currentTarget }) => take(currentTarget.files?.[0])}
            />
          </span>
          {chosen && (
            <>
              <button type="button" class="button slim" disabled={chosen.isComparing} onClick={again}>
                {words.compare}
              </button>
              <button type="button" class="button slim" onClick={forgetScores}>
                {words.forget}
              </button>
            </>
          )}
        </div>
      </div>
    </Card>
  );
}

function FileProblem({ error, name, again }: { error: unknown; name: string; again(): void }) {
  const { name: kind, message } = error as Error;
  const { scores: words } = t;
  const says = { OtherPool: words.otherPool(message), NoScoreFile: words.missing, InvalidArgument: words.broken }[kind];
  if (says === undefined) return <ProblemNote error={error} onAgain={again} />;
  return (
    <div class="note bad" role="alert">
      <strong>{words.refused(name)}</strong>
      <p>{says}</p>
      {kind === "InvalidArgument" && (
        <details>
          <summary>{t.problem.details}</summary>
          <code class="small">{message}</code>
        </details>
      )}
    </div>
  );
}

interface VerdictProps {
  name: string;
  of: ScoreFile;
  moment: Moment;
  view: View;
}

function Verdict({ name, of, moment, view }: VerdictProps) {
  const isOld = useIsOld(moment, view.clock.epoch);
  const { hash, epoch, differences, hashMatches, chain, reasons } = of;
  const { scores: words } = t;
  if (isTrusted(of)) {
    return (
      <div class={`note ${isOld ? "watch" : ""}`} role="status">
        <strong>{isOld ? words.trustedThen(name) : words.trusted(name)}</strong>
        <p class="small">
          <Age of={moment} view={view} />
        </p>
        <p class="small">{words.trustedWhy(whole(Object.keys(reasons).length), whole(epoch))}</p>
        <p class="small named">
          {words.hash} <code>{hash}</code>
        </p>
      </div>
    );
  }
  return (
    <div class="note bad" role="alert">
      <strong>{words.refused(name)}</strong>
      <ul>
        {!hashMatches && <li>{words.hashWrong}</li>}
        {differences.length > 0 && <li>{words.resultWrong(whole(differences.length))}</li>}
        {chain.slice(0, NAMED).map(({ vote, chain: on, file }) => (
          <li key={vote}>
            {words.chainWrong(
              shortened(vote),
              on === null ? words.notListed : words.score(whole(on)),
              file === null ? words.notNamed : words.score(whole(file)),
            )}
          </li>
        ))}
        {chain.length > NAMED && <li>{words.more(whole(chain.length - NAMED))}</li>}
      </ul>
      <p>{words.refusedWhy}</p>
      <p class="small">
        <Age of={moment} view={view} />
      </p>
    </div>
  );
}
