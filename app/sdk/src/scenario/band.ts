import { isTruestakeError } from "../errors";
import { checkAmounts, checkNumbers } from "../errors/arguments";
import { lamportsFor, type Price, tokensFor } from "../math/price";
import { WHOLE_BPS } from "../math/units";
import { askAt, priceAt } from "../quote/books";
import { quoteDepositSol } from "../quote/depositSol";
import { planExit } from "../quote/exit";
import type { ValidatorSituation } from "../quote/moves";
import { begin, ONE_TOKEN, YEAR_SECONDS } from "./begin";
import type { Outcome } from "./scenario";
import { inSol } from "./series";
import type { ScenarioState } from "./state";
import { rulesOf, SLOT_MS, snapshotOf, type World } from "./world/world";

const SOL = 1_000_000_000n;

export interface BandInputs {
  /** Worth of the tokens that are traded, in lamports. */
  sizes: bigint[];
  /** What waiting for SOL costs whoever waits, in basis points a year; 700 if not given. */
  opportunityBps: number;
  /** Milliseconds of a slot: how long the epochs are that one waits for. */
  slotMs: number;
}

/** A way out, as whoever buys the token below its price would take it. */
export interface BandWay {
  way: "liquid" | "ticket" | "stake";
  possible: boolean;
  /** Lamports that arrive, before the cost of waiting. */
  lamports: bigint;
  waitSeconds: bigint;
  /** The same less the cost of waiting, in lamports for one token; floored. */
  price: bigint;
}

export interface Band {
  size: bigint;
  tokens: bigint;
  ways: BandWay[];
  /** The way that sets the floor; none where all are closed. */
  floorBy: BandWay["way"] | null;
  /** Below this a market price pays whoever buys and leaves: lamports for one token, floored. */
  floor: bigint;
  /** Above this it pays whoever deposits and sells: lamports for one token, ceiled; 0 where deposits are closed. */
  ceiling: bigint;
  /** Both against the true price, in basis points: the floor below it, the ceiling above it. */
  floorBps: number;
  ceilingBps: number;
}

export interface BandResult {
  price: Price;
  ask: Price;
  bands: Band[];
}

/**
 * The band that a market price of the token can move in without anybody earning by trading against the pool. Its floor is the best of
 * the ways out, each less the cost of its wait; its ceiling is what a deposit pays for a token. Fees of the market itself and of
 * transactions come on top on both sides. `InvalidArgument` for inputs out of their range.
 *
 * @example
 * ```ts
 * console.log(band(state).result.bands[0]?.floorBps);
 * ```
 */
export function band(state: ScenarioState, given: Partial<BandInputs> = {}): Outcome<"band", BandInputs, BandResult> {
  const sizes = [SOL, 10n * SOL, 100n * SOL, 1_000n * SOL, 10_000n * SOL];
  const inputs = { sizes, opportunityBps: 700, slotMs: SLOT_MS, ...given };
  checkAmounts(Object.fromEntries(inputs.sizes.map((size, at) => [`sizes[${at}]`, size])));
  checkNumbers({ opportunityBps: inputs.opportunityBps }, 100_000);
  checkNumbers({ slotMs: inputs.slotMs }, 60_000);
  const world = begin(state, { slotMs: inputs.slotMs });
  const price = priceAt(world.pool, world.clock.slot);
  const bands = inputs.sizes.map((size) => bandOf(world, price, size, inputs));
  const line = (name: string, of: (each: Band) => number) => ({
    ...{ name, unit: "basis points of the true price", along: "SOL" },
    points: bands.map((each) => [inSol(each.size), of(each)] as const),
  });
  return {
    ...{ scenario: "band", inputs, samples: 1, result: { price, ask: askAt(world.pool, world.clock), bands } },
    series: [line("ceiling", ({ ceilingBps }) => ceilingBps), line("floor", ({ floorBps }) => -floorBps)],
  };
}

function bandOf(world: World, price: Price, size: bigint, { opportunityBps, slotMs }: BandInputs): Band {
  const snapshot = snapshotOf(world);
  const { clock } = world;
  const tokens = tokensFor(price, size);
  const stakes = { rules: rulesOf(world), validators: byStake(world) };
  const plan = planExit(snapshot, tokens, { stakes });
  const secondsIn = (epochs: bigint): bigint => {
    if (epochs <= 0n) return 0n;
    const slots = clock.epochStartSlot + clock.slotsInEpoch * epochs - clock.slot;
    return (slots * BigInt(slotMs)) / 1_000n;
  };
  const ways = (["liquid", "ticket", "stake"] as const).map((way): BandWay => {
    const { possible, lamports, waitEpochs } = plan[way];
    const waitSeconds = secondsIn(waitEpochs);
    const perYear = YEAR_SECONDS * BigInt(WHOLE_BPS);
    const cost = (lamports * BigInt(opportunityBps) * waitSeconds + perYear - 1n) / perYear;
    const left = lamports > cost ? lamports - cost : 0n;
    return { way, possible, lamports, waitSeconds, price: possible ? (left * ONE_TOKEN) / tokens : 0n };
  });
  const best = ways.filter(({ possible }) => possible).sort((a, b) => (a.price > b.price ? -1 : 1))[0];
  const ceiling = ceilingOf(world, size);
  const one = lamportsFor(price, ONE_TOKEN);
  const bps = (of: bigint): number => (one === 0n ? 0 : Number((of * 1_000_000n) / one) / 100);
  return {
    ...{ size, tokens, ways, floorBy: best?.way ?? null, floor: best?.price ?? 0n, ceiling },
    floorBps: bps(one - (best?.price ?? 0n)),
    ceilingBps: ceiling === 0n ? 0 : bps(ceiling - one),
  };
}

/** The validators that have most stake first. */
function byStake({ validators }: World): ValidatorSituation[] {
  const lamports = ({ record }: ValidatorSituation): bigint => record.stakeLamports;
  return [...validators].sort((a, b) => (lamports(a) > lamports(b) ? -1 : Number(lamports(a) < lamports(b))));
}

/** What a deposit of this size pays for a token, ceiled. */
function ceilingOf(world: World, lamports: bigint): bigint {
  try {
    const { tokens } = quoteDepositSol(snapshotOf(world), { lamports });
    return tokens === 0n ? 0n : (lamports * ONE_TOKEN + tokens - 1n) / tokens;
  } catch (error) {
    if (isTruestakeError(error)) return 0n;
    throw error;
  }
}
