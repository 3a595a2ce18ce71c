// Which published score file reasons come from, or in words why not from this one.
import { useId } from "preact/hooks";
import { usePool } from "../data/session";
import { whole } from "../format/amounts";
import { t } from "../strings";
import { Card, shortened } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";
import type { ScoreFile } from "../worker/protocol";
import { choose, forgetScores, isTrusted, useScoreFile } from "./scoreFile";

/** Differences that are named; the rest are counted. */
const NAMED = 3;

export function ScoreCard() {
  const id = useId();
  const place = usePool()?.place;
  const chosen = useScoreFile();
  const take = (file: File | undefined) => {
    if (place && file) void choose(place, file.name, () => file.text());
  };
  const { scores: words } = t;
  return (
    <Card title={words.title}>
      <div class="stack tight">
        <p class="quiet">{words.lead}</p>
        {chosen?.error !== undefined && <FileProblem error={chosen.error} name={chosen.name} />}
        {chosen && !chosen.of && chosen.error === undefined && <p role="status">{words.reading(chosen.name)}</p>}
        {chosen?.of && <Verdict name={chosen.name} of={chosen.of} />}
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
            <button type="button" class="button slim" onClick={forgetScores}>
              {words.forget}
            </button>
          )}
        </div>
      </div>
    </Card>
  );
}

function FileProblem({ error, name }: { error: unknown; name: string }) {
  const { name: kind, message } = error as Error;
  const { scores: words } = t;
  const says = { OtherPool: words.otherPool(message), NoScoreFile: words.missing, InvalidArgument: words.broken }[kind];
  if (says === undefined) return <ProblemNote error={error} />;
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

function Verdict({ name, of }: { name: string; of: ScoreFile }) {
  const { hash, epoch, differences, hashMatches, chain, reasons } = of;
  const { scores: words } = t;
  if (isTrusted(of)) {
    return (
      <div class="note" role="status">
        <strong>{words.trusted(name)}</strong>
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
    </div>
  );
}
