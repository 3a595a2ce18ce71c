import * as instructions from "../instructions/resume";
import type { Sent } from "../transaction/details";
import { type Session, send, walletOf } from "../transaction/session";

/**
 * Ends a pause early, by the program's `resume`. The wallet has to be the pool's guardian.
 *
 * @example
 * ```ts
 * await client.unpause();
 * ```
 */
export async function unpause(session: Session): Promise<Sent> {
  const { publicKey: guardian } = walletOf(session);
  return send(session, [instructions.resume({ pool: session.deployment, guardian })]);
}
