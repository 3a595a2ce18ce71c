// The reward fee is for what lies above the high-water mark, the highest (total + unreleased) ÷ supply: never twice on the same
// rise, never on a recovery, and never forgotten either. The mark is raised before each loss.
import assert from "node:assert/strict";
import { fixture, SOL, TestContext } from "../common";
import { FREE } from "./helpers";

/** 1,000 SOL at a price of 1, active with one validator; a tenth of the gains above the highest price is the treasury's. */
const given = fixture(() => {
  const context = new TestContext({ lamportsPerByte: 6_960n }); // The numbers below hold two rents of 2,282,880.
  const pool = context.createTestPool({ ...FREE, rewardFee: 1_000, scores: [1] });
  const victim = pool.user("victim");
  pool.deposit(victim, 999n * SOL);
  pool.delegateAll();
  pool.nextEpoch();
  return { context, pool, victim };
});

describe("[fault-fee-recovery] the reward fee", () => {
  it("is nothing on what makes a loss good, with however much that comes in beside it", () => {
    const { context, pool } = given();
    context.chain.slash(pool.stake(0), 100_000n);
    pool.nextEpoch();
    context.chain.donate(pool.pdas.reserve, 99n * SOL);
    assert.equal(pool.nextEpoch().event.data.taxable, 0n);
    pool.deposit(pool.user("other"), 9_000n * SOL);
    pool.nextEpoch();
    assert(pool.books.total < pool.books.supply, "the price is below its highest, 1");
    assert.equal(pool.tokensOf(pool.config.treasury), 0n);
  });

  it("is charged on what lies over the peak, and once, whoever comes in then", () => {
    const { context, pool } = given();
    context.chain.slash(pool.stake(0), 100_000n);
    pool.nextEpoch();
    context.chain.donate(pool.pdas.reserve, 110n * SOL);
    const { event } = pool.nextEpoch();
    // Two rents of 2,282,880 lie beside the stake: 999.99543424 SOL lose 99.999543424, and 110 SOL bring 1,000 SOL to
    // 1,010.000456576. A tenth of what is over 1,000 is 1.0000456576 SOL.
    assert.equal(event.data.taxable, 10_000_456_576n);
    const fee = 1_000_045_658n;
    assert.equal(event.data.fee_tokens, (fee * 1_000n * SOL) / (1_010_000_456_576n - fee));
    const charged = pool.tokensOf(pool.config.treasury);
    pool.deposit(pool.user("other"), 9_000n * SOL);
    pool.nextEpoch();
    assert(pool.books.total > pool.books.supply, "the price has passed its peak");
    assert.equal(pool.tokensOf(pool.config.treasury), charged, "and nothing is charged twice");
  });
});

describe("[fault-fee-credit] what was never charged", () => {
  it("is charged when the price passes its peak after two losses and two recoveries", () => {
    const { context, pool } = given();
    const { chain } = context;
    const vote = pool.vote(0);
    chain.slash(pool.stake(0), 100_000n);
    pool.nextEpoch();
    chain.passEpochs(1);
    chain.payRewards([{ vote, partsPerMillion: 111_000n }]);
    chain.advanceSlots(998n);
    assert.equal(pool.update().event.data.taxable, 0n);
    chain.passEpochs(1);
    chain.slash(pool.stake(0), 100_000n);
    assert.equal(pool.update().event.data.taxable, 0n);
    const { event } = pool.nextEpoch([{ vote, partsPerMillion: 222_000n }]);
    // 999.99543424 × 0.9 × 1.111 × 0.9 × 1.222 = 1,099.6849… SOL of stake, with two rents 1,099.689564…: less 1,000.
    const taxable = event.data.taxable as bigint;
    assert(taxable >= 99_689_564_830n && taxable <= 99_689_564_840n, `${taxable}`);
    const gross = 1_000n * SOL + taxable;
    const fee = (taxable + 9n) / 10n;
    assert.equal(event.data.fee_tokens, (fee * 1_000n * SOL) / (gross - fee));
    pool.nextEpoch();
    assert.equal(pool.tokensOf(pool.config.treasury), event.data.fee_tokens);
    assert(pool.books.total > pool.books.supply, "the price is over its peak, 1");
  });

  it("is charged once over a rise in many steps, with losses between them", () => {
    const { context, pool } = given();
    const vote = pool.vote(0);
    let taxed = 0n;
    for (let epoch = 0; epoch < 6; epoch++) {
      if (epoch % 2 === 1) context.chain.slash(pool.stake(0), 10_000n);
      taxed += pool.nextEpoch([{ vote, partsPerMillion: 25_000n }]).event.data.taxable as bigint;
    }
    const { reserveLamports, stakedLamports } = pool.state;
    // The last step was up, to a new peak: what was taxed in all is the whole rise, in spite of the losses.
    const above = reserveLamports + stakedLamports - 1_000n * SOL;
    assert(above > 100n * SOL);
    assert(taxed >= above - 20n && taxed <= above + 20n, `${taxed} of ${above}`);
  });
});
