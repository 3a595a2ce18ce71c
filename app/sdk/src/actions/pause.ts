import * as instructions from "../instructions/pause";
import type { Sent } from "../transaction/details";
import { type Session, send, walletOf } from "../transaction/session";

export interface PauseParameters {
  seconds: number;
}

/**
 * Stops deposits, instant unstakes and new delegation for a time. The wallet has to be the pool's guardian.
 *
 * @example
 * ```ts
 * await pause(session, { seconds: 3_600 });
 * ```
 */
export async function pause(session: Session, parameters: PauseParameters): Promise<Sent> {
  const { publicKey: guardian } = walletOf(session);
  return send(session, [instructions.pause({ pool: session.deployment, guardian, ...parameters })]);
}
