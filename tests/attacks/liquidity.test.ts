// Class: gains at the cost of the liquidity providers, by sandwiches, donations, splitting or another pool's accounts.
import assert from "node:assert/strict";
import { fixture, type Provider, SOL, TestContext, type TestPool, type User } from "../common";

interface Given {
  context: TestContext;
  pool: TestPool;
  victim: Provider;
  seller: User;
  thief: Provider;
}

/** A pool of 1,000 SOL without deposit fee, with 50 SOL of liquidity of a victim's; thief and seller have 200 tokens each. */
const given = fixture((): Given => {
  const context = new TestContext();
  const pool = context.createTestPool({ depositFee: 0 });
  pool.createLiquidity();
  const victim = pool.provider("victim");
  const seller = pool.user("seller");
  const thief = pool.provider("thief");
  pool.deposit(victim, 599n * SOL);
  pool.deposit(seller, 200n * SOL);
  pool.deposit(thief, 200n * SOL);
  pool.addLiquidity(victim, 49n * SOL);
  return { context, pool, victim, seller, thief };
});

describe("who wants the liquidity providers' money", () => {
  let context: TestContext;
  let pool: TestPool;
  let victim: Provider;
  let seller: User;
  let thief: Provider;

  beforeEach(() => {
    ({ context, pool, victim, seller, thief } = given());
  });

  /** Everything that somebody has, in lamports at the true price; shares at what they stand for. */
  function wealth({ address, tokens, shares }: Provider): bigint {
    const { total, supply } = pool.books;
    const { solLamports, tokenAmount, shares: all } = pool.liquidity;
    const worth = (amount: bigint) => (amount * total) / supply;
    const part = all === 0n ? 0n : (pool.tokensOf(shares) * (solLamports + worth(tokenAmount))) / all;
    return context.chain.balance(address) + worth(pool.tokensOf(tokens)) + part;
  }

  it("gains nothing by adding and removing at once", () => {
    const before = wealth(thief);
    for (const lamports of [10_000n, 123_457n, SOL, 333_333_333_333n]) {
      const { event } = pool.addLiquidity(thief, lamports);
      pool.removeLiquidity(thief, event.data.shares as bigint);
    }
    assert(wealth(thief) <= before);
  });

  it("earns no more around somebody's sale than his part of its fee", () => {
    const before = wealth(thief);
    pool.addLiquidity(thief, 150n * SOL); // Three quarters of it then.
    const { event } = pool.sell(seller, 20n * SOL);
    pool.removeLiquidity(thief, pool.tokensOf(thief.shares));
    const gain = wealth(thief) - before;
    const fee = (event.data.fee as bigint) - (event.data.treasury_tokens as bigint);
    assert(gain >= 0n && gain <= (fee * 3n) / 4n + 1n, `${gain} of ${fee}`);
  });

  it("loses by a sale of his own around it, and takes nothing from the seller beyond his minimum", () => {
    const state = context.chain.snapshot();
    const alone = pool.sell(seller, 20n * SOL).event.data.lamports as bigint;
    context.chain.restore(state);
    const before = wealth(thief);
    pool.sell(thief, 25n * SOL); // The rate is higher now.
    context.refused(pool.sellInstruction(seller, 20n * SOL, alone), [seller.keypair], "SlippageExceeded");
    const paid = pool.sell(seller, 20n * SOL).event.data.lamports as bigint;
    assert(paid < alone);
    pool.deposit(thief, 45n * SOL); // Buys all of it back at the true price.
    assert(wealth(thief) < before, "he paid the fee of his own sale");
  });

  it("does not move the worth of a share by donations, before or after others add", () => {
    const { shares } = pool.addLiquidity(victim, SOL).event.data;
    pool.sell(thief, SOL);
    context.chain.donate(pool.liquidityPdas.liquiditySol, 1_000n * SOL);
    pool.transferTokens(thief, pool.liquidityPdas.liquidityTokens, 100n * SOL);
    const after = pool.addLiquidity(victim, SOL).event.data.shares as bigint;
    assert((shares as bigint) - after < SOL / 1_000n, "a fee's worth at most");
    assert(after > 0n);
  });

  it("[lesson-l] cannot inflate the first share: the seed's are there, and locked", () => {
    const second = context.createTestPool({ depositFee: 0 });
    second.createLiquidity();
    const robber = second.provider("robber");
    const saver = second.provider("saver");
    second.addLiquidity(robber, 10_000n);
    context.chain.donate(second.liquidityPdas.liquiditySol, 5_000n * SOL);
    const { event } = second.addLiquidity(saver, 3n * SOL);
    assert.equal(event.data.shares, 3n * SOL);
    const removed = second.removeLiquidity(saver, 3n * SOL).event.data;
    assert.equal(removed.lamports, 3n * SOL);
  });

  it("cannot take the seed's shares out, nor what is given to the accounts", () => {
    context.chain.donate(pool.liquidityPdas.liquiditySol, 100n * SOL);
    pool.removeLiquidity(victim, pool.tokensOf(victim.shares));
    assert.equal(pool.liquidity.solLamports, SOL);
    context.refused(pool.removeLiquidityInstruction(victim, 1n), [victim.keypair], "InsufficientTokens");
  });

  it("[C3-1] cannot redeem shares of another pool's liquidity here", () => {
    const second = context.createTestPool({ depositFee: 0 });
    second.createLiquidity();
    const robber = second.provider("thief");
    second.addLiquidity(robber, 100n * SOL);
    const instruction = pool.removeLiquidityInstruction({ ...thief, shares: robber.shares }, SOL);
    context.refused(instruction, [thief.keypair], "WrongTokenAccount");
  });

  it("cannot sell at a price of before a loss: sales wait for the update", () => {
    context.chain.passEpochs(1);
    context.chain.setLamports(pool.pdas.reserve, context.chain.balance(pool.pdas.reserve) - 500n * SOL);
    context.refused(pool.sellInstruction(thief, 10n * SOL), [thief.keypair], "PoolOutOfDate");
    pool.update();
    const { event } = pool.sell(thief, 10n * SOL);
    assert((event.data.lamports as bigint) < 5_010_000_000n);
  });

  it("[P-05] [bug-marinade-round-trip] gains nothing by going round: deposit, sale, deposit", () => {
    const before = wealth(thief);
    for (let round = 0; round < 5; round++) {
      pool.sell(thief, 7n * SOL);
      pool.deposit(thief, 7n * SOL);
    }
    assert(wealth(thief) < before);
  });
});
