// What the first view shows, all of it read from the chain, and what follows from it without asking again.
import { PublicKey } from "@solana/web3.js";
import {
  type Deployment,
  feesOf,
  isFresh,
  type PartialSnapshot,
  type PriceEntry,
  type PriceHistory,
  type TokenMetadata,
  type ValidatorListHead,
} from "@truestake/sdk";
import * as math from "@truestake/sdk/math";
import { askAt, priceAt } from "@truestake/sdk/quotes";

/** The parts of the pool that are read: at the same cost in a pool of any size. */
export const PARTS = [
  ...(["clock", "liquidity", "liquidityBalance", "mintSupply", "reserveBalance"] as const),
  ...(["reserveRent", "stakeRent", "treasuryReceives"] as const),
] as const;

export type Snapshot = PartialSnapshot<(typeof PARTS)[number] | "pool">;

export interface View extends Snapshot {
  deployment: Deployment;
  genesis: string;
  history: PriceHistory;
  names: TokenMetadata | undefined;
  list: ValidatorListHead;
  /** Seconds of a slot, as the node has measured lately. */
  perSlot: number;
  /** When it was read, by this machine's clock in milliseconds. */
  at: number;
}

/** The token's symbol; a word while it has none. */
export const symbolOf = ({ names }: Pick<View, "names">, otherwise: string): string => names?.symbol || otherwise;

export const bidOf = ({ pool, clock }: Snapshot): math.Price => priceAt(pool, clock.slot);

/** What a token costs whoever comes in; undefined in a pool that has lost everything. */
export function askOf({ pool, clock }: Snapshot): math.Price | undefined {
  const { total } = bidOf({ pool, clock } as Snapshot);
  return total > 0n ? askAt(pool, clock) : undefined;
}

/** Lamports that tokens are worth at the true price, floored. */
export const worthOf = (snapshot: Snapshot, tokens: bigint): bigint =>
  tokens === 0n ? 0n : math.lamportsFor(bidOf(snapshot), tokens);

/** Seconds until the epoch so many epochs later begins; 0 for this one. */
export function secondsUntil({ clock, perSlot }: Pick<View, "clock" | "perSlot">, epochs: bigint): number {
  if (epochs <= 0n) return 0;
  const slots = clock.epochStartSlot + clock.slotsInEpoch * epochs - clock.slot;
  return Math.ceil(Number(slots) * perSlot);
}

/** How much of the epoch has passed, in parts of a thousand. */
export const epochProgress = ({ clock }: Snapshot): number =>
  Number(((clock.slot - clock.epochStartSlot) * 1_000n) / clock.slotsInEpoch);

export const isPaused = ({ pool, clock }: Snapshot): boolean => pool.pausedUntil > clock.unixTimestamp;

export { isFresh };

/** Validators that this epoch's update has measured. */
export const measuredOf = ({ list, clock }: View): number =>
  list.updatedEpoch === clock.epoch ? list.updatedCount : 0;

/** Three yields of the same span, per year: what the stake brought, what the pool takes of it, and what holders keep. */
export interface Yield {
  before: number;
  fee: number;
  net: number;
  epochs: number;
  seconds: number;
}

const YEAR = 365.25 * 86_400;
const PRECISION = 10n ** 15n;

const ratio = (of: bigint, by: bigint): number => Number((of * PRECISION) / by) / Number(PRECISION);

/**
 * What the last updates brought, by the history alone and by the time that passed between them. The fee is the part of the tokens that
 * it minted; without those the same lamports would be shared by fewer. Undefined with fewer than two prices. For display only.
 */
export function yieldOf({ entries }: PriceHistory, epochs: number): Yield | undefined {
  const from = entries[Math.max(0, entries.length - 1 - epochs)];
  const to = entries.at(-1);
  if (!from || !to || from === to || from.total === 0n || to.supply === 0n) return undefined;
  const seconds = Number(to.unixTime - from.unixTime);
  if (seconds <= 0) return undefined;
  const later = entries.slice(entries.indexOf(from) + 1);
  const net = ratio(to.total * from.supply, to.supply * from.total);
  // Each update's fee dilutes all tokens of its moment.
  const dilution = later.reduce(
    (product, { supply, feeTokens }) => (supply === 0n ? product : product * ratio(supply - feeTokens, supply)),
    1,
  );
  const yearly = (growth: number) => growth ** (YEAR / seconds) - 1;
  const [kept, earned] = [yearly(net), yearly(net / dilution)];
  return { before: earned, fee: earned - kept, net: kept, epochs: later.length, seconds };
}

/** Whether the price fell with this update: somebody lost stake. */
export const isLoss = (before: PriceEntry | undefined, entry: PriceEntry): boolean =>
  before !== undefined && math.comparePrices(entry, before) < 0;

/** What waits to change, each with the update that brings it. */
export function pendingOf({
  pool,
  liquidity,
}: Snapshot): { what: "fees" | "manager" | "admin" | "liquidity"; update?: bigint }[] {
  const waits = ({ fromUpdate }: { fromUpdate: bigint }) => pool.updates < fromUpdate;
  return [
    ...(waits(pool.fees) ? [{ what: "fees" as const, update: pool.fees.fromUpdate }] : []),
    ...(waits(pool.validatorManager) ? [{ what: "manager" as const, update: pool.validatorManager.fromUpdate }] : []),
    ...(pool.pendingAdmin.equals(PublicKey.default) ? [] : [{ what: "admin" as const }]),
    ...(liquidity && waits(liquidity.fees) ? [{ what: "liquidity" as const, update: liquidity.fees.fromUpdate }] : []),
  ];
}

/**
 * Epochs until what comes in now is worth what was paid for it when it leaves by ticket: the premium and the fees, over what the pool
 * has earned in an epoch lately. 0 where it costs nothing; undefined where nothing is known to be earned.
 */
export function breakEven(view: View, lamports: bigint, tokens: bigint): number | undefined {
  const { ticket } = feesOf(view.pool);
  const out = worthOf(view, tokens) - (worthOf(view, tokens) * BigInt(ticket)) / 10_000n;
  if (out >= lamports) return 0;
  const { entries } = view.history;
  const [from, to] = [entries[Math.max(0, entries.length - 11)], entries.at(-1)];
  if (!from || !to || from === to || from.total === 0n) return undefined;
  const rise = ratio(to.total * from.supply, to.supply * from.total) ** (1 / Number(to.epoch - from.epoch || 1n)) - 1;
  if (rise <= 0) return undefined;
  return Math.ceil(Number(((lamports - out) * 1_000_000n) / lamports) / 1_000_000 / rise);
}
