import { PublicKey, StakeProgram } from "@solana/web3.js";
import { readI64, readU32, readU64 } from "../layout/bytes";
import type { ChainReader } from "../nodes/chain";
import { fetchExisting, foreign, type RawAccount } from "./common";

/** A stake account, as the chain has it. */
export interface StakeAccount {
  address: PublicKey;
  /** All lamports of the account. */
  lamports: bigint;
  staker: PublicKey;
  withdrawer: PublicKey;
  /** Whether a lockup could keep the withdrawer from withdrawing, now or ever. */
  locked: boolean;
  lockup: Lockup;
  /** Present unless the account only holds lamports. */
  delegation?: Delegation;
}

/** Lockup expiry; both zero when there never was a lockup. */
export interface Lockup {
  /** Seconds since 1970. */
  unixTimestamp: bigint;
  epoch: bigint;
}

export interface Delegation {
  vote: PublicKey;
  /** Lamports delegated, effective or not. */
  stake: bigint;
  activationEpoch: bigint;
  /** u64::MAX while nobody has deactivated it. */
  deactivationEpoch: bigint;
}

/** `deactivationEpoch` of a delegation that nobody has deactivated. */
export const NEVER = 0xffff_ffff_ffff_ffffn;

/** States of a stake account without a delegation and with one, and the last that the stake program knows: it gives it to none. */
const [INITIALIZED, STAKE, REWARDS_POOL] = [1, 2, 3];
/** Bytes of what is known of a stake account, by its state. */
const BYTES: Record<number, number | undefined> = { [INITIALIZED]: 124, [STAKE]: 180 };

/**
 * Whether an account of the stake program holds what nobody can read. Its lamports still count.
 *
 * @example
 * ```ts
 * console.log(isUnreadable(account));
 * ```
 */
export function isUnreadable(account: RawAccount | null): boolean {
  if (!account?.owner.equals(StakeProgram.programId)) return false;
  const { data } = account;
  if (data.length < 4) return true;
  const state = readU32(data, 0);
  const bytes = BYTES[state];
  return bytes === undefined ? state > REWARDS_POOL : data.length < bytes;
}

/**
 * Lamports at an address that are the pool's, whose stake accounts `authority` has, as the program measures them.
 *
 * @example
 * ```ts
 * const lamports = measuredLamports(stake, account, pool.stakeAuthority);
 * ```
 */
export function measuredLamports(address: PublicKey, account: RawAccount | null, authority: PublicKey): bigint {
  if (account && isUnreadable(account)) return BigInt(account.lamports);
  const decoded = decodeStakeAccount(address, account);
  return decoded && isOwnedBy(decoded, authority) ? decoded.lamports : 0n;
}

/**
 * Decodes a stake account; undefined when none has been made at the address, or when nobody can read what is there.
 *
 * @example
 * ```ts
 * const delegation = decodeStakeAccount(stake, account)?.delegation;
 * ```
 */
export function decodeStakeAccount(address: PublicKey, account: RawAccount | null): StakeAccount | undefined {
  if (!account?.owner.equals(StakeProgram.programId) || isUnreadable(account)) return undefined;
  const { data } = account;
  const state = readU32(data, 0);
  if (!BYTES[state]) return undefined;
  const key = (at: number) => new PublicKey(data.subarray(at, at + 32));
  const lockup: Lockup = { unixTimestamp: readI64(data, 76), epoch: readU64(data, 84) };
  const decoded: StakeAccount = {
    address,
    lamports: BigInt(account.lamports),
    staker: key(12),
    withdrawer: key(44),
    locked: lockup.unixTimestamp !== 0n || lockup.epoch !== 0n,
    lockup,
  };
  if (state === STAKE) {
    decoded.delegation = {
      vote: key(124),
      stake: readU64(data, 156),
      activationEpoch: readU64(data, 164),
      deactivationEpoch: readU64(data, 172),
    };
  }
  return decoded;
}

/**
 * Whether an account is delegated and nobody has deactivated it.
 *
 * @example
 * ```ts
 * console.log(isDelegated(stakeAccount));
 * ```
 */
export function isDelegated({ delegation }: StakeAccount): boolean {
  return delegation?.deactivationEpoch === NEVER;
}

/**
 * Whether a stake account belongs to `owner` alone.
 *
 * @example
 * ```ts
 * console.log(isOwnedBy(stakeAccount, wallet));
 * ```
 */
export function isOwnedBy({ staker, withdrawer }: StakeAccount, owner: PublicKey): boolean {
  return staker.equals(owner) && withdrawer.equals(owner);
}

/**
 * Lamports that an account lacks for the rent of now beside its delegation, after rent has risen: nobody can split or withdraw
 * until they are there. The rent that was written into it when it was made is compared with nothing.
 *
 * @example
 * ```ts
 * const lamports = missingRent(stakeAccount, snapshot.stakeRent);
 * ```
 */
export function missingRent({ lamports, delegation }: StakeAccount, rent: bigint): bigint {
  const needed = rent + (delegation?.stake ?? 0n);
  return needed > lamports ? needed - lamports : 0n;
}

/**
 * Whether an account's lockup keeps its owner from withdrawing now.
 *
 * @example
 * ```ts
 * console.log(isLocked(stakeAccount, snapshot.clock));
 * ```
 */
export function isLocked(
  { lockup }: StakeAccount,
  { unixTimestamp, epoch }: { unixTimestamp: bigint; epoch: bigint },
): boolean {
  return lockup.unixTimestamp > unixTimestamp || lockup.epoch > epoch;
}

/**
 * Reads a stake account. `AccountMissing` when there is none, `AccountForeign` when it is something else.
 *
 * @example
 * ```ts
 * const { lamports, delegation } = await fetchStakeAccount(connection, stake);
 * ```
 */
export async function fetchStakeAccount(reader: ChainReader, address: PublicKey): Promise<StakeAccount> {
  const account = decodeStakeAccount(address, await fetchExisting(reader, address, "the stake account"));
  if (!account) throw foreign(`${address.toBase58()} is no stake account`, { address });
  return account;
}
