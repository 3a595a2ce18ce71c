import { checkNumbers } from "../errors/arguments";
import { afterRelease, unreleased } from "../math/ledger";
import { formatPrice, lamportsFor, type Price } from "../math/price";
import { pay } from "../math/ticket";
import { ledgerOf, priceAt, unreleasedAt } from "../quote/books";
import type { ValidatorSituation } from "../quote/moves";
import { claimOf } from "../quote/ticket";
import { begin, checkValidators, fallPpm, largestValidators, ONE_TOKEN, rewardOf } from "./begin";
import { type BondHit, type BondsBeside, type BondsHit, hitBond, settleBonds, sumOf } from "./bonds";
import type { Outcome } from "./scenario";
import { inSol } from "./series";
import type { ScenarioState } from "./state";
import { slashStake, toNextEpoch } from "./world/time";
import { update, updateValidators } from "./world/update";
import { copyOf, type World } from "./world/world";

export interface SlashInputs {
  /** Places in the list; the validator with most stake if not given. */
  validators: number[];
  /** What of their stake is lost, in parts per million; 50,000 if not given. */
  lossPpm: number;
  /** "now": somebody measures it in this epoch, at once. "turn": the next epoch's update finds it, with the rewards. */
  when: "now" | "turn";
  /** What stake earns in an epoch, in parts per billion; {@link rewardOf} if not given. Used for "turn", and for bonds. */
  rewardPpb: number;
}

/** What something is worth without the loss and with it, in lamports. */
export interface Worth {
  before: bigint;
  after: bigint;
}

export interface SlashResult {
  /** Stake that is lost, in lamports. */
  lost: bigint;
  /**
   * What of it gains bear that are known and not in the price yet: those that wait for an update, and those being released. Before
   * the turn, with what the lost stake does not earn in the epoch.
   */
  fromGains: bigint;
  /** What of it the price bears. */
  fromPrice: bigint;
  /** Its true price without the loss and with it, at the same slot. */
  price: { before: Price; after: Price };
  /** Parts per million that the price is lower. */
  fallPpm: number;
  /** Of one token. */
  token: Worth;
  /** Of all tickets in the queue, fees taken off. A ticket pays at most what it was worth when ordered. */
  tickets: Worth & { count: number };
  /** Of all shares of the liquidity pool, tokens at the true price; nothing where there is none. */
  shares: Worth;
  /** What the bonds of the pool's steward do about it, which is after all of the above; null where the state has none. */
  bonds: BondsHit | null;
}

/**
 * A loss of stake with some validators: what it takes from a token, from the tickets in the queue, and from the liquidity pool's
 * shares; and where a steward manages them, what their bonds make good of it. To the lamport what the programs book.
 * `InvalidArgument` for inputs out of their range.
 *
 * @example
 * ```ts
 * console.log(slash(state, { lossPpm: 100_000 }).result.fallPpm);
 * ```
 */
export function slash(
  state: ScenarioState,
  given: Partial<SlashInputs> = {},
): Outcome<"slash", SlashInputs, SlashResult> {
  const inputs: SlashInputs = {
    ...{ validators: largestValidators(state), lossPpm: 50_000, when: "now", rewardPpb: rewardOf(state.pool) },
    ...given,
  };
  checkValidators(state, inputs.validators);
  checkNumbers({ lossPpm: inputs.lossPpm }, 1_000_000);
  checkNumbers({ rewardPpb: inputs.rewardPpb }, 1_000_000_000);
  const base = begin(state);
  const beside = state.bonds && settleBonds(state.bonds, state, base);
  const without = hit(base, { ...inputs, lossPpm: 0 }).world;
  const hits = Array.from({ length: 11 }, (_, tenth) => hit(base, { ...inputs, lossPpm: tenth * 100_000 }));
  const { world, lost } = hit(base, inputs);
  const [before, after] = [ledgerOf(without.pool, without.clock.slot), ledgerOf(world.pool, world.clock.slot)];
  const prices = { before: bid(without), after: bid(world) };
  const fromPrice = prices.before.total - prices.after.total;
  const gains = (ledger: typeof before): bigint => ledger.pendingGain + unreleased(ledger);
  const worth = (of: (world: World) => bigint): Worth => ({ before: of(without), after: of(world) });
  const along = "stake lost, %";
  const bondsOf = (of: World): BondHit[] => (beside ? hitBonds(beside, without, of, inputs) : []);
  const madeGood = ({ world: of }: { world: World }, tenth: number): [number, number] => [
    tenth * 10,
    inSol(bondsOf(of).reduce((sum, { bond }) => sum + bond, 0n)),
  ];
  return {
    ...{ scenario: "slash", inputs, samples: 1 },
    result: {
      ...{ lost, fromGains: gains(before) - gains(after), fromPrice, price: prices },
      fallPpm: fallPpm(prices.before, prices.after),
      token: worth((of) => lamportsFor(bid(of), ONE_TOKEN)),
      tickets: { count: state.tickets.length, ...worth(ticketsOf) },
      shares: worth(sharesOf),
      bonds: beside ? sumOf(bondsOf(world), (burned) => tokenLater(without, world, burned, inputs)) : null,
    },
    series: [
      {
        ...{ name: "true price", unit: "SOL per token", along },
        points: hits.map(({ world: of }, tenth) => [tenth * 10, Number(formatPrice(bid(of)))] as const),
      },
      ...(beside ? [{ ...{ name: "made good by bonds", unit: "SOL", along }, points: hits.map(madeGood) }] : []),
    ],
  };
}

/** What the bonds of those that lose do about it, once it is assessed; `without` is the same world without a loss. */
function hitBonds(
  beside: BondsBeside,
  without: World,
  world: World,
  { validators, rewardPpb }: SlashInputs,
): BondHit[] {
  const recordIn = (of: World, index: number) => (of.validators[index] as ValidatorSituation).record;
  return validators.map((index) =>
    hitBond(beside, world, [recordIn(without, index), recordIn(world, index)], rewardPpb),
  );
}

function tokenLater(without: World, world: World, burned: bigint, { rewardPpb }: SlashInputs): BondsHit["token"] {
  return {
    before: laterWorth(without, 0n, rewardPpb),
    without: laterWorth(world, 0n, rewardPpb),
    after: laterWorth(world, burned, rewardPpb),
  };
}

/** What a token is worth when all that the next update knows is released, if so many tokens are burned before it. */
function laterWorth(of: World, burned: bigint, rewardPpb: number): bigint {
  const world = copyOf(of);
  world.mintSupply -= burned;
  toNextEpoch(world, () => rewardPpb);
  update(world);
  return lamportsFor(afterRelease(ledgerOf(world.pool, world.clock.slot)), ONE_TOKEN);
}

const bid = ({ pool, clock }: World): Price => priceAt(pool, clock.slot);

function hit(base: World, { validators, lossPpm, when, rewardPpb }: SlashInputs): { world: World; lost: bigint } {
  const world = copyOf(base);
  const lost = validators.reduce((sum, index) => sum + slashStake(world, index, lossPpm), 0n);
  if (when === "now") updateValidators(world, validators);
  else {
    toNextEpoch(world, () => rewardPpb);
    update(world);
  }
  return { world, lost };
}

/** What all tickets would be paid, fees taken off. */
function ticketsOf({ pool, clock, tickets }: World): bigint {
  const [price, left] = [priceAt(pool, clock.slot), unreleasedAt(pool, clock.slot)];
  return tickets.reduce((sum, ticket) => sum + pay(claimOf(ticket), price, left).net, 0n);
}

function sharesOf({ pool, clock, liquidity }: World): bigint {
  return liquidity ? liquidity.solLamports + lamportsFor(priceAt(pool, clock.slot), liquidity.tokenAmount) : 0n;
}
