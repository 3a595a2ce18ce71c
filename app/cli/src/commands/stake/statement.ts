import fs from "node:fs";
import { resolved } from "../../context/config";
import { command } from "../../framework/command";
import { wholeOf } from "../../options/values";
import { UsageError } from "../../output/exit";
import { decimal } from "../../output/words";
import { type Period, type Row, type Statement, statementOf } from "../../reports/statement";
import {
  address,
  amount,
  list,
  object,
  orNull,
  price,
  signature,
  signedAmount,
  text,
  time,
  yes,
} from "../../schema/build";

interface Shown extends Statement {
  /** Worth of each epoch's closing in another currency, by the prices that were given. */
  fiat: { epoch: bigint; date: string; price: string; worth: string }[] | null;
}

const row = object({
  ...{ time: orNull(time), epoch: amount, slot: amount, signature, what: text, tokens: signedAmount },
  ...{ shares: signedAmount, lamports: signedAmount, fee: signedAmount, rent: signedAmount },
  explained: yes,
});

/** Prices of SOL by date: lines of `2026-11-26,142.50`. */
function pricesOf(content: string, file: string): Map<string, string> {
  const prices = new Map<string, string>();
  for (const [at, line] of content.split(/\r?\n/).entries()) {
    if (line.trim() === "" || (at === 0 && /^date/i.test(line))) continue;
    const [, date, value] = /^(\d{4}-\d{2}-\d{2})\s*,\s*(\d+(?:\.\d{1,9})?)\s*$/.exec(line) ?? [];
    if (!date || !value) throw new UsageError(`${file}:${at + 1}:1: a line such as 2026-11-26,142.50 is needed`);
    prices.set(date, value);
  }
  return prices;
}

const NANO = 1_000_000_000n;

/** Lamports times a price, as an exact decimal cut to nine digits. */
function times(lamports: bigint, value: string): string {
  const [whole = "0", rest = ""] = value.split(".");
  return decimal((lamports * BigInt(whole + rest.padEnd(9, "0"))) / NANO);
}

function fiatOf(periods: readonly Period[], prices: ReadonlyMap<string, string>): Shown["fiat"] {
  return periods.flatMap(({ epoch, worth, rows }) => {
    const date = rows.at(-1)?.time?.slice(0, 10);
    const value = date === undefined ? undefined : prices.get(date);
    return date === undefined || value === undefined || worth === null
      ? []
      : [{ epoch, date, price: value, worth: times(worth, value) }];
  });
}

const HEAD = "epoch,time,what,tokens,shares,SOL,fee SOL,rent SOL,signature";

/** A field of a line, quoted where a comma would end it. */
const field = (content: string): string => (/[",\n]/.test(content) ? `"${content.replace(/"/g, '""')}"` : content);

function csv({ periods, gaps }: Statement): string {
  const line = ({ epoch, time: at, what, tokens, shares, lamports, fee, rent, signature: id, explained }: Row) => {
    const says = explained ? what : `${what} (not explained)`;
    return [epoch, at ?? "", says, ...[tokens, shares, lamports, fee, rent].map(decimal), id].join(",");
  };
  const lines = periods.flatMap(({ epoch, opening, openingLamports, rows, closing, closingLamports, balances }) => [
    `${epoch},,opening,${decimal(opening)},,${decimal(openingLamports)},,,`,
    ...rows.map(line),
    `${epoch},,${balances ? "closing" : "closing (does not add up)"},${decimal(closing)},,${decimal(closingLamports)},,,`,
  ]);
  const missing = gaps.map(
    ({ says, tokens, lamports, after, before }) =>
      `,,${field(`gap: ${says}`)},${decimal(tokens)},,${decimal(lamports)},,,${after ?? before ?? ""}`,
  );
  return [HEAD, ...lines, ...missing].join("\n");
}

/** The most epochs that can be asked for. */
const ALL = 1_000_000;

export const statement = command<Shown>({
  name: "statement",
  summary: "what a wallet did, epoch by epoch, as CSV or JSON",
  details:
    "Tokens, shares, SOL, fees and rent of every transaction of the wallet, its token accounts and its tickets, by epoch, in UTC; failed ones too, for their fees. Opening plus rows is closing, or the epoch is marked; a row whose SOL its instructions do not account for is marked; what the node does not keep, or what is more than 5,000 transactions back, is named as a gap and never made up. Rent is what the wallet itself paid or got back. -k may be an address. --prices joins a currency: lines of date and price of SOL.",
  options: [
    { flags: "--epochs <count>", summary: "the last epochs only, this one included" },
    { flags: "--prices <file>", summary: "CSV with lines such as 2026-11-26,142.50" },
  ],
  schema: object({
    ...{ wallet: address, mint: address, complete: yes },
    periods: list(
      object({
        ...{ epoch: amount, opening: amount, openingLamports: amount, rows: list(row), closing: amount },
        ...{ closingLamports: amount, balances: yes, price: orNull(price) },
        worth: orNull(amount),
      }),
    ),
    gaps: list(
      object({
        ...{ after: orNull(signature), before: orNull(signature) },
        ...{ tokens: signedAmount, lamports: signedAmount, says: text },
      }),
    ),
    fiat: orNull(list(object({ epoch: amount, date: text, price: text, worth: text }))),
  }),
  run: async (context, { options }) => {
    const { prices: file } = options;
    const epochs = options.epochs === undefined ? undefined : wholeOf("--epochs", options.epochs, 1, ALL);
    let prices: Map<string, string> | undefined;
    if (file !== undefined) {
      const whole = resolved(context.io, file);
      if (!fs.existsSync(whole)) throw new UsageError(`${file}: there is no such file`);
      prices = pricesOf(fs.readFileSync(whole, "utf8"), file);
    }
    const { address: wallet } = await context.signer();
    const found = await context.ask("getTransaction", async (connection) =>
      statementOf(await context.reader(), connection, wallet, epochs === undefined ? {} : { epochs }),
    );
    return { ...found, fiat: prices ? fiatOf(found.periods, prices) : null };
  },
  text: csv,
});
