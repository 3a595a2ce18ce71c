import type { PublicKey } from "@solana/web3.js";
import { type ErrorName, isError, isTruestakeError, TruestakeError } from "../errors";
import type { Sent } from "../transaction/details";
import { FINAL } from "../transaction/races";
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

const NOTHING: Rebalanced = { moves: [], transactions: [], idle: undefined };

/**
 * One pass of a keeper: refresh, settle, delegate, deactivate and, if asked to, remove drained validators. A step that the chain
 * refuses keeps no other from being made; then, and when an error stops the pass, it is `PartlyDone` with the report.
 *
 * @example
 * ```ts
 * const { queueWaitsFor, delegated } = await keeper.crank({ removeDrained: true });
 * ```
 */
export async function crank(session: Session, { removeDrained = false }: CrankParameters = {}): Promise<CrankReport> {
  const report: CrankReport = {
    ...{ refreshed: [], settled: [], queueWaitsFor: undefined, refused: [], removed: [] },
    ...{ delegated: NOTHING, deactivated: NOTHING },
  };
  let first: TruestakeError | undefined;
  const step = async (run: () => Promise<void>, done: (inner: Sent[]) => void): Promise<void> => {
    try {
      await run();
    } catch (error) {
      if (!isTruestakeError(error)) throw error;
      if (isError(error, "PartlyDone")) done(error.args.done as Sent[]);
      const cause = (isError(error, "PartlyDone") ? error.args.error : error) as TruestakeError;
      first ??= cause;
      // What the node or the wallet refuses it refuses again.
      if (isError(cause, ...FINAL)) throw stopped(report, first);
    }
  };
  // All that follows needs it.
  const { transactions, refused } = await update(session, "all");
  report.refreshed = transactions;
  report.refused = refused;
  await step(
    async () => {
      const { transactions: settled, waitsFor } = await settleTickets(session);
      report.settled = settled;
      report.queueWaitsFor = waitsFor;
    },
    (inner) => {
      report.settled = inner;
    },
  );
  for (const [kind, name] of [
    ["delegate", "delegated"],
    ["deactivate", "deactivated"],
  ] as const) {
    await step(
      async () => {
        // All is in order by now.
        report[name] = await moveStake(session, kind, { tidy: false });
      },
      (inner) => {
        report[name] = { ...NOTHING, transactions: inner };
      },
    );
  }
  if (removeDrained) {
    await step(
      async () => {
        report.removed = await removeValidators(session);
      },
      (inner) => {
        report.removed = inner;
      },
    );
  }
  if (first) throw stopped(report, first);
  return report;
}

function stopped(report: CrankReport, error: TruestakeError): TruestakeError {
  const { refreshed, settled, delegated, deactivated, removed } = report;
  const sent = [refreshed, settled, delegated.transactions, deactivated.transactions, removed].flat().length;
  if (sent === 0) return error;
  const message = `${sent} transactions were sent before or beside this: ${error.message}`;
  const retry = error.retry === "resume" ? "resume" : "replan";
  return new TruestakeError("PartlyDone", message, { args: { done: report, error }, retry, cause: error });
}
