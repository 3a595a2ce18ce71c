// What the stake program freezes into an account as its rent is not the rent of now, which may be lower or higher and may
// change at any time. The guard is that only the live rent is ever compared with anything.
import assert from "node:assert/strict";
import { StakeStatus, TicketStatus } from "@truestake/sdk";
import { SOL, TestContext, type TestPool } from "../common";
import { FREE } from "./helpers";

/** Lamports a byte: the highest there was, one below what is frozen into new stake accounts, and the lowest planned. */
const [HIGH, BELOW_FROZEN, LOW] = [6_960n, 5_080n, 696n];

function poolAt(lamportsPerByte: bigint): { context: TestContext; pool: TestPool } {
  const context = new TestContext();
  context.chain.setRent(lamportsPerByte);
  return { context, pool: context.createTestPool({ ...FREE, scores: [100, 100, 100] }) };
}

/** What the reserve's own rent takes from the books when the rent rises: 128 bytes for an account without data. */
const reservesRise = (from: bigint, to: bigint): bigint => (to > from ? 128n * (to - from) : 0n);

describe("[fault-rent] [lesson-c] stake joins and tickets are paid", () => {
  for (const [first, later] of [
    [HIGH, HIGH],
    [BELOW_FROZEN, BELOW_FROZEN],
    [LOW, LOW],
    [HIGH, BELOW_FROZEN],
    [BELOW_FROZEN, HIGH],
    [HIGH, LOW],
    [LOW, HIGH],
  ] as const) {
    const what =
      first === later ? `at ${first} lamports a byte` : `over a step from ${first} lamports a byte to ${later}`;
    it(what, () => {
      const { context, pool } = poolAt(first);
      const { chain } = context;
      const user = pool.user();
      pool.deposit(user, 299n * SOL);
      const deposited = context.stakeAccount(user.keypair, pool.vote(0), 5n * SOL);
      pool.delegateAll();
      pool.nextEpoch();
      pool.deposit(user, 90n * SOL);
      assert.equal(pool.delegateAll(), 3);
      chain.setRent(later);
      // What a transient account lacks comes from the reserve, which may have to get something first.
      pool.nextEpoch();
      pool.deposit(user, 9n * SOL);
      pool.nextEpoch();
      for (const index of [0, 1, 2])
        assert.equal(pool.record(index).transientStatus, StakeStatus.Idle, "it has joined");
      assert.equal(pool.delegateAll(), 3);
      pool.nextEpoch();
      // What the validator stake account lacks comes from the reserve too.
      pool.deposit(user, SOL);
      pool.depositStake(user, deposited, 0);

      const ticket = pool.order(user, 120n * SOL);
      assert(pool.deactivateAll() > 0);
      pool.nextEpoch();
      pool.settle();
      const { status, paidLamports } = pool.ticket(ticket);
      assert.equal(status, TicketStatus.Settled);
      // 120 SOL, but for its part of the reserve's dearer rent, and what the last lamport is rounded.
      assert(paidLamports <= 120n * SOL + SOL / 100n);
      assert(paidLamports >= 120n * SOL - reservesRise(first, later) - 1n, `${paidLamports}`);
      pool.claim(user.address, ticket);
    });
  }

  it("with an empty reserve too, at a rent below the frozen one", () => {
    const { context, pool } = poolAt(BELOW_FROZEN);
    const user = pool.user();
    pool.deposit(user, 299n * SOL);
    const deposited = context.stakeAccount(user.keypair, pool.vote(0), 5n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    assert(pool.state.reserveLamports < 10n, `${pool.state.reserveLamports} lamports of rounding`);
    pool.depositStake(user, deposited, 0);
  });

  it("and somebody who takes stake pays the rent of their own account, and no other", () => {
    for (const lamportsPerByte of [HIGH, BELOW_FROZEN, LOW]) {
      const { context, pool } = poolAt(lamportsPerByte);
      const user = pool.user();
      pool.deposit(user, 299n * SOL);
      pool.delegateAll();
      pool.nextEpoch();
      const before = context.chain.balance(user.address);
      pool.withdrawStake(user, 1, 5n * SOL);
      // 200 bytes of data and 128 that every account costs.
      assert.equal(before - context.chain.balance(user.address), 328n * lamportsPerByte);
    }
  });
});
