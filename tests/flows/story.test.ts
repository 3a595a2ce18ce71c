// A pool's life over many epochs. After every step the books are compared with the accounts and with the model.
import assert from "node:assert/strict";
import { StakeStatus, TicketStatus } from "@truestake/sdk";
import { SOL, TestContext, type TestPool, Twin, type User } from "../common";

describe("the story of a pool", () => {
  let context: TestContext;
  let pool: TestPool;
  let twin: Twin;
  let ann: User;
  let ben: User;
  let eva: User;

  const share = (index: number) => pool.record(index).stakeLamports + pool.record(index).transientLamports;
  const nextEpoch = (rewards: bigint[] = []) => {
    context.chain.passEpochs(1);
    for (const [index, lamports] of rewards.entries()) {
      if (lamports > 0n) context.chain.payRewards([{ vote: pool.vote(index), lamports }]);
    }
    return twin.update();
  };

  before(() => {
    context = new TestContext();
    pool = context.createTestPool({ scores: [500, 300, 200], maxMove: 2_000 });
    twin = new Twin(pool);
    ann = pool.user("ann");
    ben = pool.user("ben");
    eva = pool.user("eva");
  });

  it("begins with deposits of three, one referred by another", () => {
    twin.deposit(ann, 500n * SOL);
    twin.deposit(ben, 299n * SOL, ann);
    twin.deposit(eva, 200n * SOL);
    assert.deepEqual(pool.books, { total: 1_000n * SOL, supply: 1_000n * SOL });
  });

  it("delegates by scores, less the buffer of 1 %", () => {
    assert.equal(twin.delegateAll(), 3);
    assert.deepEqual([0, 1, 2].map(share), [495n * SOL, 297n * SOL, 198n * SOL]);
    assert.equal(pool.state.reserveLamports, 10n * SOL);
    assert.equal(twin.delegateAll(), 0);
  });

  it("earns nothing in the epoch in which the stake warms up", () => {
    const { event } = nextEpoch([SOL, SOL, SOL]);
    assert.equal(event.data.gain, 0n);
  });

  it("earns from then on, and releases what it earned over an epoch", () => {
    const { event } = nextEpoch([4n * SOL, 2n * SOL, SOL]);
    assert.equal(event.data.gain, 7n * SOL);
    const fee = event.data.fee_tokens as bigint;
    assert(fee > 0n);
    assert.deepEqual(pool.books, { total: 1_000n * SOL + fee, supply: 1_000n * SOL + fee });
    context.chain.advanceSlots(500n);
    twin.check();
    assert(pool.books.total > pool.books.supply);
  });

  it("sells late comers no tokens at the early price", () => {
    const before = pool.books;
    const { event } = twin.deposit(eva, 100n * SOL);
    assert((event.data.tokens as bigint) < 100n * SOL);
    const after = pool.books;
    assert(after.total * before.supply >= before.total * after.supply);
  });

  it("loses a tenth of one validator's stake: the price falls for everybody alike", () => {
    nextEpoch([SOL, SOL, SOL]);
    const before = pool.books;
    context.chain.passEpochs(1);
    const loss = context.chain.slash(pool.stake(0), 100_000n);
    const { event } = twin.update();
    assert.equal(event.data.loss, loss);
    assert.equal(event.data.fee_tokens, 0n);
    const after = pool.books;
    assert(after.total * before.supply < before.total * after.supply, "the price has fallen");
  });

  it("charges no fee while it makes up for the loss", () => {
    const { event } = nextEpoch([10n * SOL, 0n, 0n]);
    assert.equal(event.data.taxable, 0n);
  });

  it("queues four tickets, of which the second is cancelled", () => {
    nextEpoch();
    twin.order(ann, 100n * SOL);
    twin.order(ben, 200n * SOL);
    twin.order(eva, 150n * SOL);
    twin.order(ann, 50n * SOL);
    twin.cancel(1n);
    assert.equal(twin.settle(4), 0, "not in the epoch of their order");
  });

  it("takes the SOL for them out of the stake first", () => {
    assert(twin.deactivateAll() > 0);
    assert(pool.state.coolingLamports + pool.state.reserveLamports >= pool.state.queuedLamports);
  });

  it("pays them the lower price after a loss of the epoch they wait in, to the lamport", () => {
    context.chain.passEpochs(1);
    context.chain.slash(pool.stake(1), 200_000n);
    twin.update();
    const { total, supply } = pool.books;
    const { orderedLamports } = pool.ticket(0n);
    assert.equal(twin.settle(4), 4);
    const net = (value: bigint) => value - (value * 10n + 9_999n) / 10_000n;
    // The loss has eaten all that was being released: what tokens are worth now is all they will be.
    assert.equal(pool.state.releaseLamports, 0n);
    assert.equal(pool.ticket(0n).paidLamports, net((100n * SOL * total) / supply));
    assert(pool.ticket(0n).paidLamports < net(orderedLamports));
    assert.equal(pool.ticket(1n).status, TicketStatus.Cancelled);
    assert.equal(pool.state.queuedLamports, 0n);
  });

  it("pays claims in any order, whatever is lost meanwhile", () => {
    const pays = pool.ticket(2n).claimableLamports;
    const rent = context.chain.balance(pool.ticketAddress(2n)) - pays;
    context.chain.passEpochs(1);
    context.chain.slash(pool.stake(2), 300_000n);
    twin.update();
    const before = context.chain.balance(eva.address);
    assert.equal(twin.claim(2n), pays);
    assert.equal(context.chain.balance(eva.address) - before, pays + rent);
    for (const sequence of [3n, 0n, 1n]) twin.claim(sequence);
  });

  it("takes donations to the reserve and to a stake account for rewards", () => {
    context.chain.passEpochs(1);
    context.chain.donate(pool.pdas.reserve, 5n * SOL);
    context.chain.donate(pool.stake(0), 3n * SOL);
    const before = pool.books;
    const { event } = twin.update();
    assert.equal(event.data.gain, 8n * SOL);
    assert.equal(pool.books.total * before.supply >= before.total * pool.books.supply, true);
    assert.equal(context.chain.stakeAccount(pool.stake(0))?.delegation?.deactivationEpoch, 2n ** 64n - 1n);
  });

  it("adopts the supply that a direct burn leaves", () => {
    pool.burn(ben, 20n * SOL);
    const { event } = nextEpoch();
    assert.equal(event.data.burned, 20n * SOL);
    assert.equal(pool.supply, pool.state.supply);
  });

  it("sees that an outsider has deactivated a validator's stake, after six epochs without a crank", () => {
    const reference = context.chain.createVoteAccount();
    context.chain.setVoting(pool.vote(2), false);
    context.chain.passEpochs(6);
    context.chain.deactivateDelinquent(pool.stake(2), pool.vote(2), reference);
    twin.update();
    assert.equal(pool.record(2).stakeStatus, StakeStatus.Deactivating);
    assert(pool.state.coolingLamports > 0n);
  });

  it("gets that stake back in the next epoch, and sends it where it is wanted", () => {
    pool.setScore(2, 0);
    nextEpoch();
    assert.equal(pool.record(2).stakeStatus, StakeStatus.Idle);
    assert.equal(pool.state.coolingLamports, 0n);
    assert(twin.delegateAll() > 0);
    const { reserveLamports, stakedLamports } = pool.state;
    // At most what rounding and the rents of idle accounts leave stays in the reserve beside the buffer.
    assert(reserveLamports * 100n <= (reserveLamports + stakedLamports) * 2n);
  });

  it("uses the validator again when it votes again", () => {
    context.chain.setVoting(pool.vote(2), true);
    pool.setScore(2, 500);
    nextEpoch([SOL, SOL, 0n]);
    twin.deactivateAll();
    nextEpoch();
    assert(twin.delegateAll() > 0);
    assert.equal(pool.record(2).stakeStatus, StakeStatus.Delegated);
  });

  it("reaches its targets within a few epochs", () => {
    for (let epoch = 0; epoch < 6; epoch++) {
      nextEpoch();
      twin.deactivateAll();
      twin.delegateAll();
    }
    const { reserveLamports, stakedLamports } = pool.state;
    const held = reserveLamports + stakedLamports;
    for (const [index, score] of [500n, 300n, 500n].entries()) {
      const target = (held * 99n * score) / 130_000n;
      const off = share(index) - target;
      assert((off < 0n ? -off : off) < SOL + SOL / 10n, `validator ${index} is off by ${off}`);
    }
  });

  it("lets everybody out: what is left is the seed's, the treasury's and the fees'", () => {
    for (const user of [ann, ben, eva]) twin.order(user, pool.tokensOf(user.tokens));
    const first = twin.model.head;
    for (let epoch = 0; epoch < 4 && pool.state.queuedTokens > 0n; epoch++) {
      twin.deactivateAll();
      nextEpoch();
      twin.settle(3);
    }
    assert.equal(pool.state.queuedTokens, 0n);
    for (let sequence = first; sequence < twin.model.head; sequence++) twin.claim(sequence);
    assert.equal(pool.supply, pool.tokensOf(pool.pdas.seed) + pool.tokensOf(pool.config.treasury));
    twin.checkBacking();
  });
});
