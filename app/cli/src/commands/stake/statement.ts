import fs from "node:fs";
import { type GapReason, type Period, type Statement, statementCsv, statementOf } from "@truestake/sdk/statement";
import { resolved } from "../../context/config";
import { command } from "../../framework/command";
import { wholeOf } from "../../options/values";
import { UsageError } from "../../output/exit";
import { decimal } from "../../output/words";
import {
  address,
  amount,
  list,
  object,
  one,
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

const GAP_REASONS = ["cut", "lost", "unread", "begins", "between", "end"] as const satisfies readonly GapReason[];

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
        ...{ tokens: signedAmount, lamports: signedAmount, why: one(...GAP_REASONS), says: text },
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
      statementOf(connection, await context.deployment(), wallet, epochs === undefined ? {} : { epochs }),
    );
    return { ...found, fiat: prices ? fiatOf(found.periods, prices) : null };
  },
  text: statementCsv,
});
