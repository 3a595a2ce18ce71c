import type { PublicKey } from "@solana/web3.js";
import { DISCRIMINATOR_BYTES, decodingAs, fetchExisting, fetchMany, foreign, missing } from "../../accounts/common";
import { fetchRound } from "../../accounts/round";
import type { ChainReader } from "../../nodes/chain";
import { membershipAddress, type StewardKeys } from "../addresses";
import { stewardError } from "../errors";
import { ACCOUNTS } from "../idl/accounts";
import { decode, type StewardDecoded, sizeOf } from "../layout";

/** What a place in the list of members holds. */
export enum MemberStatus {
  Free = 0,
  Member = 1,
  /** All of its bond was asked back. */
  Leaving = 2,
}

/** A validator with a bond. Tokens are units of the pool token, commissions basis points, performance parts per million. */
export type Member = Omit<StewardDecoded<"member">, "status"> & {
  /** Place in the list. */
  index: number;
  status: MemberStatus;
};

/** Where a member stands, and who gets the rent of that account back; of who left while vetoed, until when it may not join again. */
export type Membership = StewardDecoded<"membership">;

/** The members of a steward. */
export interface MemberList {
  /** Places, free ones included. */
  readonly places: number;
  /** Members, in the order of their places. */
  readonly members: readonly Member[];
  /** The first place that is free: one in the list, or the next one behind it. */
  readonly freePlace: number;
}

/** Bytes before the records. */
const header = (): number => DISCRIMINATOR_BYTES + sizeOf("members");

const memberAt = (data: Uint8Array, at: number, index: number): Member => ({
  ...(decode("member", data, at) as Omit<Member, "index">),
  index,
});

/** Decodes a list of members. `AccountForeign` when the data is none, or cut short. */
export function decodeMembers(data: Uint8Array): MemberList {
  return decodingAs("Members", ACCOUNTS.Members, data, (whole) => {
    const { count } = decode("members", whole, DISCRIMINATOR_BYTES);
    const [first, size] = [header(), sizeOf("member")];
    const all = Array.from({ length: count }, (_, index) => memberAt(whole, first + index * size, index));
    const free = all.findIndex(({ status }) => status === MemberStatus.Free);
    const members = all.filter(({ status }) => status !== MemberStatus.Free);
    return { places: count, members, freePlace: free < 0 ? count : free };
  });
}

/**
 * Reads all members of a steward.
 *
 * @example
 * ```ts
 * const { members } = await fetchMembers(connection, stewardOf(deployment({ mint })));
 * ```
 */
export async function fetchMembers(reader: ChainReader, { members, programId }: StewardKeys): Promise<MemberList> {
  return decodeMembers((await fetchExisting(reader, members, "the list of members", programId)).data);
}

/**
 * Reads the membership that is at a validator's address: a member's, or that of one that left while it was vetoed, whose `barredUntil` is
 * not 0. Undefined where there is none.
 *
 * @example
 * ```ts
 * const { barredUntil = 0n } = (await fetchMembershipThere(connection, steward, vote)) ?? {};
 * ```
 */
export async function fetchMembershipThere(
  reader: ChainReader,
  keys: StewardKeys,
  vote: PublicKey,
): Promise<Membership | undefined> {
  const [account] = await fetchMany(reader, [membershipAddress(keys, vote)]);
  // Anybody can send lamports to an address that is free: that is no membership.
  if (!account?.owner.equals(keys.programId)) return undefined;
  return decodingAs("Membership", ACCOUNTS.Membership, account.data, (whole) =>
    decode("membership", whole, DISCRIMINATOR_BYTES),
  );
}

/** Reads a member's membership. `MemberNotFound` when the validator is none, also where it left while it was vetoed. */
export async function fetchMembership(reader: ChainReader, keys: StewardKeys, vote: PublicKey): Promise<Membership> {
  const found = await fetchMembershipThere(reader, keys, vote);
  if (found?.barredUntil === 0n) return found;
  if (!found) throw stewardError("MemberNotFound", { args: { vote } });
  const { barredUntil } = found;
  const hint = `It left while it was vetoed, and may join again from epoch ${barredUntil} on.`;
  throw stewardError("MemberNotFound", { args: { vote, barredUntil }, hint });
}

/**
 * Reads one member: as many bytes in a list of any length. `MemberNotFound` when the validator is none.
 *
 * @example
 * ```ts
 * const { tokens, debt, gates } = await fetchMember(connection, stewardOf(deployment({ mint })), vote);
 * ```
 */
export async function fetchMember(reader: ChainReader, keys: StewardKeys, vote: PublicKey): Promise<Member> {
  const { index } = await fetchMembership(reader, keys, vote);
  const [at, bytes] = [header() + index * sizeOf("member"), sizeOf("member")];
  const [account] = (await fetchRound(reader, [{ address: keys.members, at, bytes }])).accounts;
  if (!account) throw missing("the list of members", keys.members);
  if (account.data.length < bytes) throw foreign("the list of members is cut short", { bytes: account.data.length });
  const member = memberAt(account.data, 0, index);
  // It has left between the two reads.
  if (!member.vote.equals(vote)) throw stewardError("MemberNotFound", { args: { vote } });
  return member;
}

/** What was asked back: all of it while it leaves. */
export function requestedOf({ status, tokens, requested }: Member): bigint {
  return status === MemberStatus.Leaving ? tokens : requested;
}

/** Tokens that are neither owed nor asked back. */
export function availableOf(member: Member): bigint {
  const left = member.tokens - requestedOf(member) - member.debt;
  return left > 0n ? left : 0n;
}
