import { fixture, type PoolOptions, SOL, TestContext, type TestPool, type User } from "../common";

export interface Given {
  context: TestContext;
  pool: TestPool;
  user: User;
}

/**
 * A pool at a price of 1.1: 110 SOL for 100 tokens, all of it in the reserve and released. The user has 98.901 tokens,
 * the treasury 0.099.
 */
export function pricedPool(options: PoolOptions = {}): () => Given {
  return fixture(() => {
    const context = new TestContext();
    const pool = context.createTestPool({ rewardFee: 0, ...options });
    const user = pool.user();
    pool.deposit(user, 99n * SOL);
    pool.context.chain.donate(pool.pdas.reserve, 10n * SOL);
    pool.nextEpoch();
    pool.nextEpoch();
    return { context, pool, user };
  });
}

/** A pool at a price of 1 with its SOL delegated by scores and active. */
export function stakedPool(options: PoolOptions = {}, deposit = 299n * SOL): () => Given {
  return fixture(() => {
    const context = new TestContext();
    const pool = context.createTestPool({ scores: [200, 100, 0], ...options });
    const user = pool.user();
    pool.deposit(user, deposit);
    pool.delegateAll();
    pool.nextEpoch();
    return { context, pool, user };
  });
}

/** Leaves so many lamports of a {@link pricedPool} in the reserve, as if all others were staked. */
export function leaveInReserve(pool: TestPool, lamports: bigint): void {
  const { reserveLamports, stakedLamports } = pool.state;
  pool.injectPool("reserve_lamports", lamports);
  pool.injectPool("staked_lamports", stakedLamports + reserveLamports - lamports);
  pool.chain.setLamports(pool.pdas.reserve, lamports + pool.chain.rentFor(0n));
}

/** Takes all stake of a {@link stakedPool} and the reserve away: only the rents of its stake accounts are left. */
export function loseEverything(pool: TestPool): void {
  for (const index of [0, 1]) pool.chain.slash(pool.stake(index), 1_000_000n);
  pool.chain.setLamports(pool.pdas.reserve, pool.chain.rentFor(0n));
}
