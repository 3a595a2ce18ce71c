// The pool's validators, a hundred at a time, with what each has and what it should have.
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { PageProps } from "../app";
import { usePool } from "../data/session";
import { decimal, percentOf, shareOf, whole } from "../format/amounts";
import { linkTo } from "../route";
import { useBonds } from "../steward/use";
import { t } from "../strings";
import { Age } from "../ui/age";
import { Card, Intro, Skeleton, shortened } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";
import type { Column } from "../validators/column";
import { ScoreCard } from "../validators/scoreCard";
import { isTrusted, useScoreFile } from "../validators/scoreFile";
import { workPlace } from "../worker/ask";
import type { Listed, ListedRow, ScoreFile } from "../worker/protocol";
import { useAnswer } from "../worker/useAnswer";

const ROWS = 100;
const VOTE = "vote";

const columns = t.validators.columns;

/** What every pool has to say of its validators, beside their addresses. */
function baseOf(staked: bigint): Column[] {
  return [
    {
      ...{ key: "stake", title: columns.stake, isNumber: true },
      by: ({ stake }) => stake,
      cell: ({ stake }) => decimal(stake, { most: 2 }),
    },
    {
      ...{ key: "share", title: columns.share, isNumber: true },
      by: ({ stake }) => stake,
      cell: ({ stake }) => shareOf(stake, staked),
    },
    {
      ...{ key: "target", title: columns.target, isNumber: true },
      by: ({ target }) => target,
      cell: ({ target }) => decimal(target, { most: 2 }),
    },
    {
      ...{ key: "score", title: columns.score, isNumber: true },
      by: ({ score }) => BigInt(score),
      cell: ({ score }) => whole(score),
    },
    {
      ...{ key: "earned", title: columns.earned, isNumber: true },
      by: ({ earned }) => earned,
      cell: ({ earned }) => decimal(earned, { most: 6 }),
    },
  ];
}

/** Why each has its score, by a published file. */
const reasonsColumn = (reasons: ScoreFile["reasons"]): Column => ({
  ...{ key: "reason", title: t.scores.decidedBy, isNumber: false },
  cell: ({ vote }) => (
    <span title={reasons[vote]?.reason}>{t.scores.bindings[reasons[vote]?.binding ?? ""] ?? t.none}</span>
  ),
});

const ofVote = ({ vote }: ListedRow): string => vote;

function sorted(rows: readonly ListedRow[], of: (row: ListedRow) => bigint | string, isRising: boolean): ListedRow[] {
  const sign = isRising ? 1 : -1;
  return [...rows].sort((a, b) => (of(a) < of(b) ? -sign : of(a) > of(b) ? sign : 0));
}

export default function Validators({ view }: PageProps) {
  const pool = usePool();
  const { answered, error, again } = useAnswer(view, "validators", pool && { place: workPlace(pool.place) });
  const list = answered?.of;
  const { isManaged, parts, bonds, error: failed, again: retry } = useBonds(view);
  // What a steward says of each is in the same table: it is drawn once, when all of that is there.
  const isWhole = !isManaged || failed !== undefined || (parts && bonds);
  const extra = useMemo(() => (parts && bonds ? parts.columnsOf(bonds, view) : NONE), [parts, bonds, view]);
  return (
    <>
      <Intro title={t.validators.title}>{t.validators.lead}</Intro>
      <div class="stack">
        {error !== undefined && <ProblemNote error={error} onAgain={again} />}
        {failed !== undefined && <ProblemNote error={failed} onAgain={retry} />}
        {(!list || !isWhole) && error === undefined && <Skeleton height={420} />}
        {parts && bonds && <parts.Summary bonds={bonds} view={view} />}
        {list?.rows.length === 0 && <p class="quiet">{t.validators.none}</p>}
        {answered && list && isWhole && list.rows.length > 0 && (
          <List of={list} extra={extra} age={<Age of={answered.moment} view={view} />} again={again} />
        )}
      </div>
      {/* A steward's scores follow its own rules, by nobody's file. */}
      {!isManaged && (
        <div class="below">
          <ScoreCard view={view} />
        </div>
      )}
    </>
  );
}

const NONE: readonly Column[] = [];

interface ListProps {
  of: Listed;
  extra: readonly Column[];
  age: ComponentChildren;
  again(): void;
}

function List({ of: { rows, spread }, extra, age, again }: ListProps) {
  const [search, setSearch] = useState("");
  const [by, setBy] = useState("stake");
  const [isRising, setRising] = useState(false);
  const [page, setPage] = useState(0);
  const staked = useMemo(() => rows.reduce((sum, { stake }) => sum + stake, 0n), [rows]);
  const file = useScoreFile()?.of;
  const reasons = isTrusted(file) ? file.reasons : undefined;
  const all = useMemo(
    () => [...baseOf(staked), ...extra, ...(reasons && extra.length === 0 ? [reasonsColumn(reasons)] : [])],
    [staked, extra, reasons],
  );
  const wanted = search.trim().toLowerCase();
  const shown = useMemo(() => {
    const matching = wanted === "" ? rows : rows.filter(({ vote }) => vote.toLowerCase().includes(wanted));
    return sorted(matching, all.find(({ key }) => key === by)?.by ?? ofVote, isRising);
  }, [rows, wanted, all, by, isRising]);
  const pages = Math.max(1, Math.ceil(shown.length / ROWS));
  const at = Math.min(page, pages - 1);
  const sort = (column: string) => {
    setRising(column === by ? !isRising : column === VOTE);
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
          <span class="row">
            <span class="small quiet" role="status">
              {t.validators.count(whole(shown.length), whole(rows.length))}
            </span>
            {age}
            <button type="button" class="plain small" onClick={again}>
              {t.fresh.readAgain}
            </button>
          </span>
        </div>
        {shown.length === 0 ? (
          <p class="quiet">{t.validators.noMatch}</p>
        ) : (
          <div class={extra.length > 0 ? "scroll" : ""}>
            <table class="folds">
              <caption class="hidden">{t.validators.title}</caption>
              <thead>
                <tr>
                  {[{ key: VOTE, title: columns.vote, isNumber: false, by: ofVote }, ...all].map((column) => (
                    <th
                      key={column.key}
                      scope="col"
                      class={column.isNumber ? "n" : ""}
                      aria-sort={column.key === by ? (isRising ? "ascending" : "descending") : undefined}
                    >
                      {column.by ? (
                        <button type="button" class="plain" onClick={() => sort(column.key)}>
                          {column.title}
                        </button>
                      ) : (
                        column.title
                      )}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {shown.slice(at * ROWS, (at + 1) * ROWS).map((row) => (
                  <tr key={row.vote}>
                    <th scope="row">
                      <a class="address" href={linkTo("validator", row.vote)} aria-label={t.validators.open(row.vote)}>
                        {shortened(row.vote)}
                      </a>
                    </th>
                    {all.map(({ key, title, isNumber, cell }) => (
                      <td key={key} class={isNumber ? "n" : ""} data-label={title}>
                        {cell(row)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
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
