// Versions of the stake program compute how far stake has cooled down in different numbers, and may differ by a lamport. The
// guard is one lamport that is left in an account while a part of it is still effective.
import assert from "node:assert/strict";
import { TestContext } from "../common";
import { FREE } from "./helpers";

describe("[fault-warmup-lamport] [bug-jito-warmup] odd amounts beside a small cluster", () => {
  it("cool down over many epochs without an update that fails, and come back to the lamport", () => {
    const context = new TestContext({ clusterStake: 1_234_567_890_123n });
    const pool = context.createTestPool({ ...FREE, scores: [7, 11, 13, 17, 19] });
    const user = pool.user();
    pool.deposit(user, 777_777_777_777n);
    pool.delegateAll();
    for (let epoch = 0; epoch < 7; epoch++) pool.nextEpoch();
    const { total } = pool.books;
    for (let index = 0; index < 5; index++) {
      pool.setScore(index, 0);
      pool.emergency(index);
    }
    let epochs = 0;
    let partly = 0;
    for (; pool.state.coolingLamports > 0n && epochs < 40; epochs++) {
      const before = pool.state.reserveLamports;
      pool.nextEpoch();
      assert.equal(pool.books.total, total);
      if (pool.state.coolingLamports > 0n && pool.state.reserveLamports > before) partly += 1;
    }
    assert(partly >= 3, `${partly} epochs in which a part came back`);
    // All but the rents of ten accounts.
    assert.equal(pool.state.reserveLamports, total - 10n * context.chain.rentFor(200n));
    assert.equal(pool.reserve, pool.state.reserveLamports);
  });
});
