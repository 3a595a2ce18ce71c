import { checkNumbers, invalid } from "../errors/arguments";
import { MINIMUM_TICKET_LAMPORTS } from "../layout/constants";
import { lamportsFor } from "../math/price";
import { priceAt, queueOf } from "../quote/books";
import { begin, rewardOf } from "./begin";
import { exitDepth, saleOf } from "./instant";
import { below, percentile, type Random, randomOf } from "./random";
import type { Outcome } from "./scenario";
import { inSol } from "./series";
import type { ScenarioState } from "./state";
import { crank } from "./world/move";
import { order } from "./world/queue";
import { movingSlot, toMovingPart, toNextEpoch, toSlot } from "./world/time";
import { update } from "./world/update";
import { copyOf, snapshotOf, type World } from "./world/world";

export interface ExitInputs {
  /** What of all tokens leaves, in basis points; 3,000 if not given. */
  leavingBps: number;
  /** Tickets that it is ordered with; 100 if not given. Their sizes and moments are random. */
  tickets: number;
  /** Epochs from now within which they are ordered; 1 if not given. */
  overEpochs: number;
  /** First they sell to the liquidity pool as long as that costs no more than this, in basis points; 50 if not given. */
  instantBps: number;
  /** The most of the cluster's other stake that leaves in an epoch beside them, in basis points: each epoch a random part; 100. */
  othersBps: number;
  /** What stake earns in an epoch, in parts per billion. */
  rewardPpb: number;
  /** Runs with other random numbers; 100 if not given. */
  samples: number;
  seed: number;
  /** Epochs after which a run ends, whatever is still queued; 100 if not given. */
  horizon: number;
}

/** How long the tickets at a place wait, over all runs: epochs from a ticket's order to its last payment. */
export interface ExitPlace {
  /** The tickets up to this part of the new ones, in per cent of their number, and behind those before. */
  upTo: number;
  tickets: number;
  p50: number;
  p95: number;
  most: number;
}

/** An epoch of a run, after its cranks. */
export interface ExitEpoch {
  epoch: number;
  paid: bigint;
  queued: bigint;
  reserve: bigint;
  cooling: bigint;
  staked: bigint;
}

export interface ExitResult {
  /** Tokens that leave, and what of them is sold at once. */
  tokens: bigint;
  sold: bigint;
  /** What the sale pays, in lamports. */
  soldLamports: bigint;
  /** What the tickets are worth when ordered and what they are paid, of the first run; fees are taken off the latter. */
  ordered: bigint;
  paid: bigint;
  places: ExitPlace[];
  /** Epochs from now until the whole queue is paid. */
  allPaid: { p50: number; p95: number };
  /** Tickets that were not paid within the horizon, in all runs; they count in the percentiles as the horizon. */
  unpaid: number;
  /** The first run, epoch by epoch. */
  epochs: ExitEpoch[];
}

const PLACES = 10;
const BPS = 10_000n;

/**
 * Many who leave: how long each waits by the place in the queue, as the reserve, the liquidity, the moving part of epochs and the
 * cluster's limit on stake that cools down allow, with keepers that run. Rules and rounding are the program's. `InvalidArgument` for
 * inputs out of their range, and where tickets would be smaller than the program takes.
 *
 * @example
 * ```ts
 * console.log(exit(state, { leavingBps: 5_000, seed: 7 }).result.allPaid);
 * ```
 */
export function exit(state: ScenarioState, given: Partial<ExitInputs> = {}): Outcome<"exit", ExitInputs, ExitResult> {
  const inputs: ExitInputs = {
    ...{ leavingBps: 3_000, tickets: 100, overEpochs: 1, instantBps: 50, othersBps: 100 },
    ...{ rewardPpb: rewardOf(state.pool), samples: 100, seed: 1, horizon: 100, ...given },
  };
  checkInputs(inputs);
  const base = begin(state);
  const { pool, clock } = base;
  const free = pool.supply - pool.queuedTokens;
  const tokens = (free * BigInt(inputs.leavingBps)) / BPS;
  const depth = exitDepth(snapshotOf(base), inputs.instantBps);
  const sold = depth.tokens < tokens ? depth : exitOf(base, tokens);
  const queued = tokens - sold.tokens;
  const each = lamportsFor(priceAt(pool, clock.slot), queued) / BigInt(inputs.tickets);
  if (queued > 0n && each < MINIMUM_TICKET_LAMPORTS) {
    throw invalid("tickets", inputs.tickets, `so few that each is at least ${MINIMUM_TICKET_LAMPORTS} lamports`);
  }
  const runs = Array.from({ length: inputs.samples }, (_, run) => runOf(base, queued, inputs, inputs.seed + run));
  const [first] = runs as [Run];
  const places = placesOf(runs);
  const all = runs.map(({ last }) => last);
  const line = (name: string, of: (place: ExitPlace) => number) => ({
    ...{ name, unit: "epochs", along: "place in the queue, %" },
    points: places.map((place) => [place.upTo, of(place)] as const),
  });
  return {
    ...{ scenario: "exit", inputs, samples: inputs.samples },
    result: {
      ...{ tokens, sold: sold.tokens, soldLamports: sold.lamports, ordered: first.ordered, paid: first.paid, places },
      allPaid: { p50: percentile(all, 50), p95: percentile(all, 95) },
      unpaid: runs.reduce((sum, { unpaid }) => sum + unpaid, 0),
      epochs: first.epochs,
    },
    series: [
      line("half wait at most", ({ p50 }) => p50),
      line("95 % wait at most", ({ p95 }) => p95),
      {
        ...{ name: "queued in the first run", unit: "SOL", along: "epoch" },
        points: first.epochs.map(({ epoch, queued: left }) => [epoch, inSol(left)] as const),
      },
    ],
  };
}

function checkInputs(inputs: ExitInputs): void {
  const { leavingBps, tickets, overEpochs, instantBps, othersBps, rewardPpb, samples, seed, horizon } = inputs;
  checkNumbers({ leavingBps, instantBps, othersBps }, 10_000);
  checkNumbers({ tickets, samples }, 10_000);
  checkNumbers({ overEpochs, horizon }, 500);
  checkNumbers({ rewardPpb }, 1_000_000_000);
  checkNumbers({ seed }, 2 ** 32 - 1);
  for (const [name, value] of Object.entries({ tickets, overEpochs, samples, horizon })) {
    if (value === 0) throw invalid(name, value, "at least 1");
  }
}

/** What a sale of this many tokens pays, where liquidity takes them all. */
function exitOf(base: World, tokens: bigint): { tokens: bigint; lamports: bigint } {
  if (tokens === 0n) return { tokens, lamports: 0n };
  return { tokens, lamports: saleOf(snapshotOf(base), 0n, tokens).lamports };
}

interface Run {
  /** Epochs that each new ticket waited, in the order of the queue. */
  waits: number[];
  unpaid: number;
  last: number;
  ordered: bigint;
  paid: bigint;
  epochs: ExitEpoch[];
}

/** One run: orders at random moments of random sizes, keepers at both ends of every epoch. */
function runOf(base: World, tokens: bigint, inputs: ExitInputs, seed: number): Run {
  const world = copyOf(base);
  const random = randomOf(seed);
  const start = world.clock;
  const first = world.pool.nextTicket;
  const orders = ordersOf(world, tokens, inputs, random);
  const epochs: ExitEpoch[] = [];
  const others = { ...world.others };
  let ordered = 0n;
  const orderUntil = (slot: bigint): void => {
    for (let next = orders[0]; next && next.slot < slot; next = orders[0]) {
      toSlot(world, next.slot);
      ordered += order(world, next.tokens).orderedLamports;
      orders.shift();
    }
  };
  let paid = crank(world);
  for (;;) {
    const { clock } = world;
    const end = clock.epochStartSlot + clock.slotsInEpoch;
    orderUntil(movingSlot(world));
    toMovingPart(world);
    paid += crank(world);
    orderUntil(end);
    const epoch = Number(clock.epoch - start.epoch);
    epochs.push({ epoch, paid, ...amountsOf(world) });
    if ((orders.length === 0 && world.tickets.length === 0) || epoch >= inputs.horizon) break;
    const leaving = below(random, BigInt(inputs.othersBps));
    world.others = { ...others, deactivating: others.deactivating + (others.effective * leaving) / BPS };
    toNextEpoch(world, () => inputs.rewardPpb);
    update(world);
    paid = crank(world);
  }
  const waits = new Map(
    world.passed.map((ticket) => [ticket.sequence, Number(ticket.settledEpoch - ticket.orderedEpoch)]),
  );
  const count = Number(world.pool.nextTicket - first);
  const unpaid = world.tickets.filter(({ sequence }) => sequence >= first).length;
  const paidEpochs = world.passed.map(({ settledEpoch }) => Number(settledEpoch - start.epoch));
  const own = [...world.passed, ...world.tickets].filter(({ sequence }) => sequence >= first);
  return {
    waits: Array.from({ length: count }, (_, at) => waits.get(first + BigInt(at)) ?? inputs.horizon),
    unpaid,
    last: world.tickets.length > 0 ? inputs.horizon : Math.max(0, ...paidEpochs),
    ordered,
    paid: own.reduce((sum, { paidLamports }) => sum + paidLamports, 0n),
    epochs,
  };
}

function amountsOf({ pool, clock }: World): Omit<ExitEpoch, "epoch" | "paid"> {
  return {
    queued: queueOf(pool, clock).all.lamports,
    ...{ reserve: pool.reserveLamports, cooling: pool.coolingLamports, staked: pool.stakedLamports },
  };
}

/** Tickets of random sizes, the largest up to a hundred times the smallest, at random slots, in order. */
export function ordersOf(
  world: World,
  tokens: bigint,
  { tickets, overEpochs }: Pick<ExitInputs, "tickets" | "overEpochs">,
  random: Random,
): { slot: bigint; tokens: bigint }[] {
  if (tokens === 0n) return [];
  const { clock, pool } = world;
  const weights = Array.from({ length: tickets }, () => 1n + below(random, 99n));
  const sum = weights.reduce((total, weight) => total + weight, 0n);
  const end = clock.epochStartSlot + clock.slotsInEpoch * BigInt(overEpochs);
  const slots = weights.map(() => clock.slot + below(random, end - 1n - clock.slot));
  slots.sort((a, b) => Number(a - b));
  // A ticket that the program would not take is added to the next one.
  const price = priceAt(pool, clock.slot);
  let carried = 0n;
  const orders: { slot: bigint; tokens: bigint }[] = [];
  let left = tokens;
  for (const [at, weight] of weights.entries()) {
    const part = at === tickets - 1 ? left : (tokens * weight) / sum;
    left -= part;
    carried += part;
    if (lamportsFor(price, carried) < MINIMUM_TICKET_LAMPORTS && at < tickets - 1) continue;
    orders.push({ slot: slots[at] as bigint, tokens: carried });
    carried = 0n;
  }
  return orders;
}

function placesOf(runs: readonly Run[]): ExitPlace[] {
  return Array.from({ length: PLACES }, (_, place) => {
    const waits = runs.flatMap(({ waits: all }) =>
      all.slice(Math.floor((place * all.length) / PLACES), Math.floor(((place + 1) * all.length) / PLACES)),
    );
    const upTo = ((place + 1) * 100) / PLACES;
    if (waits.length === 0) return { upTo, tickets: 0, p50: 0, p95: 0, most: 0 };
    const most = waits.reduce((a, b) => Math.max(a, b), 0);
    return { upTo, tickets: waits.length, p50: percentile(waits, 50), p95: percentile(waits, 95), most };
  });
}
