import type { PublicKey } from "@solana/web3.js";
import * as instructions from "../instructions/setScore";
import type { Sent } from "../transaction/details";
import { type Session, walletOf } from "../transaction/session";
import { atValidator } from "./internal/validators";

export interface SetScoreParameters {
  /** Its vote account. */
  vote: PublicKey;
  score: number;
}

/**
 * Sets a validator's score. The wallet has to be the pool's validator manager.
 *
 * @example
 * ```ts
 * await setScore(session, { vote, score: 0 });
 * ```
 */
export async function setScore(session: Session, parameters: SetScoreParameters): Promise<Sent> {
  const { publicKey: validatorManager } = walletOf(session);
  const { vote, score } = parameters;
  const change = { pool: session.deployment, validatorManager, validator: { vote }, score };
  return atValidator(session, vote, instructions.setScore(change));
}
