// Whether somebody else is doing what is due: the last look before a transaction is sent.
import { SYSVAR_CLOCK_PUBKEY } from "@solana/web3.js";
import { DISCRIMINATOR_BYTES, type RawAccount } from "../accounts/common";
import { decodePool, type Pool } from "../accounts/pool";
import type { Wanted } from "../accounts/round";
import type { PoolSnapshot } from "../accounts/snapshot";
import type { ChainClock } from "../accounts/sysvars";
import { decodeRecords, recordsWanted, type ValidatorRecord } from "../accounts/validatorList";
import { sizeOf } from "../layout";
import { readU64 } from "../layout/bytes";
import type { ChainReader } from "../nodes/chain";
import type { DueCrank } from "./due";

/** What is read here is processed and not confirmed yet: it is a reason to wait, never one to act. */
const NEWEST = "processed";
/** Where the clock has its epoch. */
const EPOCH_AT = 16;

/** The fields that a crank's transactions of other keepers change, beside those of validators. */
const POOL_FIELDS: Partial<Record<DueCrank["crank"], (keyof Pool)[]>> = {
  measure: ["lastUpdateEpoch"],
  update: ["lastUpdateEpoch"],
  settle: ["nextSettlement"],
  remove: ["validatorCount"],
};
/** Fields of a validator that measuring it, putting it in order and moving its stake change. */
const RECORD_FIELDS = ["stakeLamports", "transientLamports", "coolingLamports", "delegatedLamports"] as const;

function hasChanged(before: ValidatorRecord, now: ValidatorRecord | undefined): boolean {
  if (!now?.vote.equals(before.vote) || now.earning.epoch !== before.earning.epoch) return true;
  const isOther = before.stakeStatus !== now.stakeStatus || before.transientStatus !== now.transientStatus;
  return isOther || RECORD_FIELDS.some((field) => before[field] !== now[field]);
}

/**
 * Whether a transaction that was due in a snapshot would come too late, by what a node has processed and not even confirmed: the
 * epoch has ended, or somebody has done it meanwhile. Reads some 1.5 kB in at most two calls. It may also be that what
 * was seen does not last: look again a little later, and act then. False where the node is behind the snapshot. Throws what
 * reading throws.
 *
 * @example
 * ```ts
 * import { isOvertaken } from "@truestake/sdk/operators";
 * import { planDue } from "@truestake/sdk/operators";
 *
 * const snapshot = await client.snapshot();
 * const { due } = await planDue(connection, snapshot, { payer: owner });
 * for (const each of due) console.log(each.crank, await isOvertaken(connection, snapshot, each));
 * ```
 */
export async function isOvertaken(
  reader: ChainReader,
  { pool, clock }: Pick<PoolSnapshot, "pool" | "clock">,
  { crank, records }: Pick<DueCrank, "crank" | "records">,
): Promise<boolean> {
  const [first] = records;
  const wanted = first && recordsWanted(pool, first.index);
  const bytes = DISCRIMINATOR_BYTES + sizeOf("pool");
  const [[poolAccount, clockAccount], [slice]] = await Promise.all([
    newest(reader, clock, [
      { address: pool.pool, bytes },
      { address: SYSVAR_CLOCK_PUBKEY, bytes },
    ]),
    wanted ? newest(reader, clock, [wanted]) : [],
  ]);
  // Whoever does not know them is no witness.
  if (!poolAccount || !clockAccount || (wanted && !slice)) return false;
  if (readU64(clockAccount.data, EPOCH_AT) !== clock.epoch) return true;
  const now = decodePool(pool.pool, poolAccount.data, pool.programId);
  const fields = POOL_FIELDS[crank] ?? [];
  if (fields.some((field) => now[field] !== pool[field])) return true;
  // Paid in part: the head of the queue is the same, and waits for less.
  if (crank === "settle" && now.queuedLamports < pool.queuedLamports) return true;
  return first !== undefined && hasChanged(first, decodeRecords(slice, first.index)[0]);
}

/** Accounts of which the same slice is wanted; null of a node that is behind the snapshot: what it has is older, not newer. */
async function newest(reader: ChainReader, { slot }: ChainClock, wanted: Wanted[]): Promise<(RawAccount | null)[]> {
  const { at: offset = 0, bytes: length = 0 } = wanted[0] ?? {};
  const addresses = wanted.map(({ address }) => address);
  const config = { commitment: NEWEST, dataSlice: { offset, length } } as const;
  const { context, value } = await reader.getMultipleAccountsInfoAndContext(addresses, config);
  return BigInt(context.slot) < slot ? wanted.map(() => null) : value;
}
