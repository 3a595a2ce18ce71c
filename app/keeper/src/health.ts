// Whether the keeper does its work: a process that runs and gets nowhere is not healthy.

export interface PoolHealth {
  ok: boolean;
  /** Seconds since a cycle ended well; since the start where none has. */
  seconds: number;
}

export class Health {
  private readonly last = new Map<string, number>();

  constructor(
    private staleAfter: number,
    private readonly now: () => number,
  ) {}

  /** From now on these pools are expected to be looked after. */
  expect(pools: readonly string[], staleAfter: number): void {
    this.staleAfter = staleAfter;
    for (const pool of this.last.keys()) if (!pools.includes(pool)) this.last.delete(pool);
    for (const pool of pools) if (!this.last.has(pool)) this.last.set(pool, this.now());
  }

  /** A cycle of a pool has ended well. */
  well(pool: string): void {
    this.last.set(pool, this.now());
  }

  report(): { ok: boolean; pools: Record<string, PoolHealth> } {
    const pools = Object.fromEntries(
      [...this.last].map(([pool, at]): [string, PoolHealth] => {
        const age = this.now() - at;
        return [pool, { ok: age <= this.staleAfter, seconds: Math.floor(age / 1_000) }];
      }),
    );
    return { ok: Object.values(pools).every(({ ok }) => ok), pools };
  }
}
