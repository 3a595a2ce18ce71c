// The fee of an instant unstake depends on how much SOL there is: who could move that for a moment would move the rate. The
// guard is the line, which follows the SOL up and down at a bounded speed: neither lending to the liquidity pool nor stepping
// off it and on again changes a rate.
import assert from "node:assert/strict";
import { fixture, type Provider, SOL, TestContext, type TestPool, type User } from "../common";

interface Given {
  context: TestContext;
  pool: TestPool;
  provider: Provider;
  seller: User;
}

/** 100 SOL of liquidity, 99 of them one provider's, and all of it on the line. */
const given = fixture((): Given => {
  const context = new TestContext();
  const pool = context.createTestPool({ depositFee: 0, rewardFee: 0 });
  pool.createLiquidity({ treasuryCut: 0 });
  const [provider, seller] = [pool.provider("provider"), pool.user("seller")];
  pool.deposit(seller, 400n * SOL);
  pool.addLiquidity(provider, 99n * SOL);
  pool.settleLiquidity();
  return { context, pool, provider, seller };
});

describe("[fault-line] a provider", () => {
  let context: TestContext;
  let pool: TestPool;
  let provider: Provider;
  let seller: User;

  beforeEach(() => {
    ({ context, pool, provider, seller } = given());
  });

  /** The fee of a sale of 20 tokens, which is not made. */
  function fee(): bigint {
    const state = context.chain.snapshot();
    const { data } = pool.sell(seller, 20n * SOL).event;
    context.chain.rewind(state);
    return data.fee as bigint;
  }

  const away = (shares = 99n * SOL) => pool.removeLiquidityInstruction(provider, shares);
  const back = (lamports = 99n * SOL) => pool.addLiquidityInstruction(provider, lamports);

  it("somebody who takes their SOL out and adds it again in one transaction changes no rate", () => {
    const honest = fee();
    // From 100 SOL down to what is left: 3 % − 2.7 % × (100 + 80) ÷ 200 = 0.57 % of about 20 SOL.
    assert(honest > 113_000_000n && honest < 115_000_000n, `${honest}`);
    context.done([away(), back()], [provider.keypair]);
    const after = fee();
    assert(after <= honest + 2n, `${after} instead of ${honest}`);
  });

  it("somebody who does it a hundred times in an epoch does not either", () => {
    const honest = fee();
    for (let round = 0; round < 100; round++) {
      context.done([away(50n * SOL), back(50n * SOL)], [provider.keypair]);
      if (round % 10 === 0) context.chain.advanceSlots(5n);
    }
    const after = fee();
    assert(after <= honest + 5n && after + 5n >= honest, `${after} instead of ${honest}`);
  });

  it("somebody who stays away for a tenth of an epoch moves it by a tenth of the way, and for as long again after coming back", () => {
    context.done(away(), [provider.keypair]);
    context.chain.advanceSlots(100n);
    context.done(back(), [provider.keypair]);
    const { lineLamports, solLamports } = pool.liquidity;
    assert.deepEqual([lineLamports, solLamports], [90n * SOL, 100n * SOL]);
    context.chain.advanceSlots(100n);
    context.done(back(10_000n), [provider.keypair]);
    assert.equal(pool.liquidity.lineLamports, 100n * SOL);
  });

  it("somebody who lends for a transaction lowers no rate", () => {
    const honest = fee();
    pool.sell(seller, 60n * SOL);
    const poor = fee();
    assert(poor > honest);
    const state = context.chain.snapshot();
    context.done(back(1_000n * SOL), [provider.keypair]);
    assert.equal(fee(), poor);
    context.chain.rewind(state);
  });
});
