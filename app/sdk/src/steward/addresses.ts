// A pool's steward: every address that follows from the pool's.
import { PublicKey } from "@solana/web3.js";
import type { PoolKeys } from "../deployment";
import { checkAddress } from "../errors/arguments";
import { ascii } from "../layout/bytes";
import { ADDRESS, AUTHORITY, MEMBERS, MEMBERSHIP, STEWARD, VAULT } from "./idl/constants";

/** Address that the steward's program is published at. */
export const STEWARD_PROGRAM_ID: PublicKey = /* @__PURE__ */ new PublicKey(ADDRESS);

/** The steward that a pool has, or would have. */
export interface StewardKeys {
  /** The steward's program. */
  programId: PublicKey;
  /** The pool that it runs the validators of. */
  pool: PoolKeys;
  steward: PublicKey;
  /** What holds the pool's role of validator manager: an address that only signs. */
  authority: PublicKey;
  /** List of the members. */
  members: PublicKey;
  /** Token account with all bonds. */
  vault: PublicKey;
}

function derive(programId: PublicKey, seed: string, ...of: PublicKey[]): PublicKey {
  return PublicKey.findProgramAddressSync([ascii(seed), ...of.map((key) => key.toBytes())], programId)[0];
}

/**
 * The addresses of a pool's steward, whether it has one or not. Reads nothing.
 *
 * @example
 * ```ts
 * const { authority } = stewardOf(deployment({ mint }));
 * ```
 */
export function stewardOf(pool: PoolKeys, programId: PublicKey = STEWARD_PROGRAM_ID): StewardKeys {
  const steward = derive(programId, STEWARD, pool.pool);
  const of = (seed: string) => derive(programId, seed, steward);
  return { programId, pool, steward, authority: of(AUTHORITY), members: of(MEMBERS), vault: of(VAULT) };
}

/**
 * The account that says where a validator stands in the list of members. It exists while the validator is one, and after it left while it
 * was vetoed: then it names the epoch until which the validator may not join again.
 */
export function membershipAddress({ steward, programId }: StewardKeys, vote: PublicKey): PublicKey {
  checkAddress("vote", vote);
  return derive(programId, MEMBERSHIP, steward, vote);
}
