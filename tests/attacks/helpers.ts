import { SystemProgram, type TransactionInstruction } from "@solana/web3.js";
import { fixture, SOL, TestContext, type TestPool, type User } from "../common";

export interface Given {
  context: TestContext;
  pool: TestPool;
  victim: User;
  thief: User;
}

/** A pool with a victim's 299 SOL in it, delegated to two validators and active, and a thief with SOL of his own. */
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

export const transfer = (from: User, to: User["address"], lamports: bigint): TransactionInstruction =>
  SystemProgram.transfer({ fromPubkey: from.address, toPubkey: to, lamports });
