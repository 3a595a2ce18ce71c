import type { PublicKey } from "@solana/web3.js";
import type { ErrorName } from "../errors";
import type { Sent } from "../transaction/send";
import { moveStake, type Rebalanced } from "./moveStake";
import { type Session, update } from "./session";
import { settleTickets } from "./settleTickets";
import { removeValidators } from "./validators";

/** What a keeper's pass did. */
export interface CrankReport {
  freshened: Sent[];
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

/** One pass of a keeper: freshen, settle, delegate, deactivate and, if asked to, remove drained validators. */
export async function crank(
  session: Session,
  { removeDrained = false }: { removeDrained?: boolean } = {},
): Promise<CrankReport> {
  const { transactions: freshened, refused } = await update(session, "all");
  const { transactions: settled, waitsFor: queueWaitsFor } = await settleTickets(session);
  // All is in order by now.
  const delegated = await moveStake(session, "delegate", { order: false });
  const deactivated = await moveStake(session, "deactivate", { order: false });
  const removed = removeDrained ? await removeValidators(session) : [];
  return { freshened, settled, queueWaitsFor, delegated, deactivated, refused, removed };
}
