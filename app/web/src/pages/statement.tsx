// Files for somebody's own books, made in this browser: the pool's prices, and what a wallet did with it.
import { formatPrice, TruestakeError } from "@truestake/sdk";
import { type Statement, statementCsv, statementOf } from "@truestake/sdk/statement";
import { useId, useState } from "preact/hooks";
import type { PageProps } from "../app";
import type { Pool } from "../data/reader";
import { useRequest } from "../data/request";
import { decimal, plainDecimal, whole } from "../format/amounts";
import { dateOf } from "../format/time";
import { Rows } from "../statement/rows";
import { t } from "../strings";
import { Age } from "../ui/age";
import { Card, Command, Intro, StatusWord } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";
import { CSV, saveFile } from "../ui/save";
import { WalletButton } from "../wallet/button";
import { type Connected, useWallets } from "../wallet/wallet";

/** Exact numbers, a row for each update, for spreadsheets of any language. */
export function csvOf({ history: { entries } }: Pick<PageProps["view"], "history">): string {
  const rows = entries
    .filter(({ supply }) => supply > 0n)
    .map((entry) =>
      [
        entry.epoch,
        new Date(Number(entry.unixTime) * 1_000).toISOString(),
        entry.slot,
        formatPrice(entry),
        plainDecimal(entry.total),
        plainDecimal(entry.supply),
        plainDecimal(entry.gainBeforeFee),
        plainDecimal(entry.feeTokens),
      ].join(","),
    );
  return `${["epoch,time,slot,sol_per_token,total_sol,tokens,gain_before_fee_sol,fee_tokens", ...rows].join("\n")}\n`;
}

export default function Statements({ view }: PageProps) {
  const { connected } = useWallets();
  return (
    <>
      <Intro title={t.statement.title} />
      <div class="stack">
        <Card title={t.statement.own}>
          <div class="stack tight">
            <p class="quiet">{t.statement.ownLead}</p>
            {connected ? (
              <Own key={connected.account.address} of={connected} view={view} />
            ) : (
              <>
                <p>{t.statement.connect}</p>
                <div>
                  <WalletButton />
                </div>
              </>
            )}
            <details>
              <summary>{t.stake.command}</summary>
              <Command>{`truestake stake statement --pool ${view.deployment.mint.toBase58()}`}</Command>
            </details>
          </div>
        </Card>
        <Prices view={view} />
      </div>
    </>
  );
}

function Prices({ view }: Pick<PageProps, "view">) {
  const last = view.history.entries.at(-1);
  return (
    <Card title={t.statement.prices}>
      <div class="stack tight">
        <p class="quiet">{t.statement.lead}</p>
        <div class="row between">
          <p>
            {last ? t.price.point(whole(last.epoch), formatPrice(last), dateOf(last.unixTime)) : t.price.chartEmpty}
          </p>
          <button
            type="button"
            class="button"
            disabled={!last}
            onClick={() => saveFile("truestake-prices.csv", csvOf(view), CSV)}
          >
            {t.statement.act}
          </button>
        </div>
      </div>
    </Card>
  );
}

const SPANS = [10, 50, undefined] as const;

/** By the first node that answers: a statement is of one node's history alone. */
async function read({ connections, deployment }: Pool, { owner }: Connected, epochs: number | undefined) {
  let last: unknown;
  for (const connection of connections) {
    try {
      return await statementOf(connection, deployment, owner, epochs === undefined ? {} : { epochs });
    } catch (error) {
      last = error;
    }
  }
  throw last ?? new TruestakeError("NodeUnreachable", "no node answers");
}

function Own({ of, view }: { of: Connected; view: PageProps["view"] }) {
  const id = useId();
  const [epochs, setEpochs] = useState<number | undefined>(SPANS[0]);
  const [state, start] = useRequest(view, (pool) => read(pool, of, epochs));
  return (
    <div class="stack tight">
      <div class="row">
        <label for={id}>{t.statement.span}</label>
        <select
          id={id}
          class="button slim"
          value={epochs ?? ""}
          onChange={({ currentTarget }) => setEpochs(currentTarget.value === "" ? undefined : +currentTarget.value)}
        >
          {SPANS.map((span) => (
            <option key={span} value={span ?? ""}>
              {span === undefined ? t.statement.everything : t.statement.last(whole(span))}
            </option>
          ))}
        </select>
        <button type="button" class="button main" disabled={state.is === "running"} onClick={start}>
          {state.is === "running" ? t.statement.reading : t.statement.read}
        </button>
      </div>
      {state.is === "failed" && <ProblemNote error={state.error} onAgain={start} />}
      {state.is === "done" && (
        <>
          <p>
            <Age of={state.moment} view={view} />
          </p>
          <Shown of={state.of} />
        </>
      )}
    </div>
  );
}

function Shown({ of }: { of: Statement }) {
  const { periods, gaps, complete, wallet } = of;
  const { columns } = t.statement;
  const save = () => saveFile(`truestake-statement-${wallet.slice(0, 8)}.csv`, `${statementCsv(of)}\n`, CSV);
  return (
    <div class="stack tight appears">
      <div class="row between">
        <StatusWord of={complete ? "ok" : "watch"}>{complete ? t.statement.whole : t.statement.partly}</StatusWord>
        <button type="button" class="button" onClick={save}>
          {t.statement.ownAct}
        </button>
      </div>
      {gaps.length > 0 && (
        <ul class="small">
          {gaps.map(({ why, tokens, lamports, after, before }) => (
            <li key={`${why} ${after} ${before} ${tokens}`}>
              {tokens === 0n && lamports === 0n
                ? t.statement.gaps[why]
                : t.statement.gapOf(t.statement.gaps[why], decimal(tokens), decimal(lamports))}
            </li>
          ))}
        </ul>
      )}
      {periods.length === 0 && <p class="quiet">{t.statement.none}</p>}
      {periods.length > 0 && (
        <table class="folds">
          <caption class="small quiet">{t.statement.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{columns.epoch}</th>
              <th scope="col" class="n">
                {columns.opening}
              </th>
              <th scope="col" class="n">
                {columns.rows}
              </th>
              <th scope="col" class="n">
                {columns.closing}
              </th>
              <th scope="col" class="n">
                {columns.worth}
              </th>
              <th scope="col">{columns.adds}</th>
            </tr>
          </thead>
          <tbody>
            {[...periods].reverse().map(({ epoch, opening, rows, closing, worth, balances }) => (
              <tr key={`${epoch}`}>
                <th scope="row">{whole(epoch)}</th>
                <td class="n" data-label={columns.opening}>
                  {decimal(opening)}
                </td>
                <td class="n" data-label={columns.rows}>
                  {whole(rows.length)}
                </td>
                <td class="n" data-label={columns.closing}>
                  {decimal(closing)}
                </td>
                <td class="n" data-label={columns.worth}>
                  {worth === null ? t.statement.unpriced : decimal(worth)}
                </td>
                <td data-label={columns.adds}>
                  <StatusWord of={balances ? "ok" : "watch"}>{balances ? t.proof.yes : t.proof.no}</StatusWord>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Rows of={of} />
    </div>
  );
}
