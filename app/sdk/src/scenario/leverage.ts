import { feesOf } from "../accounts/pool";
import { isTruestakeError } from "../errors";
import { checkAmount, checkNumbers, invalid } from "../errors/arguments";
import { charge } from "../math/fee";
import { lamportsFor, type Price } from "../math/price";
import { saturatingMinus, WHOLE_BPS } from "../math/units";
import { priceAt } from "../quote/books";
import { quoteDepositSol } from "../quote/depositSol";
import { begin, netReward, rewardOf, WHOLE_PPB, YEAR_SECONDS } from "./begin";
import { type Cascade, cascadeOf, type Exits } from "./cascade";
import { accrued, borrowLimit, debtOf, type LendingTerms, lent, liquidationLimit, type Position } from "./lending";
import { below, randomOf } from "./random";
import type { Outcome } from "./scenario";
import { inSol } from "./series";
import type { ScenarioState } from "./state";
import { SLOT_MS, snapshotOf, type World } from "./world/world";

/** Terms that are not given: 85 % can be borrowed, liquidation from 90 % on with a bonus of 5 %, and 100 millionths an epoch. */
export interface LeverageInputs extends LendingTerms {
  /** SOL that one loop begins with, in lamports; 100 SOL if not given. */
  equity: bigint;
  /** How often it borrows and deposits again; 10 if not given. */
  loops: number;
  /** How much of the loan-to-value each loop uses, in basis points; 9,500 if not given. */
  useBps: number;
  rewardPpb: number;
  /** The loss that hits the market, in parts per million of the true price; 200,000 if not given. */
  shockPpm: number;
  /** Positions of the market, each with equity up to that of the loop and up to as many loops, at random; 200 if not given. */
  positions: number;
  seed: number;
  /** What liquidators ask for waiting, in basis points a year; 700 if not given. */
  opportunityBps: number;
  /** Epochs that a liquidator's ticket waits; 2 if not given. */
  waitEpochs: number;
  slotMs: number;
}

/** A loop, as it is when it begins. */
export interface Loop {
  tokens: bigint;
  debt: bigint;
  /** Worth of the tokens over the equity, in basis points: 30,000 is three times. */
  leverageBps: number;
  /** The debt that liquidates it over what it owes, in basis points; below 10,000 it can be liquidated. */
  healthBps: number;
  /** What the price may fall until it can be liquidated, in parts per million. */
  bufferPpm: number;
  /** What it earns in an epoch over what it pays, in lamports. */
  carry: bigint;
  /** The interest at which it earns nothing: millionths of the debt an epoch, floored, and basis points a year, for display. */
  unwindsAt: { interest: number; yearBps: number };
  /** Epochs at the given interest until it can be liquidated; null where that never happens within 10,000. */
  epochsToLiquidation: number | null;
}

export interface LeverageResult {
  loop: Loop;
  /** The market before the shock: debt of all positions and their tokens. */
  market: { positions: number; debt: bigint; tokens: bigint };
  /** What the shock does where collateral counts at the true price, as example-lender has it. */
  byTruePrice: Cascade;
  /** The same where it counted at what the pool's liquidity pays for the next token: what reading a market's price does. */
  byMarketPrice: Cascade;
}

const MOST_EPOCHS = 10_000;

/**
 * Loops over the token as collateral, by the rules of `programs/example-lender`: their health, the interest at which they unwind, and
 * what a fall of the price does to a market of them. Liquidators pay all that a position owes where selling what they seize pays them
 * back: at once to the pool's liquidity if that does, by a ticket otherwise. They go on until nobody is left who can be liquidated with a gain.
 * `InvalidArgument` for inputs out of their range.
 *
 * @example
 * ```ts
 * console.log(leverage(state, { loops: 3 }).result.loop.healthBps);
 * ```
 */
export function leverage(
  state: ScenarioState,
  given: Partial<LeverageInputs> = {},
): Outcome<"leverage", LeverageInputs, LeverageResult> {
  const inputs: LeverageInputs = {
    ...{ loanToValue: 8_500, liquidationThreshold: 9_000, liquidationBonus: 500, interest: 100 },
    ...{ equity: 100_000_000_000n, loops: 10, useBps: 9_500, rewardPpb: rewardOf(state.pool), shockPpm: 200_000 },
    ...{ positions: 200, seed: 1, opportunityBps: 700, waitEpochs: 2, slotMs: SLOT_MS, ...given },
  };
  checkInputs(inputs);
  const world = begin(state, { slotMs: inputs.slotMs });
  const price = priceAt(world.pool, world.clock.slot);
  const position = loopOf(world, price, inputs, inputs.equity, inputs.loops, inputs.useBps);
  const market = marketOf(world, price, inputs);
  const exits = exitsOf(world, inputs);
  const shocked = (ppm: number): Price => ({ ...price, total: (price.total * BigInt(1_000_000 - ppm)) / 1_000_000n });
  const after = (ppm: number, rule: "true" | "market"): Cascade =>
    cascadeOf({ positions: market, price: shocked(ppm), terms: inputs, exits, rule });
  const shocks = Array.from({ length: 16 }, (_, step) => step * 20_000);
  const line = (name: string, rule: "true" | "market") => ({
    ...{ name, unit: "SOL of debt liquidated", along: "fall of the price, %" },
    points: shocks.map((ppm) => [ppm / 10_000, inSol(after(ppm, rule).paid)] as const),
  });
  return {
    ...{ scenario: "leverage", inputs, samples: inputs.positions },
    result: {
      loop: describe(world, position, price, inputs),
      market: {
        positions: market.length,
        debt: market.reduce((sum, each) => sum + debtOf(each), 0n),
        tokens: market.reduce((sum, { tokens }) => sum + tokens, 0n),
      },
      byTruePrice: after(inputs.shockPpm, "true"),
      byMarketPrice: after(inputs.shockPpm, "market"),
    },
    series: [line("at the true price", "true"), line("at a market's price", "market")],
  };
}

function checkInputs(inputs: LeverageInputs): void {
  const { loanToValue, liquidationThreshold, liquidationBonus, interest, loops, useBps, shockPpm } = inputs;
  checkAmount("equity", inputs.equity);
  checkNumbers({ loanToValue, liquidationThreshold, useBps }, WHOLE_BPS);
  checkNumbers({ liquidationBonus }, 5_000);
  checkNumbers({ interest, shockPpm }, 1_000_000);
  checkNumbers({ rewardPpb: inputs.rewardPpb }, 1_000_000_000);
  checkNumbers({ loops }, 100);
  checkNumbers({ positions: inputs.positions }, 10_000);
  checkNumbers({ seed: inputs.seed }, 2 ** 32 - 1);
  checkNumbers({ opportunityBps: inputs.opportunityBps }, 100_000);
  checkNumbers({ waitEpochs: inputs.waitEpochs }, 1_000);
  checkNumbers({ slotMs: inputs.slotMs }, 60_000);
  if (inputs.equity === 0n) throw invalid("equity", inputs.equity, "more than 0");
  if (loanToValue >= liquidationThreshold) {
    throw invalid("loanToValue", loanToValue, `below the liquidation threshold, ${liquidationThreshold}`);
  }
}

/** Deposits, borrows, deposits again. A step that the program would refuse, as one too small, ends it. */
function loopOf(
  world: World,
  price: Price,
  terms: LendingTerms,
  equity: bigint,
  loops: number,
  useBps: number,
): Position {
  let position: Position = { tokens: 0n, principal: 0n, interest: 0n };
  let lamports = equity;
  for (let loop = 0; ; loop++) {
    const bought = tokensOf(world, lamports);
    position = { ...position, tokens: position.tokens + bought };
    if (bought === 0n || loop === loops) return position;
    const limit = (borrowLimit(terms, position.tokens, price) * BigInt(useBps)) / BigInt(WHOLE_BPS);
    // The first epoch's interest is owed at once.
    const room = saturatingMinus(limit, debtOf(position));
    lamports = (room * 1_000_000n) / BigInt(1_000_000 + terms.interest);
    if (lamports === 0n) return position;
    position = lent(position, terms, lamports);
  }
}

function tokensOf(world: World, lamports: bigint): bigint {
  try {
    return quoteDepositSol(snapshotOf(world), { lamports }).tokens;
  } catch (error) {
    if (isTruestakeError(error)) return 0n;
    throw error;
  }
}

function marketOf(world: World, price: Price, inputs: LeverageInputs): Position[] {
  const random = randomOf(inputs.seed);
  return Array.from({ length: inputs.positions }, () => {
    const equity = inputs.equity / 10n + below(random, (inputs.equity * 9n) / 10n);
    const loops = Number(below(random, BigInt(inputs.loops)));
    const useBps = 5_000 + Number(below(random, 5_000n));
    return loopOf(world, price, inputs, equity, loops, useBps);
  });
}

const bps = (part: bigint, whole: bigint): number => (whole === 0n ? 0 : Number((part * 10_000n) / whole));

function describe(world: World, position: Position, price: Price, inputs: LeverageInputs): Loop {
  const { clock } = world;
  const debt = debtOf(position);
  const worth = lamportsFor(price, position.tokens);
  const limit = liquidationLimit(inputs, position.tokens, price);
  const netPpb = netReward(world, inputs.rewardPpb);
  const earned = (worth * netPpb) / BigInt(WHOLE_PPB);
  const cost = (position.principal * BigInt(inputs.interest) + 999_999n) / 1_000_000n;
  const epochSeconds = (Number(clock.slotsInEpoch) * inputs.slotMs) / 1_000;
  const interest = position.principal === 0n ? 0 : Number((earned * 1_000_000n) / position.principal);
  const yearBps = Math.round((interest * Number(YEAR_SECONDS)) / epochSeconds / 100);
  return {
    ...{ tokens: position.tokens, debt, leverageBps: bps(worth, inputs.equity), healthBps: bps(limit, debt) },
    bufferPpm: limit === 0n ? 0 : Number((saturatingMinus(limit, debt) * 1_000_000n) / limit),
    carry: earned - cost,
    unwindsAt: { interest, yearBps },
    epochsToLiquidation: epochsToLiquidation(position, price, inputs, netPpb),
  };
}

/** Epochs until the debt has outgrown the collateral, both as they go on. */
function epochsToLiquidation(position: Position, price: Price, terms: LendingTerms, netPpb: bigint): number | null {
  let now = price;
  const whole = BigInt(WHOLE_PPB);
  for (let epochs = 0; epochs <= MOST_EPOCHS; epochs++) {
    if (debtOf(accrued(position, terms, epochs)) > liquidationLimit(terms, position.tokens, now)) return epochs;
    now = { ...now, total: (now.total * (whole + netPpb)) / whole };
  }
  return null;
}

/** How liquidators turn what they seize into SOL. */
function exitsOf(world: World, { opportunityBps, waitEpochs, slotMs }: LeverageInputs): Exits {
  const { pool, clock } = world;
  const seconds = (BigInt(waitEpochs) * clock.slotsInEpoch * BigInt(slotMs)) / 1_000n;
  const perYear = YEAR_SECONDS * BigInt(WHOLE_BPS);
  const { ticket } = feesOf(pool);
  return {
    snapshot: snapshotOf(world),
    byTicket: (value) => {
      const { net } = charge(value, ticket);
      const waiting = (net * BigInt(opportunityBps) * seconds + perYear - 1n) / perYear;
      return saturatingMinus(net, waiting);
    },
  };
}
