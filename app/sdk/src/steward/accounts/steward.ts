import type { PublicKey } from "@solana/web3.js";
import { DISCRIMINATOR_BYTES, decodingAs, fetchExisting } from "../../accounts/common";
import type { ChainReader } from "../../nodes/chain";
import type { StewardKeys } from "../addresses";
import { ACCOUNTS } from "../idl/accounts";
import { GRACE_EPOCHS, NOTES } from "../idl/constants";
import { decode, type StewardDecoded } from "../layout";
import type { Reference } from "../math/note";

/** What a steward asks for: lamports, parts per billion and basis points. */
export type StewardPolicy = StewardDecoded<"policy">;

/** A steward: its policy, its sums, and what each of the last 64 epochs was like for all stake. */
export type Steward = StewardDecoded<"steward"> & {
  /** Its own address. */
  steward: PublicKey;
};

/** Decodes a steward. `AccountForeign` when the data is none. */
export function decodeSteward(steward: PublicKey, data: Uint8Array): Steward {
  return decodingAs("Steward", ACCOUNTS.Steward, data, (whole) => ({
    ...decode("steward", whole, DISCRIMINATOR_BYTES),
    steward,
  }));
}

/**
 * Reads a pool's steward. `AccountMissing` when the pool has none.
 *
 * @example
 * ```ts
 * const { policy, bondTokens } = await fetchSteward(connection, stewardOf(deployment({ mint })));
 * ```
 */
export async function fetchSteward(reader: ChainReader, { steward, programId }: StewardKeys): Promise<Steward> {
  return decodeSteward(steward, (await fetchExisting(reader, steward, "the steward", programId)).data);
}

/** The policy in force in `epoch`. */
export function policyAt({ policy, nextPolicy, policyEpoch }: Steward, epoch: bigint): StewardPolicy {
  return policyEpoch !== 0n && epoch >= policyEpoch ? nextPolicy : policy;
}

/** The policy that was set last, in force or not: what is changed anew is a change of that. */
export function latestPolicy({ policy, nextPolicy, policyEpoch }: Steward): StewardPolicy {
  return policyEpoch === 0n ? policy : nextPolicy;
}

/** What was tolerated below the cluster's mean in an epoch that is to be assessed, in basis points: by the policy of then. */
export function toleranceAt(steward: Steward, epoch: bigint): number {
  const { policySince, earlierTolerance } = steward;
  return epoch < policySince ? Number(earlierTolerance) : policyAt(steward, epoch).tolerance;
}

/** Whether an epoch was noted. */
export function isNoted({ notes }: Steward, epoch: bigint): boolean {
  return notes[Number(epoch % BigInt(NOTES))]?.epoch === epoch;
}

/** What an epoch was like for all stake; undefined where nobody noted it, or where it is unknown. */
export function referenceOf(steward: Steward, epoch: bigint): Reference | undefined {
  const note = steward.notes[Number(epoch % BigInt(NOTES))];
  if (note?.epoch !== epoch || note.credits === 0n) return undefined;
  return { credits: note.credits, growth: note.growth };
}

/** Whether validators of an earlier manager keep their stake in `epoch`. */
export function isGrace({ managedSince }: Steward, epoch: bigint): boolean {
  return epoch < managedSince + GRACE_EPOCHS;
}
