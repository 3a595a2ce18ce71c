import type { PublicKey } from "@solana/web3.js";
import * as instructions from "../instructions/emergencyDeactivate";
import type { Sent } from "../transaction/details";
import { type Session, walletOf } from "../transaction/session";
import { atValidator } from "./internal/validators";

export interface EmergencyDeactivateParameters {
  /** Its vote account. */
  vote: PublicKey;
}

/**
 * Deactivates all stake of a validator with score 0 at once. The wallet has to be the pool's validator manager.
 *
 * @example
 * ```ts
 * await emergencyDeactivate(session, { vote });
 * ```
 */
export async function emergencyDeactivate(session: Session, parameters: EmergencyDeactivateParameters): Promise<Sent> {
  const { publicKey: validatorManager } = walletOf(session);
  const { vote } = parameters;
  const order = { pool: session.deployment, validatorManager, validator: { vote } };
  return atValidator(session, vote, instructions.emergencyDeactivate(order));
}
