// The books, recomputed in this browser from every account of the pool.
import type { Backing } from "@truestake/sdk";
import type { PageProps } from "../app";
import { useRequest } from "../data/request";
import { decimal, whole } from "../format/amounts";
import { t } from "../strings";
import { Age, type Moment, momentOf } from "../ui/age";
import { Card, Command, Intro, StatusWord } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";
import { ask, workPlace } from "../worker/ask";

/** Checks that count things, not lamports or tokens. */
const isCount = (check: string): boolean =>
  /^(stake accounts|delegations|validators|stake addresses|sum of the scores|scores|queued tickets that|tickets with|authorities)/.test(
    check,
  );

const shownOf = (check: string, value: bigint): string => (isCount(check) ? whole(value) : decimal(value));

export default function Proof({ view }: PageProps) {
  const [state, prove] = useRequest(async ({ place }) => ({
    moment: momentOf(view),
    backing: await ask("proof", { place: workPlace(place) }),
  }));
  return (
    <>
      <Intro title={t.proof.title}>{t.proof.lead}</Intro>
      <div class="stack">
        <div>
          <button type="button" class="button main" disabled={state.is === "running"} onClick={prove}>
            {state.is === "running" ? t.proof.running : t.proof.start}
          </button>
        </div>
        {state.is === "failed" && <ProblemNote error={state.error} onAgain={prove} />}
        {state.is === "done" && <Result {...state.of} view={view} />}
        <details>
          <summary>{t.proof.command}</summary>
          <Command>{`truestake prove --pool ${view.deployment.mint.toBase58()}`}</Command>
        </details>
      </div>
    </>
  );
}

interface ResultProps extends Pick<PageProps, "view"> {
  backing: Backing;
  moment: Moment;
}

function Result({ backing: { ok, owed, held, slot, details }, moment, view }: ResultProps) {
  return (
    <Card class="appears">
      <div class="stack">
        <div class="head">
          <h2>{ok ? t.proof.ok : t.proof.bad}</h2>
          <span class="small quiet">
            {t.proof.slot(whole(slot))}, <Age of={moment} view={view} />
          </span>
        </div>
        <dl class="facts two">
          <div>
            <dt>{t.proof.owed}</dt>
            <dd class="bignumber">{decimal(owed)}</dd>
          </div>
          <div>
            <dt>{t.proof.held}</dt>
            <dd class="bignumber">{decimal(held)}</dd>
          </div>
        </dl>
        <p class="small quiet">{t.proof.over}</p>
        <table class="folds">
          <caption class="hidden">{t.proof.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{t.proof.check}</th>
              <th scope="col" class="n">
                {t.proof.should}
              </th>
              <th scope="col" class="n">
                {t.proof.is}
              </th>
              <th scope="col">{t.proof.result}</th>
            </tr>
          </thead>
          <tbody>
            {details.map(({ check, ok: holds, owed: should, held: is }) => (
              <tr key={check}>
                <th scope="row">{t.proof.names[check] ?? check}</th>
                <td class="n" data-label={t.proof.should}>
                  {shownOf(check, should)}
                </td>
                <td class="n" data-label={t.proof.is}>
                  {shownOf(check, is)}
                </td>
                <td data-label={t.proof.result}>
                  <StatusWord of={holds ? "ok" : "bad"}>{holds ? t.proof.yes : t.proof.no}</StatusWord>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
