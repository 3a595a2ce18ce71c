import { type BackingCheck, checkBacking as check } from "../backing/check";
import { nodesIn, type Session } from "../transaction/session";
import { asAnybody } from "./internal/viewer";

/**
 * Has the program compare all accounts with the books, in as few views as they fit: nothing is sent, and no wallet is needed.
 * Throws `NotBacked` when any account holds less.
 *
 * @example
 * ```ts
 * const { booked, held } = await checkBacking(session);
 * ```
 */
export function checkBacking(session: Session): Promise<BackingCheck> {
  return asAnybody(session, (payer) => check(nodesIn(session), { pool: session.deployment, payer }));
}
