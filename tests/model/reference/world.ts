// Everything that the model knows of a pool and of those who use it. The money's rules are in money.ts.
import type { StakeHistoryEntries } from "@truestake/localnet";
import { floorDiv, inForce, Model, type ModelScheduled, U64_MAX } from "../../common";
import { least, most } from "../bigint";
import type { Holdings, Policy, Scores, Share, Top } from "./policy";
import { allow, refuse } from "./refusal";
import type { StakeAccount, StakeRules } from "./stakeAccount";
import { type Accounts, type ModelValidator, STATUS, stays } from "./validators";

export interface Person {
  lamports: bigint;
  tokens: bigint;
  shares: bigint;
}

/** A stake account of a user. */
export interface Given {
  owner: string;
  account: StakeAccount;
  lockedUntil: bigint;
}

/** A ticket's account. What it pays is in the books. */
export interface TicketAccount {
  owner: string;
  orderer: string;
  nonce: bigint;
  rentPayer: string;
  lamports: bigint;
}

/** Where a validator stands in the list. */
export interface Mark {
  index: number;
  rentPayer: string;
  lamports: bigint;
}

/** The price after an update, as the history keeps it. */
export interface Entry {
  epoch: bigint;
  slot: bigint;
  time: bigint;
  total: bigint;
  supply: bigint;
  gain: bigint;
  feeTokens: bigint;
}

/** Bytes of accounts. */
export interface Sizes {
  ticket: bigint;
  mark: bigint;
  record: bigint;
  liquidity: bigint;
}

export interface World {
  clock: { slot: bigint; epoch: bigint; time: bigint; rewardsActive: boolean; slotsPerEpoch: bigint };
  history: StakeHistoryEntries;
  /** Rent of now, in lamports a byte. */
  lamportsPerByte: bigint;
  /** Whether accounts that rent has outgrown may be paid without being filled up (SIMD-0392). */
  relaxedRents: boolean;
  sizes: Sizes;
  minimumDelegation: bigint;
  books: Model;
  mintSupply: bigint;
  /** Lamports in the books, and all in the account. */
  reserve: { booked: bigint; lamports: bigint };
  /** The highest rent that a stake address was given. */
  fundedRent: bigint;
  /** What rebalancing has deactivated in an epoch. */
  rebalanced: { epoch: bigint; lamports: bigint };
  validators: ModelValidator[];
  /** The list's account. */
  list: { bytes: bigint; lamports: bigint };
  marks: Record<string, Mark | undefined>;
  /** By validator, those taken off the list included. */
  accounts: Record<string, Accounts>;
  votes: Record<string, { open: boolean }>;
  measured: { epoch: bigint; count: number };
  /** What limits are judged by, the epoch at whose first look it could fall last, and those that give way first when it does. */
  level: bigint;
  lowered: bigint;
  top: Top;
  policy: Policy;
  depositCap: bigint;
  liquidityCap: bigint;
  /** All lamports of the liquidity pool's SOL account. */
  vault: bigint;
  /** Tokens that somebody sent to accounts that no instruction takes them out of. */
  gifts: { escrow: bigint; liquidityTokens: bigint };
  people: Record<string, Person>;
  /** Lamports of those who may hold roles. */
  staff: Record<string, bigint>;
  /** Tokens by treasury; undefined for one whose account does not exist. */
  treasuries: Record<string, bigint | undefined>;
  treasury: string;
  roles: { admin: string; pending: string | undefined; manager: ModelScheduled<string>; guardian: string };
  pausedUntil: bigint;
  pauseAllowedFrom: bigint;
  given: Record<string, Given>;
  /** By name of a withdrawn stake account, those that are gone included: what its address is made of. */
  exits: Record<string, { user: string; nonce: bigint }>;
  /** By ticket. */
  tickets: TicketAccount[];
  /** The ring of queued tickets: their numbers by place. */
  ring: { base: bigint; bytes: bigint; lamports: bigint; places: (bigint | undefined)[] };
  prices: Entry[];
}

/** A copy to try something on. */
export function copyOf(world: World): World {
  const { history, ...rest } = world;
  const copy = structuredClone(rest);
  return { ...copy, history, books: Object.assign(Object.create(Model.prototype), copy.books) };
}

export function person({ people }: World, name: string): Person {
  return people[name] ?? refuse(`nobody is called ${name}`);
}

/** Lamports that come to somebody, or go. */
export function pay(world: World, name: string, lamports: bigint): void {
  const user = world.people[name];
  if (user) user.lamports += lamports;
  else world.staff[name] = (world.staff[name] ?? refuse(`nobody is called ${name}`)) + lamports;
}

/** Bytes that every account costs beside its data. */
const ACCOUNT_BYTES = 128n;
export const STAKE_BYTES = 200n;

/** Rent of an account of now. */
export function rentFor({ lamportsPerByte }: World, bytes: bigint): bigint {
  return (ACCOUNT_BYTES + bytes) * lamportsPerByte;
}

export function stakeRent(world: World): bigint {
  return rentFor(world, STAKE_BYTES);
}

export function rulesOf(world: World): StakeRules {
  const { clock, history, minimumDelegation } = world;
  return { epoch: clock.epoch, history, rent: stakeRent(world), minimum: minimumDelegation };
}

export function managerOf({ roles, books }: World): string {
  return inForce(roles.manager, books.updates);
}

export function validator({ validators }: World, index: number): ModelValidator {
  return validators[index] ?? refuse("ValidatorNotFound");
}

export function accountsOf({ accounts }: World, vote: string): Accounts {
  return accounts[vote] ?? refuse(`no validator ${vote}`);
}

export function coolingOf({ validators }: World): bigint {
  return validators.reduce((sum, { cooling }) => sum + cooling, 0n);
}

export function scoresOf({ validators, level }: World): Scores {
  const sums = { total: 0n, clipped: 0n, clippedShare: 0n, clippedCaps: 0n, level };
  for (const { score, limit } of validators) {
    sums.total += score;
    if (limit === undefined) continue;
    sums.clipped += score;
    if (limit.kind === "cap") sums.clippedCaps += limit.amount;
    else sums.clippedShare += limit.amount;
  }
  return sums;
}

/** Stake addresses that the pool has paid rent into. */
export function fundedOf({ validators }: World): bigint {
  const funded = validators.flatMap(({ stakeStatus, transientStatus }) => [stakeStatus, transientStatus]);
  return BigInt(funded.filter((status) => status !== STATUS.none).length);
}

/** The most of the stake that can be rent. */
export function rentsOf(world: World): bigint {
  return world.fundedRent * fundedOf(world);
}

/** A stake address holds so much rent. */
export function noteRent(world: World, rent: bigint): void {
  world.fundedRent = most(world.fundedRent, rent);
}

export function holdingsOf(world: World): Holdings {
  const { reserve, rebalanced, clock, books } = world;
  // After a loss the tickets are paid less than they were worth when ordered.
  const queued = books.grossClaim(books.queued(), clock.slot);
  return {
    reserve: reserve.booked,
    staked: books.staked,
    cooling: coolingOf(world),
    queued,
    servable: least(books.servable(clock), queued),
    moved: rebalanced.epoch === clock.epoch ? rebalanced.lamports : 0n,
    moving: books.isMoving(clock),
  };
}

/** The same where tickets count for nothing that cost nothing to cancel: those of this epoch, until its moving part. */
export function certainHoldingsOf(world: World): Holdings {
  const holdings = holdingsOf(world);
  return holdings.moving ? holdings : { ...holdings, queued: world.books.earlierValue(world.clock) };
}

export function shareOf(record: ModelValidator): Share {
  return { score: record.score, cap: record.cap, limit: record.limit, stake: stays(record) };
}

/** Books what the reserve holds over its rent. */
export function measureReserve(world: World): void {
  const { reserve, books, clock } = world;
  const rent = rentFor(world, 0n);
  const found = reserve.lamports > rent ? reserve.lamports - rent : 0n;
  const change = found - reserve.booked;
  books.measure({ gain: change > 0n ? change : 0n, loss: change < 0n ? -change : 0n }, clock);
  reserve.booked = found;
}

/** Lamports that come into the reserve and its books, or go. */
export function moveReserve({ reserve }: World, lamports: bigint): void {
  reserve.booked += lamports;
  reserve.lamports += lamports;
}

/** Whether the treasury's account can take tokens. */
export function canCharge({ treasuries, treasury }: World): boolean {
  return treasuries[treasury] !== undefined;
}

export function payTreasury(world: World, tokens: bigint): void {
  const { treasuries, treasury } = world;
  const held = treasuries[treasury];
  if (held !== undefined) treasuries[treasury] = held + tokens;
}

export function requirePaidOut({ clock }: World): undefined {
  allow(!clock.rewardsActive, "EpochRewardsActive");
}

/** What uses the price needs that of this epoch. */
export function requireFresh(world: World): void {
  requirePaidOut(world);
  allow(world.books.epoch === world.clock.epoch, "PoolOutOfDate");
}

/** After nearly everything was lost a token may cost too little for lamports' tokens to be counted, those of SOL that is `deposited`. */
export function requirePrice({ books, clock }: World, lamports: bigint, deposited: bigint): void {
  const ask = books.ask(clock, deposited) ?? refuse("NoPrice");
  allow(floorDiv(lamports, ask.supply, ask.total) <= U64_MAX, "Overflow");
}

export function requireRunning({ clock, pausedUntil }: World): void {
  allow(clock.time >= pausedUntil, "Paused");
}
