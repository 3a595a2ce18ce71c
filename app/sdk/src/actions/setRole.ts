import type { PublicKey } from "@solana/web3.js";
import * as instructions from "../instructions/setRole";
import type { Sent } from "../transaction/details";
import { type Session, send, walletOf } from "../transaction/session";

export interface SetRoleParameters {
  role: instructions.Role;
  newHolder: PublicKey;
}

/**
 * Gives a role to somebody else. The wallet has to be the pool's admin.
 *
 * @example
 * ```ts
 * await setRole(session, { role: "guardian", newHolder: owner });
 * ```
 */
export async function setRole(session: Session, parameters: SetRoleParameters): Promise<Sent> {
  const { publicKey: admin } = walletOf(session);
  return send(session, [instructions.setRole({ pool: session.deployment, admin, ...parameters })]);
}
