import { type Deployment, decodeInstruction, isError, type Sent } from "@truestake/sdk";
import type { Context } from "../../context/context";
import { command } from "../../framework/command";
import { amountOf, amountOrAll } from "../../options/values";
import { RefusedError, UsageError } from "../../output/exit";
import { facts, table } from "../../output/table";
import { decimal, tokens as inTokens, sol, span } from "../../output/words";
import { type ShownWay, WAYS, type Way, waysOf } from "../../reports/exits";
import { symbolOf } from "../../reports/token";
import {
  address,
  amount,
  either,
  list,
  object,
  one,
  orNull,
  type Schema,
  text,
  time,
  whole,
  yes,
} from "../../schema/build";
import { act, actor, doneByEarlierRun, isForLater, isSending } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import {
  balancesOf,
  ifBalanceOf,
  leastOf,
  MINIMUM_OPTION,
  partOf,
  refuseLess,
  refuseMore,
} from "../../signing/amounts";
import { doneBefore, type Landed } from "../../signing/earlier";
import { refreshFirst } from "../../signing/refresh";
import { told } from "../../signing/told";

/** What the user was told elsewhere. */
interface Market {
  lamports: bigint | null;
  says: string;
}

interface Out {
  way: Way;
  tokens: bigint;
  symbol: string;
  /** What arrived, or what the ticket pays at most, or the stake that was taken. */
  lamports: bigint;
  ticket: string | null;
  stakeAccounts: string[];
  next: string;
}

type Result = { mode: "ways"; tokens: bigint; symbol: string; ways: ShownWay[]; market: Market } | Shown<Out>;

const shownWay: Schema = object({
  ...{ way: one(...WAYS), possible: yes, refusal: orNull(text), least: amount, lamports: amount, fee: amount },
  ...{ rent: amount, waitEpochs: amount, waitSeconds: whole, ready: time },
});
const market = object({ lamports: orNull(amount), says: text });

const NAMES: Record<Way, string> = { liquid: "at once", ticket: "by ticket", stake: "stake account" };

export function waysText(ways: readonly ShownWay[], { lamports, says }: Market, width: number): string {
  const rows = [
    ...ways.map((way) => ({
      name: way.way,
      least: way.possible ? decimal(way.least) : "-",
      fee: way.possible ? decimal(way.fee) : "-",
      wait: !way.possible ? "closed" : way.waitSeconds === 0 ? "now" : `${way.ready} (${span(way.waitSeconds)})`,
    })),
    { name: "market", least: lamports === null ? "no quote" : decimal(lamports), fee: "", wait: says },
  ];
  const shownRows = table(
    rows,
    [
      { title: "way", of: ({ name }) => name },
      { title: "least SOL", of: ({ least }) => least, isNumber: true },
      { title: "fee", of: ({ fee }) => fee, isNumber: true },
      { title: "SOL in hand", of: ({ wait }) => wait },
    ],
    width,
  );
  const closed = ways.filter(({ possible }) => !possible).map(({ way, refusal }) => [way, refusal ?? ""] as const);
  return closed.length > 0 ? `${shownRows}\n\n${facts(closed, width)}` : shownRows;
}

function wayOf(given: string): Way {
  const found = WAYS.find((way) => way === given);
  if (!found) throw new UsageError(`--by: "${given}" is none of ${WAYS.join(", ")}`);
  return found;
}

/** Tokens that transactions have burned for stake accounts. */
function burnedIn(landed: readonly Landed[], { programId }: Deployment): bigint {
  const own = landed.flatMap(({ instructions }) => instructions.filter((each) => each.programId.equals(programId)));
  return own.reduce((sum, instruction) => {
    const { name, args } = decodeInstruction(instruction) ?? {};
    return name === "withdrawStakeAccount" ? sum + (args?.tokens as bigint) : sum;
  }, 0n);
}

const isSimulated = ({ globals }: Context): boolean => globals.dryRun === true;

export const stakeOut = command<Result>({
  name: "out",
  summary: "turn tokens into SOL: all ways side by side, then the chosen one",
  details:
    "Without --by it shows every way: at once through the liquidity pool, by a ticket at the true price, or as stake accounts, which their owner deactivates. On a terminal it then asks which to take. A market is not asked: --market-quote shows what you were offered elsewhere beside it.",
  arguments: [{ name: "<amount>", summary: "tokens as a decimal, or all" }],
  options: [
    { flags: "--by <way>", summary: WAYS.join(", ") },
    MINIMUM_OPTION,
    { flags: "--market-quote <sol>", summary: "what a market offers for the same tokens" },
  ],
  sends: true,
  schema: either(
    object({ mode: one("ways"), tokens: amount, symbol: text, ways: list(shownWay), market }),
    actedSchema({
      ...{ way: one(...WAYS), tokens: amount, symbol: text, lamports: amount, ticket: orNull(address) },
      ...{ stakeAccounts: list(address), next: text },
    }),
  ),
  run: async (context, { args, options }): Promise<Result> => {
    const wanted = amountOrAll("the amount", args.amount ?? "");
    const [reader, owner] = [await context.reader(), await actor(context)];
    let by = options.by === undefined ? undefined : wayOf(options.by);
    // What an earlier run has done of it is not done again.
    const before = by && isSending(context) ? await doneBefore(context, reader.deployment) : [];
    const [balances, symbol] = [await balancesOf(reader, owner), await symbolOf(reader)];
    const burned = by === "stake" && wanted !== "all" ? burnedIn(before, reader.deployment) : 0n;
    const isDone = wanted === "all" ? balances.tokens === 0n : by !== "stake" || burned >= wanted;
    if (before.length > 0 && isDone) {
      const done = await doneByEarlierRun(context, reader.deployment);
      if (done) return done;
    }
    const asked = partOf(wanted, balances.tokens, "tokens");
    const tokens = asked - burned;
    if (burned > 0n) {
      context.note(`An earlier run gave ${inTokens(burned, symbol)}: it goes on with ${inTokens(tokens, symbol)}.`);
    }
    const { slippageBps } = context.sending;
    let { ways, plan } = await waysOf(reader, tokens, slippageBps);
    const quote = options.marketQuote === undefined ? null : amountOf("--market-quote", options.marketQuote);
    const market = { lamports: quote, says: quote === null ? "" : "as you were told" };
    if (by === undefined) {
      const { ask } = context.io;
      const isAsked = ask && context.output === "table";
      if (context.globals.yes) throw new UsageError(`--yes needs --by, the way to take: ${WAYS.join(", ")}`);
      if (!isAsked) return { mode: "ways", tokens, symbol, ways, market };
      context.note(waysText(ways, market, context.io.width));
      const answer = (await ask(`Which way for ${inTokens(tokens, symbol)}? [${WAYS.join("/")}/none] `)).trim();
      if (answer === "none" || answer === "") throw new RefusedError("nothing was sent: no way was chosen");
      by = wayOf(answer);
    }
    refuseMore(context, tokens, balances.tokens, "tokens");
    const given = options.minimum === undefined ? undefined : amountOf("--minimum", options.minimum);
    const isStale = () => isError(plan[by as Way].refusal, "PoolOutOfDate", "EpochRewardsActive");
    if (isStale() && given === undefined && isSending(context)) {
      await refreshFirst(context);
      ({ ways, plan } = await waysOf(reader, tokens, slippageBps));
    }
    const { refusal } = plan[by];
    // Without a quote only a minimum that was named, or a simulation, makes sense while the cranks are missing.
    if (refusal && !(isStale() && (given !== undefined || isSimulated(context)))) throw refusal;
    const chosen = ways.find(({ way }) => way === by) as ShownWay;
    const share = given === undefined || burned === 0n ? given : (given * tokens + asked - 1n) / asked;
    const fromQuote = chosen.possible ? chosen.least : undefined;
    // The number in the question is the one that the program holds to.
    const least = share ?? (await leastOf(context, undefined, async () => chosen.lamports)) ?? fromQuote;
    if (chosen.possible) refuseLess(context, chosen.lamports, share, "SOL");
    const question = `${inTokens(tokens, symbol)} ${NAMES[by]}, for at least ${sol(least ?? 0n)}?`;
    const ifBalance = ifBalanceOf(context, balances.tokens);
    const out = (of: Partial<Out>): Out => ({
      ...{ way: by, tokens, symbol, lamports: chosen.lamports, ticket: null, stakeAccounts: [], next: "" },
      ...of,
    });
    switch (by) {
      case "liquid": {
        const acted = await act(context, {
          question,
          run: (client) => client.liquidUnstake({ tokens, minimumLamportsOut: least, ifBalance }),
          result: ([sent]) => ({ ...(sent as Sent), lamports: told(sent, "LiquidUnstaked").lamports }),
        });
        return shown(acted, ({ lamports }) => out({ lamports, next: "the SOL is in the wallet" }));
      }
      case "ticket": {
        const acted = await act(context, {
          question,
          run: (client) => client.orderUnstake({ tokens, minimumLamportsOut: least }),
          result: ([sent]) => {
            const { ticket, nonce } = told(sent, "UnstakeOrdered");
            return { ticket, nonce, sent };
          },
        });
        return shown(acted, ({ ticket, sent }) => {
          const { orderedLamports } = told(sent, "UnstakeOrdered");
          const next = `from ${chosen.ready} on: truestake ticket claim`;
          return out({ ticket: ticket.toBase58(), lamports: orderedLamports, next });
        });
      }
      case "stake": {
        const isOne = isForLater(context) || context.globals.feePayer !== undefined;
        if (isOne && plan.stake.withdrawals.length > 1) {
          throw new UsageError(
            `this takes ${plan.stake.withdrawals.length} stake accounts, and a message has room for one: take less`,
          );
        }
        const [first] = plan.stake.withdrawals;
        const acted = await act(context, {
          question,
          kind: "parts",
          run: async (client) => {
            if (!isOne) return client.withdrawStakeAccounts({ tokens, minimumLamportsOut: least });
            const { vote } = first?.record ?? {};
            return [await client.withdrawStakeAccount({ tokens, vote, minimumLamportsOut: least })];
          },
          result: ([sent]) => {
            const { stake, vote, lamports } = told(sent, "StakeAccountWithdrawn");
            return [{ stake, vote, lamports, nonce: 0n, sent }];
          },
        });
        return shown(acted, (taken) =>
          out({
            lamports: taken.reduce((sum, { lamports }) => sum + lamports, 0n),
            stakeAccounts: taken.map(({ stake }) => stake.toBase58()),
            next: "truestake stake deactivate, and from the next epoch on truestake stake withdraw",
          }),
        );
      }
    }
  },
  text: (result, { io }) => {
    if (result.mode === "ways") return waysText(result.ways, result.market, io.width);
    return actedText(result, io.width, ({ way, tokens, symbol, lamports, ticket, stakeAccounts, next }) =>
      facts(
        [
          ["gave", inTokens(tokens, symbol)],
          [way === "ticket" ? "pays at most" : "received", sol(lamports)],
          ticket ? ["ticket", ticket] : undefined,
          ...stakeAccounts.map((stake) => ["stake account", stake] as const),
          ["next", next],
        ],
        io.width,
      ),
    );
  },
});
