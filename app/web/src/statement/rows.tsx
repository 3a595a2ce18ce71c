// Every transaction of a statement, newest first: what the balances of its epochs are made of.
import { type Row, type Statement, whatInWords } from "@truestake/sdk/statement";
import { decimal, whole } from "../format/amounts";
import { dateOf } from "../format/time";
import { t } from "../strings";
import { Address, StatusWord } from "../ui/pieces";

/** More than that are in the file alone. */
const SHOWN = 100;

const COLUMNS = ["tokens", "shares", "lamports", "fee", "rent"] as const;

const momentOf = ({ time }: Row): string => (time === null ? "" : dateOf(BigInt(Date.parse(time)) / 1_000n));

export function Rows({ of: { periods } }: { of: Statement }) {
  const { columns, rowColumns } = t.statement;
  const all = periods.flatMap(({ rows }) => rows).reverse();
  if (all.length === 0) return null;
  return (
    <details>
      <summary>{t.statement.rows(whole(all.length))}</summary>
      {all.length > SHOWN && <p class="small quiet">{t.statement.rowsMore(whole(SHOWN))}</p>}
      <div class="scroll">
        <table class="folds">
          <caption class="small quiet">{t.statement.rowsWhy}</caption>
          <thead>
            <tr>
              <th scope="col">{rowColumns.what}</th>
              <th scope="col">{rowColumns.when}</th>
              {COLUMNS.map((column) => (
                <th key={column} scope="col" class="n">
                  {rowColumns[column]}
                </th>
              ))}
              <th scope="col">{rowColumns.signature}</th>
            </tr>
          </thead>
          <tbody>
            {all.slice(0, SHOWN).map((row) => (
              <tr key={`${row.signature} ${row.what}`}>
                <th scope="row">
                  {t.statement.what(whatInWords(row.what))}
                  {!row.explained && <StatusWord of="watch">{t.statement.unexplained}</StatusWord>}
                </th>
                <td data-label={rowColumns.when}>
                  <span>{t.statement.when(momentOf(row), columns.epoch, whole(row.epoch))}</span>
                </td>
                {COLUMNS.map((column) => (
                  <td key={column} class="n" data-label={rowColumns[column]}>
                    {row[column] === 0n ? "" : decimal(row[column])}
                  </td>
                ))}
                <td data-label={rowColumns.signature}>
                  <Address of={row.signature} label={rowColumns.signature} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
