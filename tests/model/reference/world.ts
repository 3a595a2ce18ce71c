// Everything that the model knows of a pool and of those who use it. The money's rules are those of common/model.ts.
import type { StakeHistoryEntries } from "@truestake/localchain";
import { Model } from "../../common";
import type { Holdings, Policy, Share } from "./policy";
import { allow, refuse } from "./refusal";
import type { StakeAccount, StakeRules } from "./stakeAccount";
import { type Accounts, type ModelValidator, stays } from "./validators";

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

export interface World {
  clock: { slot: bigint; epoch: bigint; time: bigint; rewardsActive: boolean; slotsPerEpoch: bigint };
  history: StakeHistoryEntries;
  rents: { empty: bigint; stake: bigint; ticket: bigint };
  minimumDelegation: bigint;
  books: Model;
  mintSupply: bigint;
  /** Lamports over the rent: those in the books, and those that are there. */
  reserve: { booked: bigint; held: bigint };
  staked: bigint;
  pending: { gain: bigint; loss: bigint };
  moved: { epoch: bigint; lamports: bigint };
  validators: ModelValidator[];
  /** By validator, those taken off the list included. */
  accounts: Record<string, Accounts>;
  votes: Record<string, { open: boolean }>;
  measured: { epoch: bigint; count: number };
  policy: Policy;
  depositCap: bigint;
  liquidityCap: bigint;
  /** What somebody sent to accounts that no instruction takes it out of. */
  gifts: { escrow: bigint; liquidityTokens: bigint; liquiditySol: bigint };
  people: Record<string, Person>;
  /** Tokens by treasury; undefined for one whose account does not exist. */
  treasuries: Record<string, bigint | undefined>;
  treasury: string;
  roles: { admin: string; pending: string | undefined; manager: string; guardian: string };
  pausedUntil: bigint;
  pauseAllowedFrom: bigint;
  given: Record<string, Given>;
  /** By ticket: its owner and what he paid for the account. */
  owners: string[];
  orderedSlots: bigint[];
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

export function rulesOf({ clock, history, rents, minimumDelegation }: World): StakeRules {
  return { epoch: clock.epoch, history, rent: rents.stake, minimum: minimumDelegation };
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

export function totalScoreOf({ validators }: World): bigint {
  return validators.reduce((sum, { score }) => sum + score, 0n);
}

export function holdingsOf(world: World): Holdings {
  const { reserve, staked, moved, clock, books } = world;
  return {
    reserve: reserve.booked,
    staked,
    cooling: coolingOf(world),
    queued: books.queuedValue,
    moved: moved.epoch === clock.epoch ? moved.lamports : 0n,
  };
}

export function shareOf(world: World, record: ModelValidator): Share {
  return { score: record.score, totalScore: totalScoreOf(world), stake: stays(record) };
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

export function requireRunning({ clock, pausedUntil }: World): void {
  allow(clock.time >= pausedUntil, "Paused");
}
