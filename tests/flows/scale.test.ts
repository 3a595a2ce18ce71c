import assert from "node:assert/strict";
import { type EpochUpdate, ScalePool, totals } from "../bench/scalePool";

const VALIDATORS = 300;
const LOCKS = 64;
const BYTES = 1_232;
const UNITS = 1_400_000;

describe("a pool of 300 validators", () => {
  const scale = new ScalePool();

  /** Within what a transaction may have; all but the last full. */
  function assertWithin({ transactions }: EpochUpdate): void {
    for (const { locks, bytes, units } of transactions) {
      assert(locks <= LOCKS && bytes <= BYTES && units <= UNITS, `${locks} locks, ${bytes} bytes, ${units} units`);
    }
    const measured = transactions.reduce((sum, { validators }) => sum + validators, 0);
    assert.equal(measured, VALIDATORS);
  }

  it("is listed, looked up and delegated to, one validator like the other", async () => {
    scale.addValidators(VALIDATORS);
    const { created, added, tables } = await scale.keepTables();
    assert.equal(created, 4);
    assert.equal(added, tables.flatMap(({ state }) => state.addresses).length);
    scale.delegateAll();
    scale.nextEpoch();
    assertWithin(await scale.update());
    scale.assertBooks();
  });

  it("updates 53 resting validators in a transaction, at most 1,600 units each", async () => {
    scale.nextEpoch();
    const update = await scale.update();
    assertWithin(update);
    scale.assertBooks();
    assert(update.gain > 0n);
    assert.deepEqual(
      update.transactions.map(({ validators, bound }) => [validators, bound]),
      // The pool's own update comes alone: behind so many calls its event might be cut off the logs.
      [...Array(5).fill([53, "locks"]), [35, undefined], [0, undefined]],
    );
    const { units } = totals(update.transactions);
    assert(units <= 1_600 * VALIDATORS, `${units} units`);
  });

  it("still updates 53 in a transaction when all have lamports to withdraw", async () => {
    scale.nextEpoch();
    scale.addSurplus();
    const update = await scale.update();
    assertWithin(update);
    scale.assertBooks();
    assert.equal(update.transactions[0]?.validators, 53);
    assert(Math.max(...update.transactions.map(({ units }) => units)) <= 650_000);
  });

  it("has room for the worst: stake that joins and lamports to withdraw from both accounts, at every validator", async () => {
    scale.delegateAll();
    scale.nextEpoch();
    scale.addSurplus();
    const update = await scale.update();
    assertWithin(update);
    scale.assertBooks();
    const counts = update.transactions.map(({ validators, bound }) => [validators, bound]);
    assert.deepEqual(counts, [...Array(14).fill([20, "calls"]), [20, undefined], [0, undefined]]);
    const most = Math.max(...update.transactions.map(({ units }) => units));
    assert(most <= 1_100_000, `${most} units`);
  });

  it("has room for as many accounts and calls at once as a transaction may have", async () => {
    scale.delegateAll(6);
    scale.nextEpoch();
    scale.addSurplus();
    // 6 × 2 and 41 × 1 accounts beside 11 others; 6 × 3, 41 × 1 and 1 calls beside 3 instructions.
    const measure = scale.pool.updateValidatorsInstruction(Array.from({ length: 47 }, (_, index) => index));
    assert.equal(measure.keys.length + 3, LOCKS);
    const { landed } = scale.run([measure]);
    assert(landed.units <= 1_100_000n, `${landed.units} units`);
    await scale.update();
    scale.assertBooks();
  });

  it("costs users and cranks what a small pool does", () => {
    const small = new ScalePool();
    small.addValidators(5);
    small.delegateAll();
    small.nextEpoch();
    small.pool.update();
    small.delegateAll();
    small.nextEpoch();
    small.pool.update();
    const actions = [small.actions(), scale.actions()] as const;
    for (const [index, { what, units }] of actions[0].entries()) {
      const other = actions[1][index];
      assert.equal(other?.what, what);
      // Its address is found by luck.
      if (what === "order_unstake" || what === "withdraw_stake_account") continue;
      // Other amounts, other divisions; a sale's payout may take one step more to find.
      const most = what === "liquid_unstake" ? 1_200 : 300;
      assert(Math.abs(other.units - units) < most, `${what}: ${units} and ${other.units}`);
    }
  });
});
