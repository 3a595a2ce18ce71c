import type { PublicKey } from "@solana/web3.js";
import type { ErrorName } from "../errors";
import type { Sent } from "../transaction/send";
import type { Session } from "../transaction/session";
import { update } from "./internal/look";
import { moveStake, type Rebalanced } from "./internal/moveStake";
import { removeValidators } from "./removeValidators";
import { settleTickets } from "./settleTickets";

/** What a keeper's pass did. */
export interface CrankReport {
  refreshed: Sent[];
  settled: Sent[];
  /** Why the queue's head is not settled; undefined when the queue is empty. */
  queueWaitsFor: ErrorName | undefined;
  delegated: Rebalanced;
  deactivated: Rebalanced;
  /** Vote accounts of validators whose stake accounts the stake program refuses to put in order. */
  refused: PublicKey[];
  /** Validators that were taken off the list, if that was asked for. */
  removed: Sent[];
}

export interface CrankParameters {
  /** Whether drained validators are taken off the list. */
  removeDrained?: boolean | undefined;
}

/**
 * One pass of a keeper: refresh, settle, delegate, deactivate and, if asked to, remove drained validators.
 *
 * @example
 * ```ts
 * const { queueWaitsFor } = await crank(session, { removeDrained: true });
 * ```
 */
export async function crank(session: Session, { removeDrained = false }: CrankParameters = {}): Promise<CrankReport> {
  const { transactions: refreshed, refused } = await update(session, "all");
  const { transactions: settled, waitsFor: queueWaitsFor } = await settleTickets(session);
  // All is in order by now.
  const delegated = await moveStake(session, "delegate", { tidy: false });
  const deactivated = await moveStake(session, "deactivate", { tidy: false });
  const removed = removeDrained ? await removeValidators(session) : [];
  return { refreshed, settled, queueWaitsFor, delegated, deactivated, refused, removed };
}
