import { fetchParts, fetchStakeAccount, type Sent } from "@truestake/sdk";
import { quoteDepositSol } from "@truestake/sdk/quotes";
import { command } from "../../framework/command";
import { addressOf, amountOrAll } from "../../options/values";
import { UsageError } from "../../output/exit";
import { facts } from "../../output/table";
import { tokens as inTokens, sol } from "../../output/words";
import { symbolOf } from "../../reports/token";
import { amount, text } from "../../schema/build";
import { act, actor } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { allLamports, balancesOf, ifBalanceOf, leastOf, MINIMUM_OPTION } from "../../signing/amounts";
import { told } from "../../signing/told";

interface Staked {
  lamports: bigint;
  tokens: bigint;
  symbol: string;
}

const QUOTED = ["clock", "liquidity", "treasuryReceives", "mintSupply", "reserveBalance", "reserveRent"] as const;

export const stakeIn = command<Shown<Staked>>({
  name: "in",
  summary: "deposit SOL, or an active stake account, for tokens",
  details:
    "Deposits SOL for pool tokens; `all` keeps 0.01 SOL for fees and rents. With --stake-account it deposits that stake account instead, whole. Where the pool is out of date, the missing cranks run first, two transactions at most.",
  arguments: [{ name: "[amount]", summary: "SOL as a decimal, or all" }],
  options: [
    MINIMUM_OPTION,
    { flags: "--stake-account <address>", summary: "deposit this stake account of the wallet's" },
    { flags: "--referrer <address>", summary: "token account that receives its share of the deposit fee" },
  ],
  sends: true,
  schema: actedSchema({ lamports: amount, tokens: amount, symbol: text }),
  run: async (context, { args, options }) => {
    const { stakeAccount, minimum, referrer } = options;
    if ((args.amount === undefined) === (stakeAccount === undefined)) {
      throw new UsageError("name either an amount of SOL, or --stake-account");
    }
    const [reader, owner] = [await context.reader(), await actor(context)];
    const symbol = await symbolOf(reader);
    if (stakeAccount !== undefined) {
      const stake = addressOf("--stake-account", stakeAccount);
      const { lamports } = await fetchStakeAccount(reader.connection, stake);
      const minimumTokensOut = await leastOf(context, minimum, async () => {
        throw new UsageError("a stake account that is deposited later needs --minimum");
      });
      const acted = await act(context, {
        question: `Deposit the stake account ${stake.toBase58()}, ${sol(lamports)}?`,
        run: (client) => client.depositStakeAccount({ stake, minimumTokensOut }),
        result: ([sent]) => ({ ...(sent as Sent), tokens: told(sent, "StakeAccountDeposited").tokens }),
      });
      return shown(acted, ({ tokens }) => ({ lamports, tokens, symbol }));
    }
    const wanted = amountOrAll("the amount", args.amount ?? "");
    const balances = await balancesOf(reader, owner);
    const lamports = wanted === "all" ? await allLamports(reader, balances) : wanted;
    const minimumTokensOut = await leastOf(context, minimum, async () => {
      const parts = await fetchParts(reader.connection, reader.deployment, QUOTED);
      return quoteDepositSol(parts, { lamports, referred: referrer !== undefined }).tokens;
    });
    const acted = await act(context, {
      question: `Deposit ${sol(lamports)}${minimum === undefined ? "" : `, for at least ${inTokens(minimumTokensOut ?? 0n, symbol)}`}?`,
      run: (client) =>
        client.depositSol({
          ...{ lamports, minimumTokensOut },
          referrer: referrer === undefined ? undefined : addressOf("--referrer", referrer),
          ifBalance: ifBalanceOf(context, balances.tokens),
        }),
      result: ([sent]) => ({ ...(sent as Sent), tokens: told(sent, "SolDeposited").tokens }),
    });
    return shown(acted, ({ tokens }) => ({ lamports, tokens, symbol }));
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ lamports, tokens, symbol }) =>
      facts(
        [
          ["deposited", sol(lamports)],
          ["received", inTokens(tokens, symbol)],
        ],
        io.width,
      ),
    ),
});
