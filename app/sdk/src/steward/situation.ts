// A pool and its steward, all of one moment: what plans and explanations are made from.
import type { PublicKey } from "@solana/web3.js";
import { fetchMany, missing, type RawAccount } from "../accounts/common";
import { managerOf, type Pool } from "../accounts/pool";
import { decodePriceHistory, type PriceEntry } from "../accounts/priceHistory";
import { fetchTogether } from "../accounts/snapshot";
import type { ChainClock } from "../accounts/sysvars";
import { decodeValidatorList, type ValidatorList, type ValidatorRecord } from "../accounts/validatorList";
import type { ChainReader } from "../nodes/chain";
import { decodeMembers, fetchMembership, type Member, type MemberList } from "./accounts/members";
import { decodeSteward, type Steward } from "./accounts/steward";
import type { StewardKeys } from "./addresses";
import { stewardError } from "./errors";

/** A pool and its steward. */
export interface StewardSituation {
  keys: StewardKeys;
  pool: Pool;
  clock: ChainClock;
  steward: Steward;
  members: MemberList;
  validators: ValidatorList;
  /** The pool's records by vote account, in base58. */
  records: ReadonlyMap<string, ValidatorRecord>;
  /** Prices after the pool's last updates, oldest first. */
  prices: readonly PriceEntry[];
  /** Whether the steward is the pool's validator manager now. */
  isManager: boolean;
}

/** Reads a pool and its steward; undefined where the pool has none. */
export async function fetchStewardSituation(
  reader: ChainReader,
  keys: StewardKeys,
): Promise<StewardSituation | undefined> {
  const { pool: place, steward: address, members } = keys;
  const wanted = [address, members, place.validators, place.history].map((each) => ({ address: each }));
  const { snapshot, beside } = await fetchTogether(reader, place, ["pool", "clock"], wanted);
  const [stewardAccount, membersAccount, list, history] = beside;
  if (!stewardAccount?.owner.equals(keys.programId)) return undefined;
  if (!membersAccount) throw missing("the list of members", members);
  if (!list) throw missing("the validator list", place.validators);
  if (!history) throw missing("the price history", place.history);
  const validators = decodeValidatorList(list.data);
  return {
    ...{ keys, pool: snapshot.pool, clock: snapshot.clock, validators },
    steward: decodeSteward(address, stewardAccount.data),
    members: decodeMembers(membersAccount.data),
    records: new Map(validators.records().map((record) => [record.vote.toBase58(), record])),
    prices: decodePriceHistory(history.data).entries,
    isManager: managerOf(snapshot.pool).equals(keys.authority),
  };
}

/** The same of a pool that has to have a steward: `AccountMissing`. */
export async function fetchStewarded(reader: ChainReader, keys: StewardKeys): Promise<StewardSituation> {
  const found = await fetchStewardSituation(reader, keys);
  if (!found) throw missing("the pool's steward", keys.steward);
  return found;
}

/** A member of what was read. `MemberNotFound` where the validator is none; it says so where it left while it was vetoed. */
export async function memberIn(
  reader: ChainReader,
  { keys, members }: StewardSituation,
  vote: PublicKey,
): Promise<Member> {
  const member = members.members.find((each) => each.vote.equals(vote));
  if (member) return member;
  await fetchMembership(reader, keys, vote);
  // It has joined between the two reads.
  throw stewardError("MemberNotFound", { args: { vote } });
}

/** Members that the pool lists: those that are rated. */
export function listed({ members, records }: StewardSituation): Member[] {
  return members.members.filter(({ vote }) => records.has(vote.toBase58()));
}

/** Members that the pool does not list. */
export function waiting({ members, records }: StewardSituation): Member[] {
  return members.members.filter(({ vote }) => !records.has(vote.toBase58()));
}

/** Vote accounts by their addresses, in base58; null where there is none. */
export type VotesSeen = ReadonlyMap<string, RawAccount | null>;

/** Reads vote accounts. */
export async function fetchVotes(reader: ChainReader, votes: readonly PublicKey[]): Promise<VotesSeen> {
  const accounts = await fetchMany(reader, [...votes]);
  return new Map(votes.map((vote, place) => [vote.toBase58(), accounts[place] ?? null]));
}
