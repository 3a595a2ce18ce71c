// The pool's validators, a hundred at a time, with what each has and what it should have.
import { useEffect, useMemo, useState } from "preact/hooks";
import type { PageProps } from "../app";
import { usePool } from "../data/session";
import type { View } from "../data/view";
import { decimal, percentOf, shareOf, whole } from "../format/amounts";
import { linkTo } from "../route";
import { t } from "../strings";
import { Card, Intro, Skeleton, shortened } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";
import { ScoreCard } from "../validators/scoreCard";
import { isTrusted, useScoreFile } from "../validators/scoreFile";
import { ask, workPlace } from "../worker/ask";
import type { Listed, ListedRow } from "../worker/protocol";

const ROWS = 100;

function useList(view: View): { list?: Listed; error?: unknown } {
  const pool = usePool();
  const [found, setFound] = useState<{ list?: Listed; error?: unknown }>({});
  const { updates } = view.pool;
  useEffect(() => {
    let isGone = false;
    if (!pool) return;
    ask("validators", { place: workPlace(pool.place) }).then(
      (list) => !isGone && setFound({ list }),
      (error) => !isGone && setFound({ error }),
    );
    return () => {
      isGone = true;
    };
  }, [pool, updates]);
  return found;
}

const COLUMNS = {
  vote: ({ vote }: ListedRow) => vote,
  stake: ({ stake }: ListedRow) => stake,
  share: ({ stake }: ListedRow) => stake,
  target: ({ target }: ListedRow) => target,
  score: ({ score }: ListedRow) => BigInt(score),
  earned: ({ earned }: ListedRow) => earned,
} as const;
type Column = keyof typeof COLUMNS;

function sorted(rows: readonly ListedRow[], by: Column, isRising: boolean): ListedRow[] {
  const of = COLUMNS[by];
  const sign = isRising ? 1 : -1;
  return [...rows].sort((a, b) => (of(a) < of(b) ? -sign : of(a) > of(b) ? sign : 0));
}

export default function Validators({ view }: PageProps) {
  const { list, error } = useList(view);
  return (
    <>
      <Intro title={t.validators.title}>{t.validators.lead}</Intro>
      {error !== undefined && <ProblemNote error={error} />}
      {!list && error === undefined && <Skeleton height={420} />}
      {list?.rows.length === 0 && <p class="quiet">{t.validators.none}</p>}
      {list && list.rows.length > 0 && <List of={list} />}
      <div class="below">
        <ScoreCard />
      </div>
    </>
  );
}

function List({ of: { rows, spread } }: { of: Listed }) {
  const [search, setSearch] = useState("");
  const [by, setBy] = useState<Column>("stake");
  const [isRising, setRising] = useState(false);
  const [page, setPage] = useState(0);
  const staked = useMemo(() => rows.reduce((sum, { stake }) => sum + stake, 0n), [rows]);
  const file = useScoreFile()?.of;
  const reasons = isTrusted(file) ? file.reasons : undefined;
  const wanted = search.trim().toLowerCase();
  const shown = useMemo(() => {
    const matching = wanted === "" ? rows : rows.filter(({ vote }) => vote.toLowerCase().includes(wanted));
    return sorted(matching, by, isRising);
  }, [rows, wanted, by, isRising]);
  const pages = Math.max(1, Math.ceil(shown.length / ROWS));
  const at = Math.min(page, pages - 1);
  const sort = (column: Column) => {
    setRising(column === by ? !isRising : column === "vote");
    setBy(column);
    setPage(0);
  };
  return (
    <div class="stack">
      <Card title={t.validators.concentration}>
        <dl class="facts">
          <div>
            <dt>{t.risk.names.validators}</dt>
            <dd>{whole(rows.length)}</dd>
          </div>
          <div>
            <dt>{t.validators.columns.share}</dt>
            <dd>{t.risk.validators.largest(percentOf(spread.largestBps))}</dd>
          </div>
          <div>
            <dt>{t.validators.concentration}</dt>
            <dd>
              {t.risk.validators.third(whole(spread.toAThird))}
              <span class="small quiet">{t.risk.validators.effective(spread.effective.toFixed(1))}</span>
            </dd>
          </div>
        </dl>
      </Card>
      <Card>
        <div class="row between">
          <div class="field searched">
            <label for="search">{t.validators.search}</label>
            <span class="entry slim">
              <input
                id="search"
                type="search"
                spellcheck={false}
                autocomplete="off"
                value={search}
                onInput={({ currentTarget }) => {
                  setSearch(currentTarget.value);
                  setPage(0);
                }}
              />
            </span>
          </div>
          <span class="small quiet" role="status">
            {t.validators.count(whole(shown.length), whole(rows.length))}
          </span>
        </div>
        {shown.length === 0 ? (
          <p class="quiet">{t.validators.noMatch}</p>
        ) : (
          <table class="folds">
            <caption class="hidden">{t.validators.title}</caption>
            <thead>
              <tr>
                {(Object.keys(COLUMNS) as Column[]).map((column) => (
                  <th
                    key={column}
                    scope="col"
                    class={column === "vote" ? "" : "n"}
                    aria-sort={column === by ? (isRising ? "ascending" : "descending") : undefined}
                  >
                    <button type="button" class="plain" onClick={() => sort(column)}>
                      {t.validators.columns[column]}
                    </button>
                  </th>
                ))}
                {reasons && <th scope="col">{t.scores.decidedBy}</th>}
              </tr>
            </thead>
            <tbody>
              {shown.slice(at * ROWS, (at + 1) * ROWS).map(({ vote, stake, target, score, earned }) => (
                <tr key={vote}>
                  <th scope="row">
                    <a class="address" href={linkTo("validator", vote)} aria-label={t.validators.open(vote)}>
                      {shortened(vote)}
                    </a>
                  </th>
                  <td class="n" data-label={t.validators.columns.stake}>
                    {decimal(stake, { most: 2 })}
                  </td>
                  <td class="n" data-label={t.validators.columns.share}>
                    {shareOf(stake, staked)}
                  </td>
                  <td class="n" data-label={t.validators.columns.target}>
                    {decimal(target, { most: 2 })}
                  </td>
                  <td class="n" data-label={t.validators.columns.score}>
                    {whole(score)}
                  </td>
                  <td class="n" data-label={t.validators.columns.earned}>
                    {decimal(earned, { most: 6 })}
                  </td>
                  {reasons && (
                    <td data-label={t.scores.decidedBy} title={reasons[vote]?.reason}>
                      <span>{t.scores.bindings[reasons[vote]?.binding ?? ""] ?? t.none}</span>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {pages > 1 && (
          <div class="pager">
            <button type="button" class="button slim" disabled={at === 0} onClick={() => setPage(at - 1)}>
              {t.validators.previous}
            </button>
            <span class="small quiet">{t.validators.page(whole(at + 1), whole(pages))}</span>
            <button type="button" class="button slim" disabled={at >= pages - 1} onClick={() => setPage(at + 1)}>
              {t.validators.next}
            </button>
          </div>
        )}
      </Card>
    </div>
  );
}
