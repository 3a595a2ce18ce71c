import * as instructions from "../instructions/createLiquidity";
import type { Sent } from "../transaction/details";
import { type Session, send, walletOf } from "../transaction/session";

export interface CreateLiquidityParameters {
  /** Its shares are locked for ever. */
  seedLamports: bigint;
  config: instructions.LiquidityConfig;
}

/**
 * Creates the liquidity pool. The wallet has to be the pool's admin; it pays the seed and the rents.
 *
 * @example
 * ```ts
 * const config = { target: 100_000_000_000n, minFee: 30, maxFee: 300, treasuryCut: 2_500, cap: 1_000_000_000_000n };
 * await createLiquidity(session, { seedLamports: 1_000_000_000n, config });
 * ```
 */
export async function createLiquidity(session: Session, parameters: CreateLiquidityParameters): Promise<Sent> {
  const { publicKey: admin } = walletOf(session);
  return send(session, [instructions.createLiquidity({ pool: session.deployment, admin, ...parameters })]);
}
