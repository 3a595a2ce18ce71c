import * as instructions from "../instructions/resume";
import type { Sent } from "../transaction/send";
import { type Session, send, walletOf } from "../transaction/session";

/**
 * Ends a pause early. The wallet has to be the pool's guardian.
 *
 * @example
 * ```ts
 * await resume(session);
 * ```
 */
export async function resume(session: Session): Promise<Sent> {
  const { publicKey: guardian } = walletOf(session);
  return send(session, [instructions.resume({ pool: session.deployment, guardian })]);
}
