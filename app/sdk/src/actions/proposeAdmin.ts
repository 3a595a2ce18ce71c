import type { PublicKey } from "@solana/web3.js";
import * as instructions from "../instructions/proposeAdmin";
import type { Sent } from "../transaction/details";
import { type Session, send, walletOf } from "../transaction/session";

export interface ProposeAdminParameters {
  newAdmin: PublicKey;
}

/**
 * Proposes another admin; `PublicKey.default` withdraws a proposal. The wallet has to be the pool's admin.
 *
 * @example
 * ```ts
 * await proposeAdmin(session, { newAdmin: owner });
 * ```
 */
export async function proposeAdmin(session: Session, parameters: ProposeAdminParameters): Promise<Sent> {
  const { publicKey: admin } = walletOf(session);
  return send(session, [instructions.proposeAdmin({ pool: session.deployment, admin, ...parameters })]);
}
