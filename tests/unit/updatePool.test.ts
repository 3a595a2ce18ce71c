import assert from "node:assert/strict";
import { LIMITS, SOL, STAKE_RENT, type TestContext, type TestPool, U64_MAX, type User, WALLET_RENT } from "../common";
import { stakedPool } from "./fixture";

/** 300 SOL at a price of 1, a reward fee of 5 %, 297 of it staked; 299 tokens less the deposit fee are the user's. */
const given = stakedPool();

describe("update_pool", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  const refuses = (error: string) => context.refused(pool.updatePoolInstruction(), [], error);
  const treasury = () => pool.tokensOf(pool.config.treasury);
  const gain = (lamports: bigint) => context.chain.donate(pool.pdas.reserve, lamports);

  describe("when the epoch has brought a reward", () => {
    it("[bug-community-yield] mints the fee at once and releases the rest over the epoch", () => {
      context.chain.passEpochs(1);
      context.chain.payRewards([{ vote: pool.vote(0), lamports: 3n * SOL }]);
      pool.updateValidators();
      const { epoch, slot, unixTime } = context.chain;
      const before = treasury();
      const { changes, event } = context.done(pool.updatePoolInstruction());
      // 5 % of 3 SOL, in tokens of which 303 − 0.15 SOL are left for 300.
      const tokens = (150_000_000n * 300n * SOL) / (303n * SOL - 150_000_000n);
      assert.equal(tokens, 148_588_410n);
      assert.deepEqual(changes, {
        "pool.supply": [300n * SOL, 300n * SOL + tokens],
        "pool.release_lamports": [0n, 3n * SOL - tokens],
        "pool.release_start_slot": [slot - 1_000n, slot],
        "pool.release_end_slot": [slot, slot + 1_000n],
        "pool.pending_gain": [3n * SOL, 0n],
        "pool.last_update_epoch": [epoch - 1n, epoch],
        "pool.updates": [1n, 2n],
        "pool.held_at_update": [300n * SOL, 303n * SOL],
        "pool.mark_total": [SOL, 303n * SOL],
        "pool.mark_supply": [SOL, 300n * SOL + tokens],
        // 3 of 296.99 SOL are over 1 %: no rate is over half a per cent.
        "pool.idle_rates[1]": [0n, LIMITS.idleRate.most],
        "pool.earned_lamports": [3n * SOL, 0n],
        "pool.earning_lamport_epochs": [297n * SOL - 4n * STAKE_RENT, 0n],
        "mint.supply": [300n * SOL, 300n * SOL + tokens],
        "treasury.tokens": [before, before + tokens],
        "history.count": [1n, 2n],
        "history.entries[1].epoch": [undefined, epoch],
        "history.entries[1].slot": [undefined, slot],
        "history.entries[1].total": [undefined, 300n * SOL + tokens],
        "history.entries[1].supply": [undefined, 300n * SOL + tokens],
        "history.entries[1].unix_time": [undefined, unixTime],
        "history.entries[1].gain_before_fee": [undefined, 3n * SOL],
        "history.entries[1].fee_tokens": [undefined, tokens],
      });
      assert.deepEqual(event, {
        name: "PoolUpdated",
        data: {
          pool: pool.pdas.pool.toBase58(),
          epoch,
          earned: 3n * SOL,
          gain: 3n * SOL,
          loss: 0n,
          taxable: 3n * SOL,
          fee_tokens: tokens,
          burned: 0n,
          unreleased: 3n * SOL - tokens,
          before: { total: 300n * SOL, supply: 300n * SOL },
          after: { total: 300n * SOL + tokens, supply: 300n * SOL + tokens },
        },
      });
    });

    it("lets the price rise slot by slot, and no further than the reward", () => {
      pool.nextEpoch([{ vote: pool.vote(0), lamports: 3n * SOL }]);
      const { total } = pool.price;
      const unreleased = pool.state.releaseLamports;
      context.chain.advanceSlots(1n);
      assert.equal(pool.price.total, total + unreleased - (unreleased * 999n + 999n) / 1_000n);
      context.chain.advanceSlots(499n);
      assert.equal(pool.price.total, total + unreleased - (unreleased + 1n) / 2n);
      context.chain.advanceSlots(499n);
      assert.equal(pool.price.total, total + unreleased - (unreleased + 999n) / 1_000n);
      pool.nextEpoch();
      assert.equal(pool.price.total, total + unreleased);
    });

    it("takes lamports sent to the reserve for a reward like any other", () => {
      context.chain.passEpochs(1);
      gain(3n * SOL);
      const { event, changes } = pool.update();
      assert.equal(event.data.gain, 3n * SOL);
      assert.equal(event.data.fee_tokens, 148_588_410n);
      assert.deepEqual(changes["pool.reserve_lamports"], [3n * SOL, 6n * SOL]);
    });

    it("carries what a late update has not released yet into the next release", () => {
      context.chain.advanceSlots(1_900n);
      gain(3n * SOL);
      pool.update();
      const held = pool.state.releaseLamports;
      // Of the 1,000 slots 100 have passed when the next epoch begins.
      const { event } = pool.nextEpoch();
      assert.equal(event.data.unreleased, (held * 900n + 999n) / 1_000n);
      assert.deepEqual(event.data.before, event.data.after);
    });
  });

  describe("when the fee cannot be paid", () => {
    const free = () => {
      context.chain.passEpochs(1);
      gain(3n * SOL);
      const { event } = pool.update();
      assert.equal(event.data.fee_tokens, 0n);
      assert.equal(event.data.unreleased, 3n * SOL);
      assert.equal(pool.supply, 300n * SOL);
    };

    it("charges none for a treasury that is closed", () => {
      context.chain.setLamports(pool.config.treasury, 0n);
      free();
    });

    it("charges none for a treasury that is frozen", () => {
      const account = context.chain.account(pool.config.treasury) ?? assert.fail();
      account.data.writeUInt8(2, 108);
      context.chain.setAccount(pool.config.treasury, account);
      free();
    });

    it("charges none for a treasury of another mint", () => {
      const account = context.chain.account(pool.config.treasury) ?? assert.fail();
      pool.pdas.pool.toBuffer().copy(account.data);
      context.chain.setAccount(pool.config.treasury, account);
      free();
    });

    it("charges none where the mint has no room for its tokens", () => {
      pool.injectPool("supply", U64_MAX);
      pool.injectSupply(U64_MAX);
      pool.injectPool("mark_supply", U64_MAX);
      gain(30n * SOL);
      const { event } = pool.nextEpoch();
      assert.deepEqual([event.data.taxable, event.data.fee_tokens], [30n * SOL, 0n]);
    });

    it("charges none at a rate of 0", () => {
      pool.injectPool("fees.now.reward", 0n);
      free();
    });
  });

  describe("when the epoch has brought a loss", () => {
    const slash = (partsPerMillion: bigint) => context.chain.slash(pool.stake(0), partsPerMillion);

    it("lowers the price at once, without a fee", () => {
      context.chain.passEpochs(1);
      const loss = slash(100_000n);
      const { event, changes } = pool.update();
      assert.equal(event.data.loss, loss);
      assert.equal(event.data.fee_tokens, 0n);
      assert.deepEqual(event.data.after, { total: 300n * SOL - loss, supply: 300n * SOL });
      assert.deepEqual(changes["pool.pending_loss"], [loss, 0n]);
      assert.equal(changes["pool.supply"], undefined);
    });

    it("eats what is not released first, and as much gain is free of the fee later", () => {
      context.chain.advanceSlots(1_900n);
      gain(30n * SOL);
      pool.update();
      const { markTotal, markSupply } = pool.state;
      context.chain.passEpochs(1);
      const loss = slash(10_000n);
      const { event } = pool.update();
      assert.equal(event.data.loss, loss);
      assert.deepEqual(event.data.before, event.data.after);
      // The mark is on what all tokens will stand for: it stays where it was.
      assert.deepEqual([pool.state.markTotal, pool.state.markSupply], [markTotal, markSupply]);
      context.chain.passEpochs(1);
      gain(loss + SOL);
      assert.equal(pool.update().event.data.taxable, SOL);
    });

    it("writes it into the history, less what was gained", () => {
      context.chain.passEpochs(1);
      const loss = slash(10_000n);
      gain(SOL);
      const { changes } = pool.update();
      assert.deepEqual(changes["history.entries[1].gain_before_fee"], [undefined, SOL - loss]);
      assert.equal(changes["history.entries[1].fee_tokens"], undefined);
    });

    it("goes on to the price when that is not enough", () => {
      context.chain.advanceSlots(1_900n);
      gain(SOL);
      pool.update();
      context.chain.passEpochs(1);
      const { total } = pool.books;
      const unreleased = (pool.state.releaseLamports * 900n + 999n) / 1_000n;
      const loss = slash(100_000n);
      const { event } = pool.update();
      assert.equal(event.data.unreleased, 0n);
      assert.equal((event.data.after as { total: bigint }).total, total - (loss - unreleased));
    });

    it("charges no fee for what only restores it", () => {
      context.chain.passEpochs(1);
      const loss = slash(100_000n);
      pool.update();
      context.chain.passEpochs(1);
      gain(loss);
      const restored = pool.update();
      assert.equal(restored.event.data.taxable, 0n);
      assert.equal(restored.event.data.fee_tokens, 0n);
      context.chain.passEpochs(1);
      gain(SOL);
      const above = pool.update();
      assert.equal(above.event.data.taxable, SOL);
    });

    it("ceils what it takes to be back at the highest price", () => {
      pool.injectPool("mark_total", 8n);
      pool.injectPool("mark_supply", 7n);
      gain(50n * SOL);
      const { event } = pool.nextEpoch(); // Of 350 SOL 342,857,142,857.1 lamports were there before.
      assert.equal(event.data.taxable, 350n * SOL - 342_857_142_858n);
    });

    it("is set off against a gain of the same epoch", () => {
      context.chain.passEpochs(1);
      const loss = slash(10_000n);
      gain(loss + SOL);
      const { event } = pool.update();
      assert.equal(event.data.gain, loss + SOL);
      assert.equal(event.data.loss, loss);
      assert.equal(event.data.taxable, SOL);
    });

    it("[lesson-l] can take everything, and blocks nothing", () => {
      context.chain.passEpochs(1);
      for (const index of [0, 1]) {
        context.chain.setLamports(pool.stake(index), 0n);
        context.chain.setLamports(pool.transient(index), 0n);
      }
      context.chain.setLamports(pool.pdas.reserve, WALLET_RENT);
      // The transient addresses hold no stake and are not measured: two rents are left in the books.
      const { event } = pool.update();
      assert.equal((event.data.after as { total: bigint }).total, 2n * STAKE_RENT);
      // At a tenth of today's rent that is less than a ticket may have.
      if (2n * STAKE_RENT > 2n * LIMITS.ticket) pool.order(user, 290n * SOL);
      else context.refused(pool.orderInstruction(user, 290n * SOL), [user.keypair], "TicketTooSmall");
      pool.nextEpoch();
    });

    it("goes on in later epochs when not a lamport is left", () => {
      const idle = context.createTestPool();
      context.chain.setLamports(idle.pdas.reserve, WALLET_RENT);
      for (let epochs = 2; epochs > 0; epochs--) {
        assert.deepEqual(idle.nextEpoch().event.data.after, { total: 0n, supply: idle.config.seedLamports });
      }
    });
  });

  describe("when somebody has burned tokens", () => {
    it("adopts the lower supply, and gives what they were worth to the others as a reward", () => {
      pool.burn(user, 30n * SOL);
      context.chain.passEpochs(1);
      const { event, changes } = pool.update();
      assert.equal(event.data.burned, 30n * SOL);
      assert.equal(event.data.taxable, 30n * SOL);
      const fee = 1_500_000_000n;
      const tokens = (fee * 270n * SOL) / (300n * SOL - fee);
      assert.equal(event.data.fee_tokens, tokens);
      assert.deepEqual(changes["pool.supply"], [300n * SOL, 270n * SOL + tokens]);
      assert.equal(pool.books.total, 270n * SOL + tokens, "the price is the same at first");
    });

    it("leaves a mint with more tokens than the books alone, and stays that way", () => {
      pool.injectSupply(300n * SOL + 1n);
      context.chain.passEpochs(1);
      pool.update();
      assert.equal(pool.state.supply, 300n * SOL);
    });
  });

  describe("the idle rate", () => {
    /** Earnings of both validators, in parts per million of their stake. */
    const rewards = (partsPerMillion: bigint) => pool.votes.map((vote) => ({ vote, partsPerMillion }));
    const rates = () => [...pool.state.idleRates].map(BigInt);

    it("is what stake earned in the epoch, in parts per billion, ceiled", () => {
      pool.nextEpoch(rewards(400n)); // 4 basis points, floored to the lamport at each validator.
      assert.equal(rates()[1], 400_000n);
      context.chain.passEpochs(1);
      context.chain.payRewards([{ vote: pool.vote(0), lamports: 1n }]);
      pool.update();
      assert.equal(rates()[2], 1n);
    });

    it("is that of one epoch, where several have passed", () => {
      context.chain.passEpochs(3);
      context.chain.payRewards(rewards(1_200n));
      pool.update();
      // Over the 3 epochs since the last look.
      assert.equal(rates()[1], 400_000n);
    });

    it("is remembered for 8 updates, each in the place of the oldest", () => {
      for (let update = 1n; update <= 9n; update++) {
        pool.nextEpoch(rewards(100n * update));
        const place = Number(update % 8n);
        assert.equal((rates()[place] ?? 0n) / 1_000n, 100n * update, `update ${update}`);
      }
      // Those of updates 8, 9, 2, 3, …, 7, rounded.
      const rounded = rates().map((rate) => rate / 1_000n);
      assert.deepEqual(rounded, [800n, 900n, 200n, 300n, 400n, 500n, 600n, 700n]);
    });

    it("counts rewards alone: neither what is sent to an account nor what leavers leave", () => {
      context.chain.passEpochs(1);
      context.chain.donate(pool.stake(0), 10n * SOL);
      gain(10n * SOL);
      pool.burn(user, SOL);
      pool.update();
      assert.equal(rates()[1], 0n);
      assert.equal(pool.state.earnedLamports, 0n);
    });

    it("is 0 where nothing is staked", () => {
      const empty = context.createTestPool();
      empty.nextEpoch();
      assert(empty.state.idleRates.every((rate) => Number(rate) === 0));
    });
  });

  describe("when nothing has happened", () => {
    it("moves time and history on, and leaves the price", () => {
      context.chain.passEpochs(1);
      const { event } = pool.update();
      assert.deepEqual(event.data.before, event.data.after);
      assert.equal(pool.state.updates, 2n);
    });

    it("[P-10] does nothing the second time in an epoch", () => {
      const { changes, events } = context.done(pool.updatePoolInstruction());
      assert.deepEqual(changes, {});
      assert.deepEqual(events, []);
    });

    it("does nothing the second time, also while rewards are being paid out", () => {
      context.chain.setRewardsActive(true);
      assert.deepEqual(context.done(pool.updatePoolInstruction()).changes, {});
    });
  });

  describe("when the history is full", () => {
    it("writes over the oldest entry", () => {
      pool.inject(pool.pdas.history, "PriceHistory", "count", 512n);
      context.chain.passEpochs(1);
      const { changes } = pool.update();
      assert.deepEqual(changes["history.entries[0].epoch"], [context.chain.epoch - 1n, context.chain.epoch]);
      assert.deepEqual(changes["history.count"], [512n, 513n]);
    });
  });

  describe("when it is not the time", () => {
    it("refuses before any validator has been measured", () => {
      context.chain.passEpochs(1);
      refuses("ValidatorsOutOfDate");
    });

    it("refuses until the last validator has been measured", () => {
      context.chain.passEpochs(1);
      context.done(pool.updateValidatorsInstruction([0, 1]));
      refuses("ValidatorsOutOfDate");
      context.done(pool.updateValidatorsInstruction([2]));
      context.done(pool.updatePoolInstruction());
    });

    it("refuses while rewards are being paid out", () => {
      context.chain.passEpochs(1);
      pool.updateValidators();
      context.chain.setRewardsActive(true);
      refuses("EpochRewardsActive");
    });

    it("is open while the pool is paused", () => {
      context.chain.passEpochs(1);
      pool.injectPool("paused_until", context.chain.unixTime + 1_000n);
      pool.update();
    });
  });

  it("needs no validators at all", () => {
    const empty = context.createTestPool();
    context.chain.passEpochs(1);
    context.done(empty.updatePoolInstruction());
    assert.equal(empty.state.lastUpdateEpoch, context.chain.epoch);
  });

  it("measures every validator also when one was added on the way", () => {
    context.chain.passEpochs(1);
    context.done(pool.updateValidatorsInstruction([0]));
    pool.addValidator(10);
    refuses("ValidatorsOutOfDate");
    context.done(pool.updateValidatorsInstruction([1, 2]));
    context.done(pool.updatePoolInstruction());
  });

  it("says so when a sum would not fit", () => {
    context.chain.passEpochs(1);
    pool.updateValidators();
    pool.injectPool("updates", U64_MAX);
    refuses("Overflow");
  });
});
