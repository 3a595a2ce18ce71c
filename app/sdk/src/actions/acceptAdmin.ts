import * as instructions from "../instructions/acceptAdmin";
import type { Sent } from "../transaction/details";
import { type Session, send, walletOf } from "../transaction/session";

/**
 * Becomes the pool's admin. The wallet has to be the proposed one.
 *
 * @example
 * ```ts
 * await acceptAdmin(session);
 * ```
 */
export async function acceptAdmin(session: Session): Promise<Sent> {
  const { publicKey: pendingAdmin } = walletOf(session);
  return send(session, [instructions.acceptAdmin({ pool: session.deployment, pendingAdmin })]);
}
