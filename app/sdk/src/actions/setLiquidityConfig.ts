import type { LiquidityConfig } from "../instructions/createLiquidity";
import * as instructions from "../instructions/setLiquidityConfig";
import type { Sent } from "../transaction/details";
import { type Session, send, walletOf } from "../transaction/session";

export interface SetLiquidityConfigParameters {
  config: LiquidityConfig;
}

/**
 * Changes the liquidity pool's fees and cap; see `quoteLiquidityConfig`. The wallet has to be the pool's admin.
 *
 * @example
 * ```ts
 * const { target, minFee, maxFee, treasuryCut, cap } = line;
 * await setLiquidityConfig(session, { config: { target, minFee, maxFee, treasuryCut, cap: 2n * cap } });
 * ```
 */
export async function setLiquidityConfig(session: Session, parameters: SetLiquidityConfigParameters): Promise<Sent> {
  const { publicKey: admin } = walletOf(session);
  return send(session, [instructions.setLiquidityConfig({ pool: session.deployment, admin, ...parameters })]);
}
