// Class: rounding twice where fees and rent are split. The price is applied once to everything that comes in or goes
// out, and rent is paid apart.
import assert from "node:assert/strict";
import { fixture, SOL, type TestContext, type TestPool, type User } from "../common";
import { stakedPool } from "./helpers";

const staked = stakedPool();

/** A price that divides nothing: 312.345678901 SOL for 300 tokens. */
const given = fixture(() => {
  const { context, pool, thief } = staked();
  context.chain.donate(pool.pdas.reserve, 12_345_678_901n);
  for (let update = 0; update < 2; update++) pool.nextEpoch();
  return { context, pool, thief };
});

describe("[class-rounding] parts of one amount are not rounded one by one:", () => {
  let context: TestContext;
  let pool: TestPool;
  let thief: User;

  beforeEach(() => {
    ({ context, pool, thief } = given());
  });

  for (const loose of [0n, 1n, 7n, 999_999_999n]) {
    it(`stake, rent and ${loose} loose lamports give what their sum does as SOL`, () => {
      const stake = context.stakeAccount(thief.keypair, pool.vote(0), 3_333_333_333n, { loose });
      pool.nextEpoch();
      const state = context.chain.snapshot();
      const whole = pool.deposit(thief, 3_333_333_333n + context.chain.rentFor(200n) + loose).event.data.tokens;
      context.chain.rewind(state);
      assert.equal(pool.depositStake(thief, stake, 0).event.data.tokens, whole);
    });
  }

  it("stake on its way out is the tokens' worth less the fee, and the rent is the user's", () => {
    pool.deposit(thief, 50n * SOL);
    const rent = context.chain.rentFor(200n);
    const tokens = 10_000_000_007n;
    const { total, supply } = pool.books;
    const worth = (tokens * total) / supply;
    const fee = (worth * 10n + 9_999n) / 10_000n;
    const before = context.chain.balance(thief.address);
    const { event, stake } = pool.withdrawStake(thief, 0, tokens);
    assert.equal(event.data.lamports, worth - fee);
    assert.equal(context.chain.balance(stake), worth - fee + rent);
    assert.equal(before - context.chain.balance(thief.address), rent);
    assert.equal(pool.books.total, total - worth);
    assert.equal(pool.state.pendingGain, fee);
  });

  it("[P-05] [bug-community-drift] an amount in many parts gives no more than at once, and no less than a unit each", () => {
    const state = context.chain.snapshot();
    const whole = pool.deposit(thief, 100n * 1_234_567n).event.data.tokens as bigint;
    context.chain.rewind(state);
    for (let part = 0; part < 100; part++) pool.deposit(thief, 1_234_567n);
    const parts = pool.tokensOf(thief.tokens);
    assert(parts <= whole && parts >= whole - 200n, `${parts} of ${whole}`);
  });

  it("[lesson-f] [bug-spl-zero-fee] a fee of a fraction of a unit is a unit: no part is too small to pay", () => {
    for (const lamports of [10_000n, 10_001n, 10_999n]) {
      const { event } = pool.deposit(thief, lamports);
      assert((event.data.treasury_tokens as bigint) >= 1n);
    }
  });
});
