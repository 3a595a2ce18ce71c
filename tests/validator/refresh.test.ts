import assert from "node:assert/strict";
import { isFresh } from "@truestake/sdk";
import { clientOf, funded, type LivePool, newPool, SOL } from "./shared";

describe("refresh()", () => {
  let pool: LivePool;
  before(async () => {
    pool = await newPool([300, 200, 100]);
    await pool.user.depositSol({ lamports: 1_000n * SOL });
    await pool.admin.delegateAll();
  });

  it("may race with itself: everybody ends with a fresh pool, and the epoch is recorded once", async () => {
    const { chain, admin } = pool;
    const keepers = await Promise.all(Array.from({ length: 5 }, async () => clientOf(pool, await funded(chain, SOL))));
    await chain.passEpoch();
    const before = await admin.history();
    const results = await Promise.all(keepers.map((keeper) => keeper.refresh()));
    for (const { snapshot } of results) assert.ok(isFresh(snapshot));
    const { entries, count } = await admin.history();
    // One, or two on a machine so busy that an epoch ends meanwhile.
    const recorded = entries.slice(-Number(count - before.count));
    const reached = results.map(({ snapshot }) => snapshot.clock.epoch).sort((a, b) => Number(a - b));
    assert.equal(recorded.at(-1)?.epoch, reached.at(-1));
    assert.equal(new Set(recorded.map((entry) => entry.epoch)).size, recorded.length, "each epoch once");
    const updates = results.flatMap(({ transactions }) => transactions.flatMap(({ events }) => events));
    assert.equal(updates.filter(({ name }) => name === "PoolUpdated").length, recorded.length);
  });

  it("sends nothing when nothing is missing", async () => {
    const { chain, admin } = pool;
    for (;;) {
      await admin.refresh();
      const { epoch } = await chain.time();
      const { transactions, snapshot } = await admin.refresh();
      // Unless an epoch has just ended.
      if (snapshot.clock.epoch !== epoch) continue;
      assert.deepEqual(transactions, []);
      break;
    }
  });
});
