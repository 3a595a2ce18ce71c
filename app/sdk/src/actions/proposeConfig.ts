import * as instructions from "../instructions/proposeConfig";
import type { Sent } from "../transaction/details";
import { type Session, send, walletOf } from "../transaction/session";

export interface ProposeConfigParameters {
  /** What shall change; what is left out stays. */
  change: instructions.ConfigChange;
}

/**
 * Changes settings; `quoteConfig` says what takes effect when. The wallet has to be the pool's admin.
 *
 * @example
 * ```ts
 * await proposeConfig(session, { change: { rewardFee: 400 } });
 * ```
 */
export async function proposeConfig(session: Session, parameters: ProposeConfigParameters): Promise<Sent> {
  const { publicKey: admin } = walletOf(session);
  return send(session, [instructions.proposeConfig({ pool: session.deployment, admin, ...parameters })]);
}
