// Class: gains at the cost of the liquidity providers, by sandwiches, donations, splitting or another pool's accounts.
import assert from "node:assert/strict";
import { fixture, type Provider, SOL, TestContext, type TestPool, type User, uncounted } from "../common";

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
  pool.settleLiquidity();
  return { context, pool, victim, seller, thief };
});

describe("a thief of the liquidity providers' money", () => {
  let context: TestContext;
  let pool: TestPool;
  let victim: Provider;
  let seller: User;
  let thief: Provider;

  beforeEach(() => {
    ({ context, pool, victim, seller, thief } = given());
  });

  /** Everything that somebody has, in lamports at the true price; shares at what they could be redeemed for now. */
  function wealth({ address, tokens, shares }: Provider): bigint {
    const { total, supply } = pool.books;
    const { solLamports, tokenAmount, heldEpoch, heldRecent, heldEarlier, shares: all } = pool.liquidity;
    const worth = (amount: bigint) => (amount * total) / supply;
    const amounts = { [`${heldEpoch}`]: heldRecent, [`${heldEpoch - 1n}`]: heldEarlier };
    const released = tokenAmount - uncounted({ amounts, touched: heldEpoch }, context.chain);
    const part = all === 0n ? 0n : (pool.tokensOf(shares) * (solLamports + worth(released))) / all;
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

  describe("[class-loan] around somebody's sale", () => {
    let before: bigint;
    let fee: bigint;
    const leave = () => pool.removeLiquidity(thief, pool.tokensOf(thief.shares));
    const gain = () => wealth(thief) - before;

    /** Three quarters of the liquidity are the thief's then. */
    beforeEach(() => {
      const { chain } = context;
      chain.advanceSlots(chain.slotsPerEpoch - 1n - (chain.slot % chain.slotsPerEpoch));
      before = wealth(thief);
      pool.addLiquidity(thief, 150n * SOL);
      const { data } = pool.sell(seller, 20n * SOL).event;
      fee = (data.fee as bigint) - (data.treasury_tokens as bigint);
    });

    it("earns nothing: the fee goes to those who stay", () => {
      leave();
      assert(gain() <= 0n);
      const worth = pool.liquidity.solLamports + pool.liquidity.tokenAmount;
      assert(worth >= 50n * SOL + fee - 2n, "all of it");
    });

    it("earns nothing over the end of the epoch either", () => {
      context.chain.passEpochs(1);
      leave();
      assert(gain() <= 0n);
    });

    it("earns a share of what is released during the stay, and no more", () => {
      context.chain.passEpochs(1);
      context.chain.advanceSlots(context.chain.slotsPerEpoch / 10n);
      leave();
      const part = (fee * 3n) / 40n;
      assert(gain() <= part && gain() >= part - 10n, `${gain()} of ${part}`);
    });
  });

  it("loses by a sale of their own around it, and takes nothing from the seller below the seller's minimum", () => {
    const state = context.chain.snapshot();
    const alone = pool.sell(seller, 20n * SOL).event.data.lamports as bigint;
    context.chain.rewind(state);
    const before = wealth(thief);
    pool.sell(thief, 25n * SOL); // The rate is higher now.
    context.refused(pool.sellInstruction(seller, 20n * SOL, alone), [seller.keypair], "SlippageExceeded");
    const paid = pool.sell(seller, 20n * SOL).event.data.lamports as bigint;
    assert(paid < alone);
    pool.deposit(thief, 45n * SOL); // Buys all of it back at the true price.
    assert(wealth(thief) < before, "the thief paid the fee of their own sale");
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

  it("[class-1] cannot redeem shares of another pool's liquidity here", () => {
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

// SOL that is lent for a moment is on no fee line: LiquidityPool::counted_lamports. Nor does it earn a part of a fee, as
// LiquidityPool::released_tokens sees to: that is above.
describe("[P-06] [class-loan] somebody who lends the liquidity pool SOL to lower the fee of their own sale", () => {
  for (const treasuryCut of [0, 2_500, 5_000]) {
    describe(`with ${treasuryCut / 100} % of the fee for the treasury`, () => {
      /** 40 SOL of liquidity, all on the line, and a thief with 400 tokens. */
      const poor = fixture(() => {
        const context = new TestContext();
        const pool = context.createTestPool({ depositFee: 0, rewardFee: 0 });
        pool.createLiquidity({ treasuryCut });
        const [victim, thief] = [pool.provider("victim"), pool.provider("thief")];
        pool.deposit(thief, 400n * SOL);
        pool.addLiquidity(victim, 39n * SOL);
        pool.settleLiquidity();
        return { context, pool, thief };
      });
      let context: TestContext;
      let pool: TestPool;
      let thief: Provider;

      beforeEach(() => {
        ({ context, pool, thief } = poor());
      });

      /** SOL and tokens of the thief's, who is left with no shares; the price is 1. */
      const wealth = () => context.chain.balance(thief.address) + pool.tokensOf(thief.tokens);
      const remove = () => pool.removeLiquidity(thief, pool.tokensOf(thief.shares));

      /** Checks that the SOL that some steps leave the thief with cost no less than by a plain sale before them. */
      function gainsNothing(act: () => void): void {
        const { chain } = context;
        const start = chain.snapshot();
        const [sol, all] = [chain.balance(thief.address), wealth()];
        act();
        const [taken, cost] = [chain.balance(thief.address) - sol, all - wealth()];
        assert(cost > 0n);
        chain.rewind(start);
        if (taken <= 0n) return;
        // A plain sale of tokens worth as much as the steps took away in all gives no less SOL.
        const plain = pool.sell(thief, taken + cost).event.data.lamports as bigint;
        assert(plain + 3n >= taken, `${taken} for ${taken + cost} instead of ${plain}`);
      }

      /** Shares that adding so much gives now. */
      function sharesFor(lamports: bigint): bigint {
        const state = context.chain.snapshot();
        const { event } = pool.addLiquidity(thief, lamports);
        context.chain.rewind(state);
        return event.data.shares as bigint;
      }

      for (const [lamports, tokens] of [
        [60n, 10n],
        [60n, 40n],
        [160n, 100n],
        [350n, 290n],
      ] as const) {
        const what = `${lamports} SOL around a sale of ${tokens}`;
        it(`gains nothing in one transaction: ${what}`, () => {
          const shares = sharesFor(lamports * SOL);
          const steps = [
            pool.addLiquidityInstruction(thief, lamports * SOL, shares),
            pool.sellInstruction(thief, tokens * SOL),
            pool.removeLiquidityInstruction(thief, shares),
          ];
          gainsNothing(() => context.done(steps, [thief.keypair]));
        });

        it(`gains nothing over the end of an epoch: ${what}`, () => {
          const { chain } = context;
          chain.advanceSlots(chain.slotsPerEpoch - 1n - (chain.slot % chain.slotsPerEpoch));
          gainsNothing(() => {
            pool.addLiquidity(thief, lamports * SOL);
            pool.nextEpoch();
            pool.sell(thief, tokens * SOL);
            remove();
          });
          gainsNothing(() => {
            pool.addLiquidity(thief, lamports * SOL);
            pool.sell(thief, tokens * SOL);
            pool.nextEpoch();
            remove();
          });
        });
      }

      it("gains nothing in many rounds", () => {
        gainsNothing(() => {
          for (let round = 0; round < 4; round++) {
            pool.addLiquidity(thief, 60n * SOL);
            pool.sell(thief, 8n * SOL);
            remove();
          }
        });
      });

      it("gains nothing by deposits instead: they buy the sold tokens, which have to be sold again", () => {
        gainsNothing(() => {
          pool.sell(thief, 30n * SOL);
          pool.deposit(thief, 15n * SOL);
          pool.sell(thief, 15n * SOL);
        });
      });

      it("leaves the others' rate as it was", () => {
        const quoted = () => {
          const state = context.chain.snapshot();
          const { lamports } = pool.sell(thief, 5n * SOL).event.data;
          context.chain.rewind(state);
          return lamports;
        };
        const before = quoted();
        pool.addLiquidity(thief, 300n * SOL);
        assert.equal(quoted(), before);
        remove();
        assert.equal(quoted(), before);
      });
    });
  }
});
