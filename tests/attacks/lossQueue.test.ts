// The queue's need is counted by what tickets were worth when ordered. After a loss they are paid less: too much stake is
// deactivated for them, and idles.
import assert from "node:assert/strict";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

describe("[fault-loss-queue] after a loss", () => {
  it("no more stake is deactivated than the tickets will be paid", () => {
    const context = new TestContext();
    const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
    const [user, leaver] = [pool.user("user"), pool.user("leaver")];
    pool.deposit(user, 499n * SOL);
    pool.deposit(leaver, 500n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    pool.order(leaver, 500n * SOL);
    // Both validators lose half.
    for (const index of [0, 1]) {
      const account = context.chain.account(pool.stake(index)) ?? assert.fail();
      const stake = account.data.readBigUInt64LE(156);
      account.data.writeBigUInt64LE(stake / 2n, 156);
      context.chain.setAccount(pool.stake(index), {
        ...account,
        lamports: Number(BigInt(account.lamports) - (stake - stake / 2n)),
      });
    }
    pool.updateValidators();
    while (pool.deactivateAll() > 0);
    const { coolingLamports, reserveLamports } = pool.state;
    const { total, supply } = pool.books;
    const owed = (500n * SOL * total) / supply;
    // The least delegation at each validator may go beside it.
    assert(coolingLamports + reserveLamports <= owed + 2n * SOL, `${coolingLamports - owed} lamports idle for nothing`);
  });
});
