// What an integrator has to know about the price, shown on the example lender.
import assert from "node:assert/strict";
import { createTransferInstruction } from "@solana/spl-token";
import { SystemProgram } from "@solana/web3.js";
import { instructions } from "@truestake/sdk";
import { SOL, type TestContext, type TestPool, type User } from "../common";
import { fixed, lenderEvent, lending, type TestMarket, worth } from "../common/lender";

const given = lending();
const ONE = fixed(1n, 1n);

describe("lending against the pool token", () => {
  let context: TestContext;
  let pool: TestPool;
  let market: TestMarket;
  let ann: User;
  let bob: User;

  beforeEach(() => {
    ({ context, pool, market, ann, bob } = given());
  });

  const borrow = (lamports: bigint) => context.done(market.borrow(ann, lamports), [ann.keypair]);
  const liquidation = (lamports = 1_000n * SOL) => market.liquidate(bob, ann.address, lamports);

  /** Price as Ann's limits see it. */
  const limit = (bps: bigint) => (worth(50n * SOL, pool.books) * bps) / 10_000n;

  describe("a stale price", () => {
    beforeEach(() => {
      borrow(30n * SOL);
      context.chain.passEpochs(1);
    });

    it("is refused wherever a price is needed", () => {
      context.refused(market.borrow(ann, SOL), [ann.keypair], "PriceOutOfDate");
      context.refused(market.withdraw(ann, 1n), [ann.keypair], "PriceOutOfDate");
      context.refused(liquidation(), [bob.keypair], "PriceOutOfDate");
      context.refused(market.check(), [], "PriceOutOfDate");
    });

    it("is refused while rewards are being paid out: the pool cannot be updated before", () => {
      context.chain.setRewardsActive(true);
      context.refused(market.borrow(ann, SOL), [ann.keypair], "PriceOutOfDate");
    });

    it("keeps nobody from repaying, adding collateral and leaving", () => {
      context.done([market.deposit(ann, SOL), market.repay(ann, 100n * SOL)], [ann.keypair]);
      context.done([market.withdraw(ann, 51n * SOL), market.close(ann)], [ann.keypair]);
      assert.equal(pool.tokensOf(ann.tokens), 99n * SOL);
    });

    it("is fresh again after the update, which anybody can send", () => {
      pool.update();
      context.done(market.borrow(ann, SOL), [ann.keypair]);
    });
  });

  describe("an epoch without an update", () => {
    it("keeps nobody from borrowing and liquidating, with the least age that terms can have", () => {
      const { context, pool, market, ann, bob } = lending({ mean_updates: 3, max_age_epochs: 3 })();
      context.done(market.borrow(ann, 34n * SOL), [ann.keypair]);
      context.chain.slash(pool.stake(0), 200_000n);
      context.chain.passEpochs(1);
      // From the update after it until the mean has left it behind.
      for (let epoch = 0; epoch < 3; epoch++) {
        pool.nextEpoch();
        assert(market.price().lowest > 0n);
        context.done(market.liquidate(bob, ann.address, SOL), [bob.keypair]);
      }
    });

    it("does so a second time within the mean, which would be older than the terms allow", () => {
      const { context, pool, market, ann } = lending({ mean_updates: 3, max_age_epochs: 3 })();
      context.chain.passEpochs(2);
      pool.nextEpoch();
      context.refused(market.borrow(ann, SOL), [ann.keypair], "HistoryTooOld");
      pool.nextEpoch();
      context.refused(market.borrow(ann, SOL), [ann.keypair], "HistoryTooOld");
      pool.nextEpoch();
      context.done(market.borrow(ann, SOL), [ann.keypair]);
    });
  });

  describe("a market price below the true price", () => {
    it("makes no debt unsafe: nothing but the pool's books counts", () => {
      borrow(34n * SOL);
      const before = market.price();
      // Bob dumps half of the tokens for half of what they are worth.
      const buyer = pool.user("buyer");
      const sale = [
        createTransferInstruction(bob.tokens, buyer.tokens, bob.address, 50n * SOL),
        SystemProgram.transfer({ fromPubkey: buyer.address, toPubkey: bob.address, lamports: 25n * SOL }),
      ];
      context.done(sale, [bob.keypair, buyer.keypair]);
      assert.deepEqual(market.price(), before);
      context.refused(liquidation(), [bob.keypair], "PositionHealthy");
      // And whoever bought below the true price redeems at it.
      const ticket = pool.ticket(pool.order(buyer, 50n * SOL));
      assert.equal(ticket.orderedLamports, 50n * SOL);
    });
  });

  describe("a loss", () => {
    it("counts at once, and liquidates to the lamport", () => {
      borrow(34n * SOL);
      const loss = context.chain.slash(pool.stake(0), 200_000n);
      // Until it is measured, the pool does not know of it.
      context.refused(liquidation(), [bob.keypair], "PositionHealthy");
      pool.nextEpoch();

      assert.deepEqual(pool.books, { total: 200n * SOL - loss, supply: 200n * SOL });
      const price = market.price();
      assert.equal(price.current, fixed(200n * SOL - loss, 200n * SOL));
      assert.equal(price.lowest, price.current, "a loss is not averaged away");
      assert.equal(price.mean, ONE);

      // 100 millionths for the epoch of the loan, and for the one that has begun since.
      const debt = 34_003_400_000n + 3_400_000n;
      assert(debt > limit(8_000n));
      const paid = 10n * SOL;
      const tokens = (((paid * 10_500n) / 10_000n) * 200n * SOL) / (200n * SOL - loss);
      const [vault, held] = [market.available, pool.tokensOf(bob.tokens)];
      const done = context.done(liquidation(paid), [bob.keypair]);
      assert.deepEqual(lenderEvent(done), {
        name: "Liquidated",
        data: {
          position: market.position(ann.address).toBase58(),
          liquidator: bob.address.toBase58(),
          paid_lamports: paid,
          seized_tokens: tokens,
          tokens: 50n * SOL - tokens,
          debt_lamports: debt - paid,
        },
      });
      assert.equal(market.available, vault + paid);
      assert.equal(pool.tokensOf(bob.tokens), held + tokens);
      assert.deepEqual(market.state(ann.address), {
        tokens: 50n * SOL - tokens,
        // The interest is paid first.
        principal: debt - paid,
        debt: debt - paid,
        epoch: context.chain.epoch,
      });
    });

    it("counts within the epoch, once anybody has it measured", () => {
      borrow(34n * SOL);
      const loss = context.chain.slash(pool.stake(0), 200_000n);
      pool.updateValidators();
      assert.deepEqual(pool.books, { total: 200n * SOL - loss, supply: 200n * SOL });
      assert.equal(market.price().lowest, fixed(200n * SOL - loss, 200n * SOL));
      context.done(liquidation(SOL), [bob.keypair]);
    });

    it("leaves a position that is healthy again alone", () => {
      borrow(34n * SOL);
      context.chain.slash(pool.stake(0), 160_000n);
      pool.nextEpoch();
      context.done(liquidation(15n * SOL), [bob.keypair]);
      context.refused(liquidation(), [bob.keypair], "PositionHealthy");
    });

    it("beyond the collateral is the lender's", () => {
      borrow(34n * SOL);
      const loss = context.chain.slash(pool.stake(0), 600_000n);
      pool.nextEpoch();
      const value = (50n * (200n * SOL - loss) + 199n) / 200n; // Ceiled.
      const paid = (value * 10_000n + 10_499n) / 10_500n;
      const { data } = lenderEvent(context.done(liquidation(), [bob.keypair]));
      assert.equal(data.paid_lamports, paid);
      assert.equal(data.seized_tokens, 50n * SOL);
      assert.equal(data.debt_lamports, 34_003_400_000n + 3_400_000n - paid);
      context.refused(liquidation(), [bob.keypair], "ZeroResult");
    });

    it("of everything leaves nothing to lend on and nothing to seize", () => {
      borrow(34n * SOL);
      pool.injectPool("reserve_lamports", 0n);
      pool.injectPool("staked_lamports", 0n);
      assert.equal(market.price().lowest, 0n);
      context.refused(market.borrow(ann, 1n), [ann.keypair], "LoanToValueExceeded");
      context.refused(liquidation(), [bob.keypair], "NoPrice");
    });

    it("within what is not released yet does not touch the price", () => {
      borrow(34n * SOL);
      context.chain.donate(pool.pdas.reserve, 50n * SOL);
      pool.nextEpoch();
      context.chain.slash(pool.stake(0), 100_000n);
      pool.nextEpoch();
      assert(market.price().current >= ONE);
    });
  });

  describe("a reward", () => {
    beforeEach(() => {
      context.chain.donate(pool.pdas.reserve, 20n * SOL);
      pool.nextEpoch();
    });

    it("is not collateral before it is released, though whoever comes in pays for it", () => {
      // 220 SOL will stand for 200 tokens: 11 SOL buy 10 tokens, which count 10 SOL.
      const { event } = pool.deposit(bob, 11n * SOL);
      assert.equal(event.data.tokens, 10n * SOL);
      assert.equal(event.data.premium, SOL);
      assert.equal(market.price().current, ONE);
    });

    it("is released slot by slot: there is no jump to borrow on", () => {
      assert.deepEqual(pool.books, { total: 200n * SOL, supply: 200n * SOL });
      assert.equal(market.price().current, ONE);
      context.chain.advanceSlots(500n);
      assert.equal(market.price().current, fixed(210n, 200n));
    });

    it("counts by the mean, which lags", () => {
      pool.nextEpoch();
      // Three updates: 1, 1 and, this slot, 1.1.
      assert.deepEqual(market.price(), { lowest: ONE, current: fixed(11n, 10n), mean: ONE, bound: ONE * 4n - ONE });
      context.chain.advanceSlots(500n);
      const mean = (2_000n * ONE + 500n * fixed(11n, 10n)) / 2_500n;
      assert.deepEqual(market.price(), { lowest: mean, current: fixed(11n, 10n), mean, bound: 3n * ONE });

      const most = (((50n * SOL * mean) >> 32n) * 7_000n) / 10_000n;
      // The debt begins with an epoch's interest: the largest loan whose debt is within the limit.
      let loan = (most * 1_000_000n) / 1_000_100n + 2n;
      const debt = (lamports: bigint) => lamports + (lamports * 100n + 999_999n) / 1_000_000n;
      while (debt(loan) > most) loan -= 1n;
      context.refused(market.borrow(ann, loan + 1n), [ann.keypair], "LoanToValueExceeded");
      borrow(loan);
    });

    it("has reached the mean when the price has been the same for N updates", () => {
      for (let epoch = 0; epoch < 4; epoch++) pool.nextEpoch();
      assert.equal(market.price().mean, fixed(11n, 10n));
    });
  });

  describe("what anybody can do to the pool in an epoch", () => {
    it("lifts no price: donations, burns, deposits, orders", () => {
      const before = market.price();
      context.chain.donate(pool.pdas.reserve, 1_000n * SOL);
      context.chain.donate(pool.stake(0), 1_000n * SOL);
      assert.deepEqual(market.price(), before);
      pool.burn(bob, 50n * SOL);
      assert.deepEqual(market.price(), before);
      pool.deposit(bob, 123_456_789n);
      pool.order(bob, 3n * SOL + 7n);
      pool.context.done(instructions.updatePool({ pool: pool.deployment }));
      const { current } = market.price();
      assert.equal(current, before.current);
    });

    it("lifts none at the update either: it is released over the next epoch", () => {
      context.chain.donate(pool.pdas.reserve, 1_000n * SOL);
      pool.burn(bob, 50n * SOL);
      pool.nextEpoch();
      assert.equal(market.price().current, ONE);
    });

    it("counts in the end, where it lasts", () => {
      const careful = lending({ max_rise: 5_000 })();
      const { pool } = careful;
      careful.context.chain.donate(pool.pdas.reserve, 1_000n * SOL);
      for (let epoch = 0; epoch < 5; epoch++) pool.nextEpoch();
      const { lowest, current, mean, bound } = careful.market.price();
      assert.equal(current, fixed(1_200n, 200n));
      assert.equal(mean, current);
      // The oldest of the three updates has the price already: the bound is for a jump within them.
      assert.equal(lowest, mean);
      assert.equal(bound, (current * 1_010_000n) / 1_000_000n);
    });

    it("counts a jump no higher than the bound", () => {
      const careful = lending({ max_rise: 5_000 })();
      const { pool, market } = careful;
      careful.context.chain.donate(pool.pdas.reserve, 1_000n * SOL);
      pool.nextEpoch();
      pool.nextEpoch();
      careful.context.chain.advanceSlots(999n);
      const { lowest, mean, bound } = market.price();
      assert.equal(bound, (ONE * 1_010_000n) / 1_000_000n);
      assert(mean > bound);
      assert.equal(lowest, bound);
    });
  });

  describe("a paused pool", () => {
    beforeEach(() => {
      const guardian = pool.roles.guardian;
      borrow(34n * SOL);
      const pause = instructions.pause({ pool: pool.deployment, guardian: guardian.publicKey, seconds: 100_000 });
      context.done(pause, [guardian]);
      context.refused(pool.depositInstruction(bob, SOL), [bob.keypair], "Paused");
    });

    it("has a price as before", () => {
      assert.equal(market.price().lowest, ONE);
      context.done(market.repay(ann, SOL), [ann.keypair]);
    });

    it("is updated, and its losses liquidate", () => {
      context.chain.slash(pool.stake(0), 200_000n);
      pool.nextEpoch();
      context.refused(pool.depositInstruction(bob, SOL), [bob.keypair], "Paused");
      context.done(liquidation(), [bob.keypair]);
    });

    it("still redeems: a liquidator can leave by a ticket", () => {
      const sequence = pool.order(bob, SOL);
      pool.nextEpoch();
      pool.settle();
      pool.claim(bob.address, sequence);
    });
  });
});
