import { fetchParts, type Sent } from "@truestake/sdk";
import { minimumsFor, quoteRemoveLiquidity } from "@truestake/sdk/quotes";
import { command } from "../../framework/command";
import { amountOf, amountOrAll } from "../../options/values";
import { UsageError } from "../../output/exit";
import { decimal, tokens as inTokens, sol } from "../../output/words";
import { symbolOf } from "../../reports/token";
import { amount, text } from "../../schema/build";
import { act, actor, doneByEarlierRun, isForLater, isSending } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { balancesOf, ifBalanceOf, partOf, refuseMore } from "../../signing/amounts";
import { told } from "../../signing/told";

interface Removed {
  shares: bigint;
  lamports: bigint;
  tokens: bigint;
  symbol: string;
}

const PARTS = ["clock", "liquidity", "liquidityBalance", "reserveRent"] as const;

export const liquidityRemove = command<Shown<Removed>>({
  name: "remove",
  summary: "redeem shares of the liquidity pool, at any time",
  details:
    "Redeems shares for their part of the liquidity pool's SOL and tokens. Neither a pause nor an old price closes it.",
  arguments: [{ name: "<shares>", summary: "shares as a decimal, or all" }],
  options: [
    { flags: "--minimum-sol <amount>", summary: "the least SOL to receive" },
    { flags: "--minimum-tokens <amount>", summary: "the least tokens to receive" },
  ],
  sends: true,
  schema: actedSchema({ shares: amount, lamports: amount, tokens: amount, symbol: text }),
  run: async (context, { args, options }) => {
    const wanted = amountOrAll("the shares", args.shares ?? "");
    const [reader, owner] = [await context.reader(), await actor(context)];
    const before = isSending(context) ? await doneByEarlierRun(context, reader.deployment) : undefined;
    if (before) return before;
    const balances = await balancesOf(reader, owner);
    const shares = partOf(wanted, balances.shares, "shares");
    refuseMore(context, shares, balances.shares, "shares");
    const least = (name: "minimumSol" | "minimumTokens", flag: string) =>
      options[name] === undefined ? undefined : amountOf(flag, options[name]);
    const minimums = {
      minimumLamportsOut: least("minimumSol", "--minimum-sol"),
      minimumTokensOut: least("minimumTokens", "--minimum-tokens"),
    };
    if (isForLater(context) && Object.values(minimums).includes(undefined)) {
      throw new UsageError("what is signed later needs --minimum-sol and --minimum-tokens");
    }
    if (context.globals.feePayer !== undefined) {
      // What somebody else pays for is planned before it is signed.
      const quote = quoteRemoveLiquidity(await fetchParts(reader.connection, reader.deployment, PARTS), shares);
      const least = minimumsFor(quote, context.sending.slippageBps);
      minimums.minimumLamportsOut ??= least.minimumLamportsOut;
      minimums.minimumTokensOut ??= least.minimumTokensOut;
    }
    const acted = await act(context, {
      question: `Redeem ${decimal(shares)} shares?`,
      run: (client) =>
        client.removeLiquidity({ shares, ...minimums, ifBalance: ifBalanceOf(context, balances.shares) }),
      result: ([sent]) => {
        const { lamports, tokens } = told(sent, "LiquidityRemoved");
        return { ...(sent as Sent), lamports, tokens };
      },
    });
    const symbol = await symbolOf(reader);
    return shown(acted, ({ lamports, tokens }) => ({ shares, lamports, tokens, symbol }));
  },
  text: (result, { io }) =>
    actedText(
      result,
      io.width,
      ({ shares, lamports, tokens, symbol }) =>
        `${decimal(shares)} shares gave ${sol(lamports)} and ${inTokens(tokens, symbol)}`,
    ),
});
