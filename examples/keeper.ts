// A keeper: brings the pool into the epoch, pays tickets, moves stake. Anybody may; run it every few minutes.
import { type CrankReport, isTruestakeError, TruestakeClient } from "@truestake/sdk";
import type { Stage } from "./stage";

export async function main({ connection, wallet, mint, print }: Stage): Promise<CrankReport | undefined> {
  const pool = new TruestakeClient({ connection, wallet, mint });
  try {
    const report = await pool.crank({ removeDrained: true });
    const { refreshed, settled, delegated, deactivated, queueWaitsFor } = report;
    print(`transactions: ${refreshed.length} of updates, ${settled.length} of tickets`);
    print(`stake: ${delegated.transactions.length} delegated, ${deactivated.transactions.length} deactivated`);
    if (queueWaitsFor) print(`tickets wait: ${queueWaitsFor}`);
    return report;
  } catch (error) {
    // The next pass begins anew: what this one did stays done.
    if (!isTruestakeError(error)) throw error;
    print(`${error.name}: ${error.message}. ${error.hint}`);
    return undefined;
  }
}
