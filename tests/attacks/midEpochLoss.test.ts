// A loss after the epoch's measuring, which who knows of it could leave before: what is known counts. The guards are that
// anybody may measure again, and that a withdrawal and a deposit measure what they have in hand.
import assert from "node:assert/strict";
import { fixture, SOL, TestContext } from "../common";
import { FREE, worth } from "./helpers";

/** 300 SOL at a price of 1: 200 with validator 0 and 100 with validator 1; the insider has 100 tokens. */
const given = fixture(() => {
  const context = new TestContext();
  const pool = context.createTestPool({ ...FREE, scores: [200, 100] });
  const [victim, insider] = [pool.user("victim"), pool.user("insider")];
  pool.deposit(victim, 199n * SOL);
  pool.deposit(insider, 100n * SOL);
  pool.delegateAll();
  pool.nextEpoch();
  return { context, pool, victim, insider };
});

/** 10 basis points, ceiled: the idle rate while nothing has been earned. */
const idle = (lamports: bigint): bigint => (lamports + 999n) / 1_000n;

describe("[fault-mid-epoch-loss] a loss after the epoch's measuring", () => {
  it("is borne by all alike as soon as anybody measures", () => {
    const { context, pool, insider } = given();
    const lost = context.chain.slash(pool.stake(0), 500_000n);
    pool.updateValidators();
    context.done(pool.updatePoolInstruction());
    assert.equal(pool.books.total, 300n * SOL - lost, "at once");
    const { event } = pool.withdrawStake(insider, 1, 98n * SOL);
    // 98 tokens of 300 are worth 98 × (300 − 100) ÷ 300 = 65.33 SOL, less the idle rate.
    const value = (98n * SOL * (300n * SOL - lost)) / (300n * SOL);
    assert.equal(event.data.lamports, value - idle(value));
    assert((event.data.lamports as bigint) < 66n * SOL);
  });

  it("is borne by whoever takes stake of the validator that has lost, without anybody's measuring", () => {
    const { context, pool, insider } = given();
    const lost = context.chain.slash(pool.stake(0), 500_000n);
    const { event } = pool.withdrawStake(insider, 0, 50n * SOL);
    const value = (50n * SOL * (300n * SOL - lost)) / (300n * SOL);
    assert.equal(event.data.lamports, value - idle(value));
  });

  it("is the same in whatever order it is measured, and however often", () => {
    const { context, pool, insider } = given();
    const state = context.chain.snapshot();
    const measure = (...batches: number[][]) => {
      context.chain.rewind(state);
      context.chain.slash(pool.stake(0), 300_000n);
      context.chain.slash(pool.stake(1), 600_000n);
      for (const batch of batches) context.done(pool.updateValidatorsInstruction(batch));
      return pool.books;
    };
    const once = measure([0, 1]);
    assert.deepEqual(measure([1], [0]), once);
    assert.deepEqual(measure([0], [0], [1, 0], [1]), once);
    // Between two measurings somebody leaves: what is known then counts, and the rest is the others'.
    context.chain.rewind(state);
    context.chain.slash(pool.stake(0), 300_000n);
    context.done(pool.updateValidatorsInstruction([0]));
    const { event } = pool.withdrawStake(insider, 1, 10n * SOL);
    assert((event.data.lamports as bigint) < worth(pool, 10n * SOL) + 1n);
  });

  it("eats what waits for the update and what is being released before the price", () => {
    const { context, pool } = given();
    context.chain.donate(pool.pdas.reserve, 10n * SOL);
    pool.nextEpoch(); // 10 SOL are being released.
    context.chain.donate(pool.stake(1), 4n * SOL);
    pool.updateValidators(); // 4 SOL wait for the update.
    const { total } = pool.books;
    assert.equal(pool.state.pendingGain, 4n * SOL);
    const lost = context.chain.slash(pool.stake(0), 100_000n); // About 20 SOL.
    pool.updateValidators();
    assert.equal(pool.state.pendingGain, 0n);
    assert.equal(pool.state.releaseLamports, 0n);
    assert.equal(pool.books.total, total - (lost - 14n * SOL));
  });
});

describe("[fault-mid-epoch-loss] a gain after the epoch's measuring", () => {
  it("is not sold to newcomers before the update: it is in the ask, and not in the true price", () => {
    const { context, pool } = given();
    const sniper = pool.user("sniper");
    context.chain.donate(pool.stake(0), 30n * SOL);
    const before = pool.books;
    pool.updateValidators();
    assert.deepEqual(pool.books, before);
    const { event } = pool.deposit(sniper, 33n * SOL);
    // 330 SOL will stand behind 300 tokens: 33 SOL buy 30 tokens, for 3 SOL over their worth of now.
    assert.deepEqual([event.data.tokens, event.data.premium], [30n * SOL, 3n * SOL]);
    assert.equal(pool.books.total, pool.books.supply, "the true price is 1 as before");
  });

  it("that only the reserve shows is found by the deposit itself", () => {
    const { context, pool } = given();
    context.chain.donate(pool.pdas.reserve, 30n * SOL);
    const { event } = pool.deposit(pool.user("sniper"), 33n * SOL);
    assert.equal(event.data.tokens, 30n * SOL);
  });
});
