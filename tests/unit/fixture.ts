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
