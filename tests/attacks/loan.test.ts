// Class: lamports out on loan. SOL that has left the liquidity pool within a transaction still counts, by the tokens that
// came for it: LiquidityPool::value has both. Without that a share would be cheap while the SOL is out.
import assert from "node:assert/strict";
import type { TransactionInstruction } from "@solana/web3.js";
import { fixture, type Provider, SOL, TestContext, type TestPool } from "../common";

interface Given {
  context: TestContext;
  pool: TestPool;
  victim: Provider;
  thief: Provider;
}

/** A victim's 99 SOL of liquidity, without a fee: the thief's best case; a price of 1.1. */
const given = fixture((): Given => {
  const context = new TestContext();
  const pool = context.createTestPool({ rewardFee: 0, depositFee: 0 });
  pool.createLiquidity({ minFee: 0, maxFee: 0, treasuryCut: 0 });
  const [victim, thief] = [pool.provider("victim"), pool.provider("thief")];
  pool.deposit(victim, 599n * SOL);
  pool.deposit(thief, 400n * SOL);
  context.chain.donate(pool.pdas.reserve, 100n * SOL);
  for (let update = 0; update < 2; update++) pool.nextEpoch();
  pool.addLiquidity(victim, 99n * SOL);
  return { context, pool, victim, thief };
});

describe("[lesson-j] [bug-sanctum-loan] somebody who borrows the liquidity's SOL for the length of a transaction", () => {
  let context: TestContext;
  let pool: TestPool;
  let victim: Provider;
  let thief: Provider;

  beforeEach(() => {
    ({ context, pool, victim, thief } = given());
  });

  const worth = (tokens: bigint) => (tokens * pool.books.total) / pool.books.supply;

  /** What somebody has, at the true price. */
  function wealth({ address, tokens, shares }: Provider): bigint {
    const { solLamports, tokenAmount, shares: all } = pool.liquidity;
    const part = (pool.tokensOf(shares) * (solLamports + worth(tokenAmount))) / all;
    return context.chain.balance(address) + worth(pool.tokensOf(tokens)) + part;
  }

  /** Runs the steps to learn the shares they give; then the same, with their redemption, in one transaction. */
  function atOnce(...steps: TransactionInstruction[]): void {
    const state = context.chain.snapshot();
    context.done(steps, [thief.keypair]);
    const shares = pool.tokensOf(thief.shares);
    context.chain.rewind(state);
    context.done([...steps, pool.removeLiquidityInstruction(thief, shares)], [thief.keypair]);
    assert.equal(pool.tokensOf(thief.shares), 0n);
  }

  for (const sold of [SOL, 45n * SOL, 90n * SOL]) {
    it(`gains nothing by adding liquidity while ${sold / SOL} tokens' SOL is out`, () => {
      const before = [wealth(thief), wealth(victim)] as const;
      atOnce(
        pool.sellInstruction(thief, sold),
        pool.addLiquidityInstruction(thief, 500n * SOL),
        pool.depositInstruction(thief, worth(sold)),
      );
      assert(wealth(thief) <= before[0]);
      assert(wealth(victim) >= before[1]);
    });
  }

  it("gains nothing by taking their own shares out before the SOL is returned", () => {
    pool.addLiquidity(thief, 500n * SOL);
    const before = [wealth(thief), wealth(victim)] as const;
    const steps = [
      pool.sellInstruction(thief, 100n * SOL),
      pool.removeLiquidityInstruction(thief, pool.tokensOf(thief.shares)),
      pool.depositInstruction(thief, 110n * SOL),
    ];
    context.done(steps, [thief.keypair]);
    assert(wealth(thief) <= before[0]);
    assert(wealth(victim) >= before[1]);
  });

  it("does not move the price of the pool token: what is in queue and liquidity is part of the supply", () => {
    const { books } = pool;
    pool.sell(thief, 90n * SOL);
    assert.deepEqual(pool.books, books);
    pool.order(thief, 100n * SOL);
    assert.deepEqual(pool.books, books);
  });
});
