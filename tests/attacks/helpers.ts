import { SystemProgram, type TransactionInstruction } from "@solana/web3.js";
import { fixture, type PoolOptions, SOL, TestContext, type TestPool, type User } from "../common";

export interface Given {
  context: TestContext;
  pool: TestPool;
  victim: User;
  thief: User;
}

/** A pool with a victim's 299 SOL in it, delegated to two validators and active, and a thief with SOL of their own. */
export const stakedPool = () =>
  fixture((): Given => {
    const context = new TestContext();
    const pool = context.createTestPool({ scores: [200, 100] });
    const victim = pool.user("victim");
    const thief = pool.user("thief");
    pool.deposit(victim, 299n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    return { context, pool, victim, thief };
  });

/** Options of a pool that charges nothing and keeps nothing back: a thief's best case. */
export const FREE: PoolOptions = {
  rewardFee: 0,
  depositFee: 0,
  withdrawalFee: 0,
  ticketFee: 0,
  reserveBuffer: 0,
  maxMove: 10_000,
};

export const transfer = (from: User, to: User["address"], lamports: bigint): TransactionInstruction =>
  SystemProgram.transfer({ fromPubkey: from.address, toPubkey: to, lamports });

/** What tokens are worth at the true price, floored. */
export function worth(pool: TestPool, tokens: bigint): bigint {
  const { total, supply } = pool.books;
  return (tokens * total) / supply;
}
