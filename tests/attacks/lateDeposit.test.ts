// Class: who comes just before the epoch update and leaves just after, with however much. The guard is the linear release
// of rewards, which makes no jump to buy before, the lower of both prices for tickets, and the refusal of a price of
// before: without any of them the thief leaves with the victims' rewards.
import assert from "node:assert/strict";
import { feesOf } from "@truestake/sdk";
import { fixture, SOL, TestContext, type TestPool, type User } from "../common";

interface Given {
  context: TestContext;
  pool: TestPool;
  thief: User;
}

/** A pool without a single fee: the thief's best case. 300 SOL, of which 297 earn. */
const free = fixture((): Given => {
  const context = new TestContext();
  const fees = { rewardFee: 0, depositFee: 0, withdrawalFee: 0, ticketFee: 0 };
  const pool = context.createTestPool({ ...fees, scores: [200, 100] });
  pool.deposit(pool.user("victim"), 299n * SOL);
  pool.delegateAll();
  pool.nextEpoch();
  return { context, pool, thief: pool.user("thief", 100_000n * SOL) };
});

describe("a late deposit", () => {
  let context: TestContext;
  let pool: TestPool;
  let thief: User;

  beforeEach(() => {
    ({ context, pool, thief } = free());
  });

  const all = () => pool.tokensOf(thief.tokens);

  /** Lets the rest of the epoch pass, and pays rewards of this part of all stake. */
  function endEpoch(partsPerMillion: bigint): void {
    context.chain.passEpochs(1);
    context.chain.payRewards(pool.votes.map((vote) => ({ vote, partsPerMillion })));
  }

  for (const lamports of [2n * SOL, 300n * SOL, 90_000n * SOL]) {
    describe(`of ${lamports / SOL} SOL`, () => {
      let start: bigint;
      /** What tokens have cost the late-comer. */
      let cost: (tokens: bigint) => bigint;

      /** It came in the last slot before the epoch's rewards, of a whole per cent. */
      beforeEach(() => {
        context.chain.advanceSlots(999n);
        start = context.chain.balance(thief.address);
        pool.deposit(thief, lamports);
        const bought = all();
        cost = (tokens) => (lamports * tokens) / bought;
        endEpoch(10_000n);
      });

      it("[class-stale] [bug-marinade-late] gains nothing by a ticket ordered at once after the update", () => {
        pool.update();
        const ticket = pool.order(thief, all());
        pool.deactivateAll();
        pool.nextEpoch();
        pool.settle();
        pool.claim(thief.address, ticket);
        assert(context.chain.balance(thief.address) <= start);
      });

      it("[class-stale] gains nothing by stake that it takes out at once after the update", () => {
        pool.update();
        const tokens = all() < 100n * SOL ? all() : 100n * SOL;
        const { event } = pool.withdrawStake(thief, 0, tokens);
        assert((event.data.lamports as bigint) <= cost(event.data.tokens as bigint));
      });

      it("[class-stale] gains nothing by a sale at once after the update", () => {
        pool.createLiquidity({ minFee: 0, maxFee: 0, treasuryCut: 0 }, 100n * SOL);
        pool.update();
        const tokens = all() < 50n * SOL ? all() : 50n * SOL;
        const { event } = pool.sell(thief, tokens);
        assert((event.data.lamports as bigint) <= cost(tokens));
      });

      it("[lesson-d] can neither come nor leave between the rewards and the update", () => {
        const { keypair } = thief;
        context.refused(pool.depositInstruction(thief, SOL), [keypair], "PoolOutOfDate");
        context.refused(pool.orderInstruction(thief, all()), [keypair], "PoolOutOfDate");
        pool.createLiquidity();
        context.refused(pool.sellInstruction(thief, all()), [keypair], "PoolOutOfDate");
      });
    });
  }

  it("[bug-solido-stale] around the update in one transaction gains nothing", () => {
    endEpoch(10_000n);
    const update = [pool.updateValidatorsInstruction(), pool.updatePoolInstruction()];
    const start = context.chain.balance(thief.address);
    const early = pool.depositInstruction(thief, 90_000n * SOL);
    context.refused([early, ...update], [thief.keypair], "PoolOutOfDate");
    const state = context.chain.snapshot();
    context.done([...update, early], [thief.keypair]);
    const tokens = all();
    context.chain.rewind(state);
    context.done([...update, early, pool.orderInstruction(thief, tokens)], [thief.keypair]);
    pool.nextEpoch();
    pool.settle();
    pool.claim(thief.address, 0n);
    assert(context.chain.balance(thief.address) <= start);
  });

  it("[bug-marinade-late] that stays for one epoch's release pays more in fees than it gets, at a real epoch's rewards", () => {
    pool.propose({ depositFee: 10, ticketFee: 10 });
    for (let updates = 0; updates < 2; updates++) pool.nextEpoch();
    assert.equal(feesOf(pool.state).deposit, 10);
    context.chain.advanceSlots(999n);
    const start = context.chain.balance(thief.address);
    pool.deposit(thief, 300n * SOL);
    endEpoch(500n); // 0.05 %, about what an epoch pays.
    pool.update();
    context.chain.advanceSlots(999n);
    const ticket = pool.order(thief, all());
    pool.deactivateAll();
    pool.nextEpoch();
    pool.settle();
    pool.claim(thief.address, ticket);
    assert(context.chain.balance(thief.address) < start);
  });

  it("takes nothing from those who were there before: the price does not fall by it, nor with the update after it", () => {
    const price = () => {
      const { total, supply } = pool.books;
      return (total << 32n) / supply;
    };
    const before = price();
    pool.deposit(thief, 90_000n * SOL);
    assert(price() >= before);
    endEpoch(10_000n);
    pool.update();
    assert(price() >= before);
  });
});
