import type { ExitPlan, ExitWay } from "@truestake/sdk/quotes";

/** Lamports of rent that a way out takes: of new accounts, which come back, and what accounts of the pool lack, which does not. */
export function rentsOf({ rent, withdrawals = [] }: Pick<ExitWay, "rent"> & Partial<ExitPlan["stake"]>): {
  back: bigint;
  gone: bigint;
} {
  const gone = withdrawals.reduce((sum, { quote }) => sum + quote.missingRent, 0n);
  return { back: rent - gone, gone };
}
