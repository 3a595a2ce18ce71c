// The books, recomputed in this browser from every account of the pool.
import type { Backing } from "@truestake/sdk";
import type { BackingDetail } from "@truestake/sdk/operators";
import type { PageProps } from "../app";
import type { Moment } from "../data/moment";
import { useRequest } from "../data/request";
import { decimal, whole } from "../format/amounts";
import { t } from "../strings";
import { Age } from "../ui/age";
import { Card, Command, Intro, StatusWord } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";
import { ask, workPlace } from "../worker/ask";

const shownOf = ({ unit }: BackingDetail, value: bigint): string => {
  if (unit === "count") return whole(value);
  return t.amount(decimal(value), { lamports: t.sol, tokens: t.tokens, shares: t.shares }[unit]);
};

export default function Proof({ view }: PageProps) {
  const [state, prove] = useRequest(view, ({ place }) => ask("proof", { place: workPlace(place) }));
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
        {state.is === "done" && <Result backing={state.of} moment={state.moment} view={view} />}
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
            {details.map((detail) => (
              <tr key={detail.check}>
                <th scope="row">{t.proof.names[detail.check] ?? detail.check}</th>
                <td class="n" data-label={t.proof.should}>
                  {shownOf(detail, detail.owed)}
                </td>
                <td class="n" data-label={t.proof.is}>
                  {shownOf(detail, detail.held)}
                </td>
                <td data-label={t.proof.result}>
                  <StatusWord of={detail.ok ? "ok" : "bad"}>{detail.ok ? t.proof.yes : t.proof.no}</StatusWord>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
