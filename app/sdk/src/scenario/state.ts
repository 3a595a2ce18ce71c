// What scenarios begin with: a pool and all that its rules look at, as the SDK reads it.
import { PublicKey } from "@solana/web3.js";
import { existing, fetchMany } from "../accounts/common";
import { managerOf, type Pool } from "../accounts/pool";
import { fetchPriceHistory, type PriceEntry } from "../accounts/priceHistory";
import { fetchSnapshot, type PoolSnapshot } from "../accounts/snapshot";
import type { StakeHistoryEntry } from "../accounts/stakeHistory";
import { fetchQueue, type Ticket } from "../accounts/ticket";
import { fetchSituations, fetchStakeRules } from "../cranks/rebalance";
import type { PoolId } from "../deployment";
import { invalid } from "../errors/arguments";
import { decode, sizeOf, type TypeName } from "../layout";
import { NO_TOP, type Scores, type Top } from "../math/level";
import type { ChainReader } from "../nodes/chain";
import { plain } from "../plain";
import { scoresOf, type ValidatorSituation } from "../quote/moves";
import { decodeMembers, type Member } from "../steward/accounts/members";
import { decodeSteward, type Steward } from "../steward/accounts/steward";
import { stewardOf } from "../steward/addresses";
import { decode as decodeOfSteward, type StewardTypeName, sizeOf as sizeOfSteward } from "../steward/layout";

/** An entry of the stake history, with its epoch. */
export type ClusterEpoch = StakeHistoryEntry & { epoch: bigint };

/** A pool and all that its rules look at, of one moment: plain data, which a file can hold. */
export interface ScenarioState extends Omit<PoolSnapshot, "validators"> {
  /** Sums over the validators' scores. */
  scores: Scores;
  /** The limits that give way first when the level falls. */
  top: Top;
  /** Epoch at whose first look the level could fall last. */
  loweredEpoch: bigint;
  /** Every validator with its stake accounts, in the list's order. */
  validators: ValidatorSituation[];
  /** The queue's tickets, in order. */
  tickets: Ticket[];
  /** The cluster's stake in the last epochs, the latest first. */
  cluster: ClusterEpoch[];
  /** Least delegation that the stake program accepts, in lamports. */
  minimumDelegation: bigint;
  /** The pool's prices at its last updates, the latest last. */
  prices: PriceEntry[];
  /** The pool's steward with its members' bonds, where it is the validator manager or was asked for. */
  bonds?: Bonds | undefined;
}

/** A steward, and the bonds that it holds. */
export interface Bonds {
  steward: Steward;
  members: Member[];
}

export interface ScenarioStateOptions {
  /** Whether the pool's steward is read although it is not the validator manager, or not yet; false if not given. */
  steward?: boolean | undefined;
}

/**
 * Reads what scenarios begin with. `AccountMissing` when there is no such pool, or no steward and one was asked for.
 *
 * @example
 * ```ts
 * const { pool, tickets } = await fetchScenarioState(connection, client.deployment);
 * ```
 */
export async function fetchScenarioState(
  reader: ChainReader,
  id: PoolId,
  { steward: isWanted = false }: ScenarioStateOptions = {},
): Promise<ScenarioState> {
  const { validators: list, ...snapshot } = await fetchSnapshot(reader, id);
  const [validators, { stakeHistory, minimumDelegation }, tickets, { entries }, bonds] = await Promise.all([
    fetchSituations(reader, snapshot.pool, list.records()),
    fetchStakeRules(reader),
    fetchQueue(reader, snapshot.pool),
    fetchPriceHistory(reader, snapshot.pool),
    fetchBonds(reader, snapshot.pool, isWanted),
  ]);
  const cluster = [...(stakeHistory as ReadonlyMap<bigint, StakeHistoryEntry>)]
    .map(([epoch, entry]) => ({ epoch, ...entry }))
    .sort((a, b) => Number(b.epoch - a.epoch));
  const top = { cap: list.topCap, score: list.topScore, shareScore: list.topShareScore };
  return {
    ...{ ...snapshot, scores: scoresOf(list), top, validators, tickets, cluster, minimumDelegation },
    ...{ loweredEpoch: list.loweredEpoch, prices: entries },
    ...(bonds ? { bonds } : {}),
  };
}

/** The bonds of the pool's steward; undefined where another one manages its validators, unless it is `wanted` all the same. */
async function fetchBonds(reader: ChainReader, pool: Pool, isWanted: boolean): Promise<Bonds | undefined> {
  const keys = stewardOf(pool);
  if (!isWanted && !managerOf(pool).equals(keys.authority)) return undefined;
  const [account, list] = await fetchMany(reader, [keys.steward, keys.members]);
  const { data } = existing(account, keys.steward, "the pool's steward", keys.programId);
  const members = decodeMembers(existing(list, keys.members, "the list of members").data);
  return { steward: decodeSteward(keys.steward, data), members: [...members.members] };
}

/** What a file of a state begins with. */
export const STATE_FORMAT = "truestake-state/1";

/**
 * A state as JSON: amounts as strings of digits, addresses base58.
 *
 * @example
 * ```ts
 * console.log(stateToJson(state));
 * ```
 */
export function stateToJson(state: ScenarioState): string {
  return JSON.stringify({ format: STATE_FORMAT, state: plain(state) }, undefined, 1);
}

/**
 * A state from its JSON. `InvalidArgument` names what is missing or of another kind.
 *
 * @example
 * ```ts
 * const { pool, validators } = stateFromJson(json);
 * ```
 */
export function stateFromJson(json: string): ScenarioState {
  let parsed: { format?: unknown; state?: unknown } | null;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw invalid("state", json, "JSON");
  }
  if (parsed?.format !== STATE_FORMAT) throw invalid("state.format", parsed?.format, `"${STATE_FORMAT}"`);
  const state = revived(parsed.state);
  check(template(), state, "state");
  return state as ScenarioState;
}

// Amounts have at most 20 digits, and the shortest address 32 characters: that of the system program is all ones.
const DIGITS = /^-?\d{1,20}$/;
const BASE58 = /^[1-9A-HJ-NP-Za-km-z]{32,44}$/;

/** What `plain` made of bigints and addresses is that again: a state has no other texts. */
function revived(value: unknown): unknown {
  if (typeof value === "string") {
    if (DIGITS.test(value)) return BigInt(value);
    if (BASE58.test(value)) return new PublicKey(value);
    return value;
  }
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, revived(each)]));
}

/** A value that may be left out. */
class Optional {
  constructor(readonly of: unknown) {}
}

/** A value of the right kind at every place: of account types what zeros decode to, lists by an element. */
function template(): Record<string, unknown> {
  const of = (name: TypeName): Record<string, unknown> => ({
    ...(decode(name, new Uint8Array(sizeOf(name))) as object),
  });
  const ofSteward = (name: StewardTypeName): Record<string, unknown> => ({
    ...(decodeOfSteward(name, new Uint8Array(sizeOfSteward(name))) as object),
  });
  const key = PublicKey.default;
  const stakeAccount = {
    ...{ address: key, lamports: 0n, staker: key, withdrawer: key, locked: false },
    lockup: { unixTimestamp: 0n, epoch: 0n },
    delegation: new Optional({ vote: key, stake: 0n, activationEpoch: 0n, deactivationEpoch: 0n }),
  };
  const validator = {
    record: { ...of("validatorRecord"), index: 0 },
    ...{ stake: new Optional(stakeAccount), transient: new Optional(stakeAccount), voteOpen: false },
    ...{ stakeBalance: 0n, transientBalance: 0n },
  };
  const clock = { slot: 0n, epoch: 0n, unixTimestamp: 0n, slotsInEpoch: 0n, epochStartSlot: 0n, rewardsActive: false };
  return {
    pool: { ...of("pool"), pool: key, programId: key },
    liquidity: new Optional(of("liquidityPool")),
    scores: { total: 0n, clipped: 0n, clippedShare: 0n, clippedCaps: 0n, level: 0n },
    ...{ top: NO_TOP, loweredEpoch: 0n },
    ...{ clock, validators: [validator] },
    tickets: [{ ...of("ticket"), address: key }],
    cluster: [{ epoch: 0n, effective: 0n, activating: 0n, deactivating: 0n }],
    prices: [of("priceEntry")],
    bonds: new Optional({
      steward: { ...ofSteward("steward"), steward: key },
      members: [{ ...ofSteward("member"), index: 0 }],
    }),
    ...{ liquidityBalance: 0n, mintSupply: 0n, reserveBalance: 0n, reserveRent: 0n, stakeRent: 0n },
    ...{ treasuryReceives: false, minimumDelegation: 0n },
  };
}

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return "a list";
  if (value instanceof PublicKey) return "an address";
  if (typeof value === "bigint") return "a whole number as text";
  return typeof value === "object" && value !== null ? "an object" : `a ${typeof value}`;
};

/** Compares kinds all the way down; amounts are never negative where the template has none that is. */
function check(expected: unknown, found: unknown, place: string): void {
  if (expected instanceof Optional) {
    if (found !== undefined && found !== null) check(expected.of, found, place);
    return;
  }
  if (kindOf(expected) !== kindOf(found)) throw invalid(place, found, kindOf(expected));
  if (Array.isArray(expected)) {
    // A list without a template for its elements is one of numbers, of a length of its own.
    const [element] = expected;
    for (const [at, each] of (found as unknown[]).entries()) check(element, each, `${place}[${at}]`);
    return;
  }
  if (kindOf(expected) !== "an object") return;
  for (const [name, each] of Object.entries(expected as object)) {
    check(each, (found as Record<string, unknown>)[name], `${place}.${name}`);
  }
}
