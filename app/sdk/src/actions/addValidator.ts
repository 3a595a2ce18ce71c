import type { PublicKey } from "@solana/web3.js";
import * as instructions from "../instructions/addValidator";
import type { Sent } from "../transaction/details";
import { type Session, send, walletOf } from "../transaction/session";

export interface AddValidatorParameters {
  /** Its vote account. */
  vote: PublicKey;
  score: number;
  /** The most lamports it ever gets; no bound if not given. */
  cap?: bigint | undefined;
}

/**
 * Lists a validator. The wallet has to be the pool's validator manager; it pays.
 *
 * @example
 * ```ts
 * await addValidator(session, { vote, score: 100, cap: 50_000_000_000_000n });
 * ```
 */
export async function addValidator(session: Session, parameters: AddValidatorParameters): Promise<Sent> {
  const { publicKey: validatorManager } = walletOf(session);
  return send(session, [instructions.addValidator({ pool: session.deployment, validatorManager, ...parameters })]);
}
