// Class: a validator that is removed while something of it is on its way. The guard is the status of both accounts in
// remove_validator: a balance of 0 somewhere would not do.
import assert from "node:assert/strict";
import { StakeStatus } from "@truestake/sdk";
import { SOL, type TestContext, type TestPool, type User } from "../common";
import { stakedPool } from "./helpers";

const given = stakedPool();

describe("a validator that is removed", () => {
  let context: TestContext;
  let pool: TestPool;
  let victim: User;

  beforeEach(() => {
    ({ context, pool, victim } = given());
  });

  const refuses = (index: number, error = "ValidatorNotDrained") =>
    context.refused(pool.removeValidatorInstruction(index), [], error);

  it("[lesson-i] [bug-marinade-removal] takes no stake with it that cools down, whatever way that was begun", () => {
    const { total } = pool.books;
    pool.setScore(1, 0);
    pool.toMovingPart().deactivate(1); // A part, by the rules of rebalancing.
    refuses(1);
    pool.emergency(1); // The rest.
    assert.equal(pool.record(1).transientStatus, StakeStatus.Deactivating);
    refuses(1);
    context.chain.passEpochs(1);
    refuses(1); // It is inactive, and still there.
    pool.update();
    pool.removeValidator(1);
    assert.equal(pool.books.total, total);
    const { reserveLamports, stakedLamports } = pool.state;
    assert.equal(pool.reserve, reserveLamports, "all of it has come back");
    assert.equal(reserveLamports + stakedLamports, total);
  });

  it("[lesson-i] takes no stake with it that is still activating", () => {
    pool.deposit(victim, 300n * SOL);
    pool.delegate(1);
    pool.setScore(1, 0);
    refuses(1);
    pool.emergency(1);
    refuses(1);
    pool.updateValidators();
    refuses(1); // The canonical account was active, and cools down.
    pool.nextEpoch();
    pool.removeValidator(1);
  });

  it("[bug-marinade-delinquent] takes no stake with it that an outsider has deactivated", () => {
    const reference = context.chain.createVoteAccount();
    context.chain.setVoting(pool.vote(1), false);
    context.chain.passEpochs(6);
    pool.update();
    context.chain.deactivateDelinquent(pool.stake(1), pool.vote(1), reference);
    pool.setScore(1, 0);
    refuses(1);
    pool.nextEpoch();
    pool.removeValidator(1);
    assert.equal(pool.books.total, 300n * SOL);
  });

  it("[bug-spl-removed] changes no price, neither then nor with the next update", () => {
    pool.setScore(1, 0);
    pool.emergency(1);
    pool.nextEpoch();
    const { books } = pool;
    pool.removeValidator(1);
    assert.deepEqual(pool.books, books);
    pool.nextEpoch();
    assert.deepEqual(pool.books, books);
  });

  it("[bug-spl-removed] cannot be updated any more, by a transaction that was built before either", () => {
    pool.setScore(1, 0);
    pool.emergency(1);
    pool.nextEpoch();
    context.chain.passEpochs(1);
    const late = pool.updateValidatorsInstruction([1]);
    pool.removeValidator(1);
    context.refused(late, [], "ValidatorNotFound");
  });

  // The guard is has_one = pool: another pool's mark names the same vote account, index and payer of its rent.
  it("cannot close another pool's mark of the same validator in place of its own", () => {
    const last = pool.addValidator(10);
    const other = context.createTestPool();
    other.addValidator(1);
    other.addValidator(1, pool.vote(1));
    pool.setScore(1, 0);
    pool.emergency(1);
    pool.nextEpoch();
    const own = pool.mark(pool.vote(1));
    const foreign = other.mark(pool.vote(1));
    const instruction = pool.removeValidatorInstruction(1);
    assert.equal(pool.list.count, last + 1);
    for (const key of instruction.keys) {
      if (key.pubkey.equals(own)) key.pubkey = foreign;
      if (key.pubkey.equals(pool.roles.manager.publicKey)) key.pubkey = other.roles.manager.publicKey;
    }
    context.refused(instruction, [], "WrongMark");
    pool.removeValidator(1);
  });

  // The guard is the record that is moved whole, the mark that tells each instruction where it went, and every index that
  // is checked by its vote account.
  it("[bug-sanctum-memmove] [bug-jito-index] leaves the others' records as they were, and nobody reaches another's", () => {
    const [first, last] = [pool.addValidator(10), pool.addValidator(20)];
    pool.deposit(victim, 100n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    pool.setScore(1, 0);
    pool.emergency(1);
    pool.nextEpoch();
    const kept = [0, first, last].map((index) => pool.record(index));
    const removed = pool.setScoreInstruction(1, 1);
    const moved = pool.setScoreInstruction(last, 21);
    const byIndex = [last, 1].map((index) => pool.setScoresInstruction([{ index, score: 1 }]));
    const updates = [last, 1].map((index) => pool.updateValidatorsInstruction([index]));
    pool.removeValidator(1);
    const places = [0, first, 1]; // The last has taken the place.
    assert.deepEqual(
      places.map((index) => pool.record(index)),
      kept.map((record, at) => ({ ...record, index: places[at] })),
    );
    for (const instruction of byIndex) context.refused(instruction, [pool.roles.manager], "ValidatorNotFound");
    const errors = ["ValidatorNotFound", "WrongStakeAccount"] as const;
    for (const [at, error] of errors.entries()) context.refused(updates[at] ?? assert.fail(), [], error);
    context.refused(removed, [pool.roles.manager], "AccountOwnedByWrongProgram");
    context.done(moved, [pool.roles.manager]);
    assert.equal(pool.record(1).score, 21, "the mark knows the new place");
  });

  it("[bug-jito-list] leaves sums that are those of the list", () => {
    pool.setScore(1, 0);
    pool.emergency(1);
    pool.nextEpoch();
    pool.removeValidator(1);
    const records = pool.list.records();
    assert.equal(pool.list.totalScore, 200n);
    assert.equal(
      pool.state.stakedLamports,
      records.reduce((sum, { stakeLamports, transientLamports }) => sum + stakeLamports + transientLamports, 0n),
    );
    assert.equal(pool.state.coolingLamports, 0n);
  });

  it("[bug-spl-add-validator] takes nothing out of the reserve, however often it is listed, filled and removed", () => {
    const vote = pool.vote(1);
    const { total } = pool.books;
    for (let round = 0; round < 3; round++) {
      const index = pool.votes.findIndex((each) => each.equals(vote));
      pool.setScore(index, 0);
      pool.emergency(index);
      pool.nextEpoch();
      pool.removeValidator(index);
      pool.delegate(pool.addValidator(100, vote));
      pool.nextEpoch();
    }
    assert.equal(pool.books.total, total);
    assert.equal(pool.reserve, pool.state.reserveLamports);
  });

  it("comes back as one that never was there: nothing of its old record counts", () => {
    const vote = pool.vote(1);
    pool.setScore(1, 0);
    pool.emergency(1);
    pool.nextEpoch();
    pool.removeValidator(1);
    const record = pool.record(pool.addValidator(5, vote));
    assert.deepEqual(
      [record.stakeLamports, record.transientLamports, record.coolingLamports, record.stakeStatus],
      [0n, 0n, 0n, StakeStatus.None],
    );
  });
});
