import { csvField, decimal } from "../words";
import type { Row, Statement } from "./statement";

const HEAD = "epoch,time,what,tokens,shares,SOL,fee SOL,rent SOL,signature";

/**
 * What happened in a row of a statement, in words: `SolDeposited+TicketClaimed` is "SOL deposited + ticket claimed".
 *
 * @example
 * ```ts
 * import { whatInWords } from "@truestake/sdk/statement";
 *
 * console.log(whatInWords("SolDeposited"));
 * ```
 */
export const whatInWords = (what: string): string =>
  what
    .split("+")
    .map((event) =>
      event.replace(/(?<!^)[A-Z]/g, (letter) => ` ${letter}`).replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
    )
    .map((event) => event.replace(/\bsol\b/, "SOL"))
    .join(" + ");

/**
 * A statement as comma-separated values with exact decimals: a line for each row, for each epoch's opening and closing, and for each
 * gap, which has no epoch. Events are in words: `SolDeposited` is "SOL deposited".
 *
 * @example
 * ```ts
 * import { statementCsv, statementOf } from "@truestake/sdk/statement";
 *
 * console.log(statementCsv(await statementOf(connection, client.deployment, owner)));
 * ```
 */
export function statementCsv({ periods, gaps }: Statement): string {
  const line = ({ epoch, time: at, what, tokens, shares, lamports, fee, rent, signature: id, explained }: Row) => {
    const says = explained ? whatInWords(what) : `${whatInWords(what)} (not explained)`;
    return [epoch, at ?? "", says, ...[tokens, shares, lamports, fee, rent].map(decimal), id].join(",");
  };
  const lines = periods.flatMap(({ epoch, opening, openingLamports, rows, closing, closingLamports, balances }) => [
    `${epoch},,opening,${decimal(opening)},,${decimal(openingLamports)},,,`,
    ...rows.map(line),
    `${epoch},,${balances ? "closing" : "closing (does not add up)"},${decimal(closing)},,${decimal(closingLamports)},,,`,
  ]);
  const missing = gaps.map(
    ({ says, tokens, lamports, after, before }) =>
      `,,${csvField(`gap: ${says}`)},${decimal(tokens)},,${decimal(lamports)},,,${after ?? before ?? ""}`,
  );
  return [HEAD, ...lines, ...missing].join("\n");
}
