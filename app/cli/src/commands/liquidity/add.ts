import { fetchParts, type Sent } from "@truestake/sdk";
import { quoteAddLiquidity } from "@truestake/sdk/quotes";
import { command } from "../../framework/command";
import { amountOrAll } from "../../options/values";
import { decimal, sol } from "../../output/words";
import { amount } from "../../schema/build";
import { act, actor } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { allLamports, balancesOf, ifBalanceOf, leastOf, MINIMUM_OPTION } from "../../signing/amounts";
import { told } from "../../signing/told";

interface Added {
  lamports: bigint;
  shares: bigint;
}

export const liquidityAdd = command<Shown<Added>>({
  name: "add",
  summary: "lend SOL to the liquidity pool for shares of it",
  arguments: [{ name: "<amount>", summary: "SOL as a decimal, or all" }],
  options: [MINIMUM_OPTION],
  sends: true,
  schema: actedSchema({ lamports: amount, shares: amount }),
  run: async (context, { args, options }) => {
    const wanted = amountOrAll("the amount", args.amount ?? "");
    const [reader, owner] = [await context.reader(), await actor(context)];
    const balances = await balancesOf(reader, owner);
    const lamports = wanted === "all" ? await allLamports(reader, balances) : wanted;
    const minimumSharesOut = await leastOf(context, options.minimum, async () => {
      const parts = await fetchParts(reader.connection, reader.deployment, ["clock", "liquidity"]);
      return quoteAddLiquidity(parts, lamports).shares;
    });
    const least = options.minimum === undefined ? "" : `, for at least ${decimal(minimumSharesOut ?? 0n)} shares`;
    const acted = await act(context, {
      question: `Add ${sol(lamports)} to the liquidity pool${least}?`,
      run: (client) =>
        client.addLiquidity({ lamports, minimumSharesOut, ifBalance: ifBalanceOf(context, balances.shares) }),
      result: ([sent]) => ({ ...(sent as Sent), shares: told(sent, "LiquidityAdded").shares }),
    });
    return shown(acted, ({ shares }) => ({ lamports, shares }));
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ lamports, shares }) => `${sol(lamports)} gave ${decimal(shares)} shares`),
});
