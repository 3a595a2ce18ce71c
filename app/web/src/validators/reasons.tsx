// Why one validator has its score, or would have one, by the published file.
import { useEffect, useState } from "preact/hooks";
import type { View } from "../data/view";
import { percentOf, whole } from "../format/amounts";
import { linkTo } from "../route";
import { t } from "../strings";
import { Age } from "../ui/age";
import { Card, type Status, StatusWord } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";
import { ask } from "../worker/ask";
import type { Explanation } from "../worker/protocol";
import { changesOf } from "./commissions";
import { isTrusted, useScoreFile } from "./scoreFile";

const STATES: Record<Explanation["gates"][number]["state"], Status> = { pass: "ok", fail: "bad", unknown: "unknown" };

export function ReasonsCard({ vote, view }: { vote: string; view: View }) {
  const chosen = useScoreFile();
  const file = isTrusted(chosen?.of) ? chosen.of : undefined;
  const [found, setFound] = useState<{ vote: string; of?: Explanation; error?: unknown }>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isGone = false;
    if (!file) return;
    ask("explain", { vote }).then(
      (of) => !isGone && setFound({ vote, of }),
      (error) => !isGone && setFound({ vote, error }),
    );
    return () => {
      isGone = true;
    };
  }, [file, vote, turn]);
  const here = found?.vote === vote ? found : undefined;
  const { scores: words } = t;
  return (
    <Card title={words.why}>
      {!file && (
        <p class="quiet">
          {words.noFile} <a href={linkTo("validators")}>{words.toFile}</a>
        </p>
      )}
      {file && here?.error !== undefined && <ProblemNote error={here.error} onAgain={() => setTurn(turn + 1)} />}
      {file && chosen?.moment && (
        <p class="small">
          <span class="quiet">{words.compared(chosen.name)}</span> <Age of={chosen.moment} view={view} />
        </p>
      )}
      {file && here?.of && <Reasons of={here.of} />}
    </Card>
  );
}

function Commissions({ of: { commissions } }: { of: Explanation }) {
  const { scores: words } = t;
  const [first, last] = [commissions[0], commissions.at(-1)];
  const changes = changesOf(commissions);
  const said = (): string[] => {
    if (!first || !last) return [words.commissionsNone];
    if (changes.length > 0) {
      return changes.map(({ before, after, epoch }) =>
        words.commissionFrom(percentOf(before), percentOf(after), whole(epoch)),
      );
    }
    const percent = percentOf(last.commissionBps);
    return first === last
      ? [words.commissionIs(percent, whole(last.epoch))]
      : [words.commissionSame(percent, whole(first.epoch), whole(last.epoch))];
  };
  return (
    <div class="stack tight">
      <p class="small quiet">{words.commissions}</p>
      {said().map((each) => (
        <p key={each}>{each}</p>
      ))}
    </div>
  );
}

function Reasons({ of }: { of: Explanation }) {
  const { listed, score, points, place, among, cutOff, binding, reason, gates, firstClear, isKnown } = of;
  const { scores: words } = t;
  return (
    <div class="stack">
      <div class="stack tight">
        <p>
          <strong>{words.bindings[binding] ?? binding}</strong>
        </p>
        <p class="quiet">{words.inFile(reason)}</p>
        {!isKnown && <p>{words.unknownHere}</p>}
      </div>
      <dl class="facts">
        <div>
          <dt>{t.validators.columns.score}</dt>
          <dd>{listed && score !== null ? whole(score) : words.outside}</dd>
        </div>
        <div>
          <dt>{words.points}</dt>
          <dd>{points === null ? t.none : whole(points)}</dd>
        </div>
        <div>
          <dt>{words.place}</dt>
          <dd>{place === null ? t.none : words.placeOf(whole(place), whole(among))}</dd>
        </div>
        <div>
          <dt>{words.cutOff}</dt>
          <dd>{cutOff === null ? words.room : words.cutOffAt(whole(cutOff))}</dd>
        </div>
        {firstClear !== null && (
          <div>
            <dt>{words.clears}</dt>
            <dd>{words.clearsIn(whole(firstClear))}</dd>
          </div>
        )}
      </dl>
      <Commissions of={of} />
      <table class="folds">
        <caption class="small quiet">{words.gates}</caption>
        <thead>
          <tr>
            <th scope="col">{words.gate}</th>
            <th scope="col">{t.proof.result}</th>
            <th scope="col">{words.reason}</th>
          </tr>
        </thead>
        <tbody>
          {gates.map(({ gate, state, reason: says, needs, firstClear: clear }) => (
            <tr key={gate}>
              <th scope="row">{words.gateNames[gate] ?? gate}</th>
              <td data-label={t.proof.result}>
                <StatusWord of={STATES[state]}>{words.states[state]}</StatusWord>
              </td>
              <td data-label={words.reason}>
                <span>
                  {words.inFile(says)}
                  {needs !== null && ` ${words.needs(needs)}`}
                  {clear !== null && ` ${words.clearsIn(whole(clear))}`}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
