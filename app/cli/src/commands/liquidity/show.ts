import { fetchParts, TruestakeError } from "@truestake/sdk";
import { countedLamports, feeCurve, liquidityFeesAt, releasedTokens } from "@truestake/sdk/quotes";
import { command } from "../../framework/command";
import { facts, table } from "../../output/table";
import { decimal, tokens as inTokens, percent, sol } from "../../output/words";
import { symbolOf } from "../../reports/token";
import { amount, list, number, object, orNull, text, whole } from "../../schema/build";

interface Liquidity {
  lamports: bigint;
  /** What the fee goes by: it follows the SOL up and down at a bounded speed. */
  counted: bigint;
  tokens: bigint;
  tokensOnSale: bigint;
  symbol: string;
  shares: bigint;
  lockedShares: bigint;
  cap: bigint | null;
  fees: { target: bigint; min: number; max: number; treasuryCut: number };
  curve: { left: bigint; rateBps: number; payout: bigint | null; fee: bigint | null }[];
}

const PARTS = ["clock", "liquidity", "liquidityBalance", "reserveRent"] as const;
/** Points of the line that the table leaves out between two. */
const SHOWN_EVERY = 8;
const NONE = 0xffff_ffff_ffff_ffffn;

export const liquidityShow = command<Liquidity>({
  name: "show",
  summary: "what the liquidity pool holds, and what sales cost",
  schema: object({
    ...{
      lamports: amount,
      counted: amount,
      tokens: amount,
      tokensOnSale: amount,
      symbol: text,
      shares: amount,
      lockedShares: amount,
    },
    cap: orNull(amount),
    fees: object({ target: amount, min: whole, max: whole, treasuryCut: whole }),
    curve: list(object({ left: amount, rateBps: number, payout: orNull(amount), fee: orNull(amount) })),
  }),
  run: async (context) => {
    const client = await context.reader();
    const snapshot = await fetchParts(client.connection, client.deployment, PARTS);
    const { liquidity: lp, pool, clock } = snapshot;
    if (!lp) throw new TruestakeError("AccountMissing", "the pool has no liquidity pool");
    const { target, min, max, treasuryCut } = liquidityFeesAt(lp, pool.updates);
    return {
      ...{
        lamports: lp.solLamports,
        counted: countedLamports(snapshot),
        tokens: lp.tokenAmount,
        tokensOnSale: releasedTokens(lp, clock),
      },
      ...{ symbol: await symbolOf(client), shares: lp.shares, lockedShares: lp.lockedShares },
      cap: lp.cap === NONE ? null : lp.cap,
      fees: { target, min, max, treasuryCut },
      curve: feeCurve(snapshot).map(({ left, rate, payout, fee }) => ({
        ...{ left, rateBps: rate, payout: payout ?? null, fee: fee ?? null },
      })),
    };
  },
  text: ({ lamports, counted, tokens, tokensOnSale, symbol, shares, cap, fees, curve }, { io }) => {
    const head = facts(
      [
        [
          "SOL",
          counted < lamports
            ? `${sol(lamports)}, ${sol(counted)} of which counts for the fee now: it follows the SOL slowly, so that lending to it for a moment changes no rate`
            : sol(lamports),
        ],
        ["tokens", `${inTokens(tokens, symbol)}, ${decimal(tokensOnSale)} of them on sale to depositors`],
        ["shares", decimal(shares)],
        ["cap", cap === null ? "none" : sol(cap)],
        [
          "fee",
          `${percent(fees.min)} from ${sol(fees.target)} on, ${percent(fees.max)} with none left; ${percent(fees.treasuryCut)} of it to the treasury`,
        ],
      ],
      io.width,
    );
    const rows = table(
      // All of it is in the JSON.
      curve.filter(({ payout }, at) => payout !== null && at % SHOWN_EVERY === 0),
      [
        { title: "SOL paid out", of: ({ payout }) => decimal(payout ?? 0n), isNumber: true },
        { title: "fee", of: ({ fee }) => decimal(fee ?? 0n), isNumber: true },
        { title: "left", of: ({ left }) => decimal(left), isNumber: true },
        { title: "rate there", of: ({ rateBps }) => `${(rateBps / 100).toFixed(2)} %`, isNumber: true },
      ],
      io.width,
    );
    return `${head}\n\n${rows}`;
  },
});
