// Stake of a transient account joins the rest when it has become active. To give all of it the account needs the rent of now; where that
// has risen, and tickets leave nothing in the reserve to pay it, nothing joins, in no epoch. Such stake cannot be divided, and is in the
// way of what could be: a ticket for a part of it waits until somebody sends the rent.
import assert from "node:assert/strict";
import { StakeStatus, TicketStatus } from "@truestake/sdk";
import { MINIMUM_DELEGATION, SOL, TestContext } from "../common";
import { FREE } from "./helpers";

/** Epochs for what needs two: what stays behind makes room in the first, and the rest cools down in the second. */
const MOST_EPOCHS = 3;

describe("[fault-rentless-join] after a rise of the rent, with stake that has just become active and an empty reserve,", () => {
  for (const [what, active, recent, ordered] of [
    // The part would have to move through the transient account, which is in use.
    ["a ticket for a part of the older stake", 99n * SOL, 50n * SOL, 20n * SOL],
    // All of the older stake goes, and the ticket wants a part of what is left.
    ["a ticket for more than the older stake", 9n * SOL, 100n * SOL, 30n * SOL],
    // The least there may be goes whole, and is too little to be delegated again for a moment, so that more could join it.
    ["a ticket for more than the least recent stake", 99n * SOL, SOL + 1_000n, 5n * SOL],
  ] as const) {
    it(`${what} is paid, though nobody sends anything`, () => {
      const context = new TestContext({ lamportsPerByte: 696n });
      const pool = context.createTestPool({ ...FREE, scores: [1] });
      const user = pool.user();
      pool.deposit(user, active);
      pool.delegateAll();
      pool.nextEpoch();
      pool.deposit(user, recent);
      pool.delegateAll();
      context.chain.passEpochs(1);
      context.chain.setRent(6_960n);
      pool.update();
      assert.equal(pool.state.reserveLamports, 0n);
      const ticket = pool.order(user, ordered);
      const answers: (string | undefined)[] = [];
      for (let epoch = 0; epoch < MOST_EPOCHS && pool.state.nextSettlement < pool.state.nextTicket; epoch++) {
        pool.toMovingPart();
        for (let more = true; more; ) {
          const { error } = context.send(pool.deactivateInstruction(0));
          answers.push(error);
          more = error === undefined;
        }
        pool.nextEpoch();
        answers.push(context.send(pool.settleInstruction()).error);
      }
      assert.equal(pool.ticket(ticket).status, TicketStatus.Settled, `it waits: ${answers}`);
      const foreign = answers.filter((error) => error?.startsWith("Stake:"));
      assert.deepEqual(foreign, [], "nothing is left to the stake program to refuse");
      // And then everything has joined, or gone.
      pool.nextEpoch();
      assert.equal(pool.record(0).transientStatus, StakeStatus.Idle);
    });
  }
});

describe("[fault-rentless-join] where less is left to join than the stake program lets anybody move,", () => {
  /** What may live alone, and no more than an account lacks of the risen rent: 328 bytes of 6,264 lamports. */
  const LEAST = MINIMUM_DELEGATION > SOL / 1_000n ? MINIMUM_DELEGATION : SOL / 1_000n;

  /** Stake that is delegated beside 9 SOL, to a validator that has not voted for long. */
  function begin(recent: bigint) {
    const context = new TestContext({ lamportsPerByte: 696n });
    const pool = context.createTestPool({ ...FREE, scores: [1] });
    const { chain } = context;
    const user = pool.user();
    pool.deposit(user, 8n * SOL);
    pool.delegateAll();
    const reference = chain.createVoteAccount();
    chain.setVoting(pool.vote(0), false);
    chain.passEpochs(6);
    pool.update();
    pool.deposit(user, recent);
    pool.delegateAll();
    assert.equal(pool.state.reserveLamports, 0n);
    const next = () => {
      chain.passEpochs(1);
      chain.setRent(6_960n);
      pool.update();
    };
    return { chain, pool, reference, next };
  }

  it("nothing joins where all of it has to stay, and the look succeeds", () => {
    const { pool, next } = begin(LEAST);
    const before = pool.record(0);
    next();
    const { transientStatus, transientLamports, stakeLamports } = pool.record(0);
    assert.equal(transientStatus, StakeStatus.Delegated);
    assert.deepEqual([transientLamports, stakeLamports], [before.transientLamports, before.stakeLamports]);
  });

  // A part of half the least delegation could go, but not alone.
  it("nothing joins an account that an outsider has deactivated, and the look succeeds", () => {
    const { chain, pool, reference, next } = begin((3n * LEAST) / 2n);
    const before = pool.record(0);
    chain.deactivateDelinquent(pool.stake(0), pool.vote(0), reference);
    next();
    const { stakeStatus, transientStatus, transientLamports } = pool.record(0);
    assert.deepEqual([stakeStatus, transientStatus], [StakeStatus.Idle, StakeStatus.Delegated]);
    assert.equal(transientLamports, before.transientLamports);
    // What came back pays the rent.
    next();
    assert.equal(pool.record(0).transientStatus, StakeStatus.Idle);
  });
});

describe("[fault-rentless-join] stake that has to join what cools down already, after a rise of the rent in between,", () => {
  // What began to cool down in this epoch is delegated again for a moment, so that more can join it. Of an account that lacks rent the
  // stake program delegates nothing again: the rest waits for the next epoch, as where the transient account is in use otherwise.
  it("is refused by the pool itself, and comes in the next epoch", () => {
    const context = new TestContext({ lamportsPerByte: 696n });
    const pool = context.createTestPool({ ...FREE, scores: [1, 1] });
    const user = pool.user();
    pool.deposit(user, 99n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    const ticket = pool.order(user, 10n * SOL);
    pool.toMovingPart().deactivate(0);
    // The other loses half of its stake: the first has to give more.
    context.chain.slash(pool.stake(1), 500_000n);
    context.done(pool.updateValidatorsInstruction([1]));
    context.chain.setRent(6_960n);
    context.refused(pool.deactivateInstruction(0), [], "TransientInUse");
    pool.nextEpoch();
    pool.settle();
    assert.equal(pool.ticket(ticket).status, TicketStatus.Queued, "a part is paid");
    pool.toMovingPart();
    pool.deactivateAll();
    pool.nextEpoch();
    pool.settle();
    assert.equal(pool.ticket(ticket).status, TicketStatus.Settled);
  });
});
