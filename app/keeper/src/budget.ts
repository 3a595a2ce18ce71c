// How much may be spent in an epoch, and that it never is more.

/** Said instead of signing on: the transaction is thrown away, and nothing has left. */
export class BudgetSpent extends Error {
  override readonly name = "BudgetSpent";

  constructor(
    readonly fee: bigint,
    readonly left: bigint,
  ) {
    super(`its fee of ${fee} lamports is more than the ${left} that are left for this epoch`);
  }
}

/** A bound for the fees of an epoch. What may still land counts as spent. */
export class Budget {
  constructor(
    readonly lamports: bigint,
    /** Fees of the epoch that are charged, or may still be. */
    private readonly spent: (epoch: bigint) => bigint,
  ) {}

  left(epoch: bigint): bigint {
    const spent = this.spent(epoch);
    return spent < this.lamports ? this.lamports - spent : 0n;
  }

  /** Throws {@link BudgetSpent} where a fee is more than what is left. */
  check(epoch: bigint, fee: bigint): void {
    const left = this.left(epoch);
    if (fee > left) throw new BudgetSpent(fee, left);
  }

  /** The most that the priority fee of each of `count` transactions may be, so that all of them fit. */
  each(epoch: bigint, count: number, base: bigint, most: bigint): bigint {
    const share = this.left(epoch) / BigInt(Math.max(count, 1)) - base;
    const bounded = share < most ? share : most;
    return bounded > 0n ? bounded : 0n;
  }
}
