import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolId } from "../deployment";
import type { Decoded } from "../layout";
import { buildInstruction } from "./build";

/** What shall change; what is left out stays as it is, or as it is about to become. Rates in basis points, amounts in lamports. */
export type ConfigChange = Partial<Decoded<"configChange">>;

export interface ProposeConfigOptions {
  pool: PoolId;
  /** The pool's admin; signs. */
  admin: PublicKey;
  change: ConfigChange;
}

/**
 * Changes settings: fee cuts and everything that is no fee at once, fees that rise `FEE_RISE_UPDATES` epoch updates later;
 * see `quoteConfig`. A new proposal starts the wait anew. Only the admin may.
 * Errors: `NotAdmin`, `FeeTooHigh`, `RatioOutOfRange`, `WrongTreasury`; Anchor's `ConstraintMut` for a treasury that nobody
 * can write to.
 *
 * @example
 * ```ts
 * const instruction = instructions.proposeConfig({ pool, admin: wallet, change: { rewardFee: 400 } });
 * ```
 */
export function proposeConfig({ pool, admin, change }: ProposeConfigOptions): TransactionInstruction {
  const all = change as Decoded<"configChange">;
  const accounts = { admin, pool: pool.pool, treasury: change.treasury };
  return buildInstruction("proposeConfig", accounts, { change: all }, pool);
}
