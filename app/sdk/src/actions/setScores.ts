import * as instructions from "../instructions/setScores";
import type { Sent } from "../transaction/details";
import { type Session, send, walletOf } from "../transaction/session";

export interface SetScoresParameters {
  changes: instructions.ScoreChange[];
}

/**
 * Sets score, cap and keep of many validators, by their places in the list; as many at once as fit into a transaction. The
 * wallet has to be the pool's validator manager.
 *
 * @example
 * ```ts
 * await setScores(session, { changes: [{ index: 0, vote, score: 100, cap: 50_000_000_000_000n, keep: false }] });
 * ```
 */
export async function setScores(session: Session, parameters: SetScoresParameters): Promise<Sent> {
  const { publicKey: validatorManager } = walletOf(session);
  return send(session, [instructions.setScores({ pool: session.deployment, validatorManager, ...parameters })]);
}
