import { type PublicKey, StakeProgram } from "@solana/web3.js";
import { fetchParts, isError, TicketStatus, type TruestakeClient, tokenAddress, tokenAmount } from "@truestake/sdk";
import { minimumsFor, mostLiquidTokens, quoteRemoveLiquidity } from "@truestake/sdk/quotes";
import type { Context } from "../../context/context";
import { command } from "../../framework/command";
import { addressOf, spanOf } from "../../options/values";
import { UsageError } from "../../output/exit";
import { table } from "../../output/table";
import { counted, decimal, sol, span, utc } from "../../output/words";
import { secondsUntil } from "../../reports/epochs";
import { claimsOn, type ShownWay, takenStakes, WAYS, type Ways, waysOf } from "../../reports/exits";
import { amount, list, object, one, orNull, text, time, whole } from "../../schema/build";
import { act, isForLater } from "../../signing/act";
import { balancesOf, sendInstructions } from "../../signing/amounts";
import { refreshFirst } from "../../signing/refresh";
import { reporting } from "../../signing/sent";
import { isDone, sentOf } from "../../signing/told";
import { withdrawStake } from "./withdraw";

/** What somebody who leaves wants first. */
type Goal = { kind: "most" } | { kind: "fastest" } | { kind: "within"; seconds: number };

const DOES = [
  "claim",
  "withdraw",
  "deactivate",
  "remove-liquidity",
  "liquid",
  "ticket",
  "stake",
  "wait",
  "left",
] as const;

/** One step of the way to SOL in the wallet. */
interface Step {
  does: (typeof DOES)[number];
  /** What it is of: a ticket, a stake account; null for tokens and shares. */
  of: string | null;
  /** Tokens, or shares where liquidity is removed. */
  amount: bigint;
  /** The least lamports that come of it in the end. */
  least: bigint;
  waitSeconds: number;
  ready: string;
  says: string;
}

interface Exit {
  mode: "ladder" | "sent" | "done";
  goal: string;
  steps: Step[];
  /** Steps that this run made. */
  made: Step[];
  /** Lamports by which the wallet grew, fees taken off. */
  received: string;
  /** When to run it again; null when everything is SOL in the wallet. */
  again: string | null;
  /** What has no way out now, and why. */
  left: Step[];
  signatures: string[];
}

interface Planned extends Step {
  run?: (client: TruestakeClient) => Promise<unknown>;
}

/** What there is to do now, from what the chain says: whatever earlier runs did is in there. */
async function ladder(
  context: Context,
  owner: PublicKey,
  { goal, received }: { goal: Goal; received: readonly PublicKey[] },
): Promise<Planned[]> {
  const client = await context.reader();
  const { slippageBps } = context.sending;
  const parts = ["clock", "liquidity", "liquidityBalance", "reserveRent", "stakeRent", "treasuryReceives"] as const;
  const snapshot = await fetchParts(client.connection, client.deployment, parts);
  const { pool, clock } = snapshot;
  const balances = await balancesOf(client, owner);
  const { perSlot } = await waysOf(client, 1n, slippageBps);
  const step = (of: Partial<Planned> & Pick<Planned, "does">, waitEpochs = 0n): Planned => {
    const waitSeconds = secondsUntil(clock, waitEpochs, perSlot);
    const ready = utc(clock.unixTimestamp + BigInt(waitSeconds));
    return { of: null, amount: 0n, least: 0n, says: "", waitSeconds, ready, ...of };
  };
  const steps: Planned[] = [];
  const tickets = await client.tickets({ owner, received });
  const claims = await claimsOn(client, pool, tickets);
  for (const [at, ticket] of tickets.entries()) {
    const [claim, { address }] = [claims[at], ticket];
    const of = address.toBase58();
    if (ticket.status === TicketStatus.Returned && ticket.tokens > 0n) {
      // What the queue could not pay comes back as tokens, which leave by another way; what it has paid comes with them.
      const run = (own: TruestakeClient) => own.cancelTicket({ ticket: address });
      const least = ticket.claimableLamports;
      steps.push(step({ does: "claim", of, amount: ticket.tokens, least, run, says: "the tokens come back" }));
    } else if (claim !== undefined) {
      const run = (own: TruestakeClient) => own.claimTicket({ ticket: address });
      steps.push(step({ does: "claim", of, amount: 0n, least: claim, run }));
    }
    if (ticket.status === TicketStatus.Queued) {
      const { expectedEpoch } = await client.ticketPosition({ ticket: address });
      const wait = expectedEpoch > clock.epoch ? expectedEpoch - clock.epoch : 0n;
      steps.push(step({ does: "wait", of, amount: ticket.tokens, says: "a ticket in the queue" }, wait));
    }
  }
  for (const stake of (await takenStakes(client, owner)).taken) {
    const { account, state, waitEpochs } = stake;
    const of = account.address.toBase58();
    const least = account.lamports;
    if (state === "withdrawable") {
      steps.push(step({ does: "withdraw", of, least, run: (own) => withdrawStake(own, stake, owner) }));
    } else if (state === "deactivating") {
      steps.push(step({ does: "wait", of, least, says: "a stake account that cools down" }, waitEpochs));
    } else {
      const { instructions } = StakeProgram.deactivate({ stakePubkey: account.address, authorizedPubkey: owner });
      steps.push(
        step({ does: "deactivate", of, least, run: (own) => sendInstructions(own, instructions) }, waitEpochs),
      );
    }
  }
  if (balances.shares > 0n && snapshot.liquidity) {
    const quote = quoteRemoveLiquidity(snapshot, balances.shares);
    const { shares } = balances;
    const minimums = minimumsFor(quote, slippageBps);
    const run = (own: TruestakeClient) => own.removeLiquidity({ shares, ...minimums, ifBalance: shares });
    const says = `and ${decimal(minimums.minimumTokensOut)} tokens, which leave in the next step`;
    steps.push(
      step({ does: "remove-liquidity", amount: balances.shares, least: minimums.minimumLamportsOut, run, says }),
    );
  }
  for (const holding of await holdingsOf(context, client, owner)) {
    // Selling what the liquidity pool takes, then the rest.
    const { tokens } = holding;
    const most = goal.kind === "fastest" && snapshot.liquidity ? mostLiquidTokens(snapshot) : 0n;
    const now = tokens < most ? tokens : most;
    const sale = now > 0n ? await waysOf(client, now, slippageBps) : undefined;
    if (sale?.plan.liquid.possible && now < tokens) {
      steps.push(leaving(sale, sale.ways[0] as ShownWay, now, holding));
      steps.push(await tokensOut(client, tokens - now, goal, slippageBps, holding));
    } else steps.push(await tokensOut(client, tokens, goal, slippageBps, holding));
  }
  return steps;
}

/** A token account of the wallet's with tokens of the pool. */
interface Holding {
  account: PublicKey;
  /** Whether it is the one that wallets use. */
  isOwn: boolean;
  tokens: bigint;
}

/** Every token account that the wallet has tokens of the pool in. */
async function holdingsOf(context: Context, { deployment }: TruestakeClient, owner: PublicKey): Promise<Holding[]> {
  const { mint } = deployment;
  const own = tokenAddress(mint, owner);
  const { value } = await context.ask("getTokenAccountsByOwner", (connection) =>
    connection.getTokenAccountsByOwner(owner, { mint }, "confirmed"),
  );
  const all = value.map(({ pubkey, account }) => ({
    ...{ account: pubkey, isOwn: pubkey.equals(own), tokens: tokenAmount(pubkey, account) },
  }));
  return all.filter(({ tokens }) => tokens > 0n).sort((a, b) => Number(b.isOwn) - Number(a.isOwn));
}

/** Tokens by the way that serves the goal best. */
async function tokensOut(
  client: TruestakeClient,
  tokens: bigint,
  goal: Goal,
  slippageBps: number | undefined,
  holding: Holding,
): Promise<Planned> {
  const ways = await waysOf(client, tokens, slippageBps);
  const open = ways.ways.filter(({ possible }) => possible);
  const byLeast = (a: ShownWay, b: ShownWay) =>
    a.least < b.least ? 1 : a.least > b.least ? -1 : a.waitSeconds - b.waitSeconds;
  const inTime = goal.kind === "within" ? open.filter(({ waitSeconds }) => waitSeconds <= goal.seconds) : open;
  if (goal.kind === "within" && inTime.length === 0 && open.length > 0) {
    const soonest = Math.min(...open.map(({ waitSeconds }) => waitSeconds));
    throw new UsageError(`nothing is SOL within ${span(goal.seconds)}: the soonest way takes ${span(soonest)}`);
  }
  const sorted = [...inTime].sort((a, b) =>
    goal.kind === "fastest" && a.waitSeconds !== b.waitSeconds ? a.waitSeconds - b.waitSeconds : byLeast(a, b),
  );
  const [best] = sorted;
  if (best) return leaving(ways, best, tokens, holding);
  // What a crank opens is not left.
  const { plan } = ways;
  const stale = WAYS.map((way) => plan[way].refusal).find((each) =>
    isError(each, "PoolOutOfDate", "EpochRewardsActive"),
  );
  if (stale) throw stale;
  const says = ways.ways.map(({ way, refusal }) => `${way}: ${refusal}`).join("; ");
  return {
    does: "left",
    of: ofHolding(holding),
    amount: tokens,
    least: 0n,
    waitSeconds: 0,
    ready: ways.ways[0]?.ready ?? "",
    says,
  };
}

const ofHolding = ({ account, isOwn }: Holding): string | null => (isOwn ? null : account.toBase58());

function leaving({ plan }: Ways, chosen: ShownWay, tokens: bigint, holding: Holding): Planned {
  const { way, least: minimumLamportsOut, waitSeconds, ready } = chosen;
  const { account: source, tokens: ifBalance } = holding;
  const run = {
    liquid: (own: TruestakeClient) => own.liquidUnstake({ tokens, minimumLamportsOut, source, ifBalance }),
    ticket: (own: TruestakeClient) => own.orderUnstake({ tokens, minimumLamportsOut, source }),
    stake: (own: TruestakeClient) => own.withdrawStakeAccounts({ tokens, minimumLamportsOut, source }),
  }[way];
  const says = way === "stake" ? `${plan.stake.withdrawals.length} stake accounts, deactivated in the same run` : "";
  const of = ofHolding(holding);
  return { does: way, of, amount: tokens, least: minimumLamportsOut, waitSeconds, ready, says, run };
}

const shownStep = ({ run: _, ...step }: Planned): Step => step;

function goalOf(flags: ReadonlySet<string>, within: string | undefined): Goal {
  const chosen = Number(flags.has("most")) + Number(flags.has("fastest")) + Number(within !== undefined);
  if (chosen !== 1) throw new UsageError("say what matters: --most, --fastest, or --within with a span such as 4d");
  if (within !== undefined) return { kind: "within", seconds: spanOf("--within", within) };
  return { kind: flags.has("most") ? "most" : "fastest" };
}

/** Looks at the chain in one run, one before each step that moves tokens. */
const MOST_ROUNDS = 24;

/** Steps of one account each: they do not touch what others are planned from. */
const ALONE: readonly Step["does"][] = ["claim", "withdraw", "deactivate"];

/** The steps that one look at the chain is good for: all of one account each, or one that moves tokens. */
function nextOf(steps: readonly Planned[], made: readonly Step[]): Planned[] {
  const isMade = (step: Step) => made.some(({ does, of }) => does === step.does && of === step.of);
  const open = steps.filter((step) => step.run && !(ALONE.includes(step.does) && isMade(step)));
  const alone = open.filter(({ does }) => ALONE.includes(does));
  return alone.length > 0 ? alone : open.slice(0, 1);
}

/** Whether a step gives less than what was agreed to: by the same way for the same, in proportion. */
function isLess(step: Step, agreed: readonly Step[]): boolean {
  if (step.least === 0n) return false;
  if (ALONE.includes(step.does)) {
    const same = agreed.find(({ does, of }) => does === step.does && of === step.of);
    return same !== undefined && step.least < same.least;
  }
  const alike = agreed.filter(({ does, amount: of }) => does === step.does && of > 0n);
  return !alike.some((each) => step.least * each.amount >= each.least * step.amount);
}

const stepSchema = object({
  ...{ does: one(...DOES), of: orNull(text), amount, least: amount, waitSeconds: whole, ready: time, says: text },
});

function stepsText(steps: readonly Step[], width: number): string {
  return table(
    steps,
    [
      { title: "step", of: ({ does }) => does },
      { title: "of", of: ({ of, amount: size }) => of ?? decimal(size), canShrink: true },
      { title: "least SOL", of: ({ least }) => decimal(least), isNumber: true },
      { title: "SOL in hand", of: ({ waitSeconds, ready }) => (waitSeconds === 0 ? "now" : ready) },
    ],
    width,
  );
}

export const exitAll = command<Exit>({
  name: "exit-all",
  summary: "turn everything that a wallet has of the pool into SOL",
  details:
    "Tickets, stake accounts, shares and tokens, each by the way that gives most, is fastest, or is done within a span. Shows its steps with the least of each first; works while the pool is paused; what takes until the next epoch is done by running the same command again.",
  options: [
    { flags: "--most", summary: "the way that pays most" },
    { flags: "--fastest", summary: "as much as there is at once, the rest as soon as can be" },
    { flags: "--within <span>", summary: "what pays most within a span, such as 4d" },
    { flags: "--ticket <address>", summary: "a ticket that was received; as often as needed", isList: true },
  ],
  sends: true,
  schema: object({
    ...{ mode: one("ladder", "sent", "done"), goal: text, steps: list(stepSchema), made: list(stepSchema) },
    ...{ received: text, again: orNull(time), left: list(stepSchema), signatures: list(text) },
  }),
  run: async (context, { flags, options, lists }) => {
    if (isForLater(context) || context.globals.feePayer !== undefined) {
      throw new UsageError(
        "exit-all takes several transactions, planned one after the other: use stake out for one of them",
      );
    }
    const goal = goalOf(flags, options.within);
    const wanted = { goal, received: (lists.ticket ?? []).map((each) => addressOf("--ticket", each)) };
    const { address: owner } = await context.signer();
    const steps = await ladder(context, owner, wanted).catch(async (error) => {
      if (context.globals.dryRun || !isError(error, "PoolOutOfDate", "EpochRewardsActive")) throw error;
      await refreshFirst(context);
      return ladder(context, owner, wanted);
    });
    const leftOf = (of: readonly Planned[]) => of.filter(({ does }) => does === "left").map(shownStep);
    const name = goal.kind === "within" ? `within ${span(goal.seconds)}` : goal.kind;
    const again = (of: readonly Step[]) => {
      const waiting = of.filter(({ does, waitSeconds }) => does !== "left" && waitSeconds > 0);
      return waiting.length === 0 ? null : (waiting.map(({ ready }) => ready).sort()[0] ?? null);
    };
    const result = (of: Partial<Exit>): Exit => ({
      ...{
        mode: "ladder",
        goal: name,
        steps: steps.map(shownStep),
        made: [],
        received: "0",
        again: again(steps),
        left: leftOf(steps),
        signatures: [],
      },
      ...of,
    });
    if (steps.every(({ does }) => does === "left")) return result({ mode: "done", again: null });
    if (context.globals.dryRun) return result({});
    context.note(stepsText(steps, context.io.width));
    const runnable = steps.filter(({ run }) => run);
    if (runnable.length === 0) return result({ mode: "sent" });
    const reader = await context.reader();
    const { lamports: before } = await balancesOf(reader, owner);
    const made: Step[] = [];
    const acted = await act(context, {
      question: `Begin ${counted(runnable.length, "step")}?`,
      kind: "steps",
      run: (client) => {
        const sent: unknown[] = [];
        return reporting(sent, async () => {
          const agreed: Step[] = runnable.map(shownStep);
          for (let round = 0; round < MOST_ROUNDS; round++) {
            // What was done before, and what others did meanwhile, is in there.
            const next = nextOf(await ladder(context, owner, wanted), made);
            if (next.length === 0) break;
            for (const planned of next) {
              const what = `${planned.does} ${planned.of ?? decimal(planned.amount)}`;
              if (isLess(planned, agreed)) {
                await context.confirm(
                  `This gives less than was shown, or is new: ${what}, for at least ${sol(planned.least)}?`,
                );
                agreed.push(shownStep(planned));
              }
              // Where nobody keeps what came of it, it was done all the same.
              sent.push(
                await planned.run?.(client).catch((error) => (isDone(error) ? sentOf(error) : Promise.reject(error))),
              );
              made.push(shownStep(planned));
              context.note(`done: ${what}`);
            }
          }
          return sent;
        });
      },
    });
    const left = await ladder(context, owner, wanted);
    const { lamports: after } = await balancesOf(reader, owner);
    const signatures = acted.mode === "sent" ? acted.transactions.map(({ signature }) => signature) : [];
    return result({
      mode: "sent",
      made,
      received: String(after - before),
      again: again(left),
      left: leftOf(left),
      signatures,
    });
  },
  text: ({ mode, steps, made, received, again, left }, { io }) => {
    const unseen = "Tickets that were received from others are looked at where --ticket names them.";
    const rest = left.map(
      ({ of, amount: size, says }) => `${decimal(size)} tokens${of ? ` in ${of}` : ""} have no way out now: ${says}`,
    );
    if (mode === "done") return [...(left.length === 0 ? ["nothing is left"] : rest), unseen].join("\n");
    if (mode === "ladder") return `Nothing was sent.\n${stepsText(steps, io.width)}`;
    const isAll = again === null && left.length === 0;
    const end = again
      ? `; run it again from ${again} on`
      : isAll
        ? "; everything that was found is SOL in the wallet"
        : "";
    const head = `${counted(made.length, "step")} made, ${decimal(BigInt(received))} SOL received${end}`;
    return [head, ...rest, unseen].join("\n");
  },
});
