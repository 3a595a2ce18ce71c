// P-15: the largest numbers there can be. All SOL there is in one pool, a million epochs on.
import assert from "node:assert/strict";
import { fixture, SOL, TestContext, type TestPool, type User } from "../common";

const ALL = 600_000_000n * SOL;

const given = fixture(() => {
  const context = new TestContext({ epoch: 1_000_000n });
  const pool = context.createTestPool({ scores: [200, 100] });
  const user = pool.user();
  pool.deposit(user, 1_000n * SOL);
  // As if it had grown to this, at a price of 1.2.
  pool.injectPool("reserve_lamports", ALL);
  pool.injectPool("supply", (ALL * 5n) / 6n);
  pool.injectSupply((ALL * 5n) / 6n);
  context.chain.setLamports(pool.pdas.reserve, ALL + context.chain.rentFor(0n));
  return { context, pool, user };
});

describe("[P-15] [bug-jito-cast] a pool of all SOL there is", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  it("prices a deposit to the lamport", () => {
    const { event } = pool.deposit(user, 6_000n * SOL);
    assert.equal(event.data.tokens, (5_000n * SOL * 999n) / 1_000n);
  });

  it("prices the least deposit", () => {
    assert.equal(pool.deposit(user, 10_000n).event.data.tokens, 8_333n - 9n);
  });

  it("queues, settles and pays", () => {
    const ticket = pool.order(user, 900n * SOL);
    pool.nextEpoch();
    pool.settle();
    assert.equal(pool.ticket(ticket).paidLamports, (1_080n * SOL * 999n) / 1_000n);
    pool.claim(user.address, ticket);
  });

  it("delegates all of it but the buffer, and takes it back", () => {
    pool.delegateAll();
    assert.equal(pool.state.stakedLamports, (ALL * 99n) / 100n);
    pool.nextEpoch();
    for (const index of [0, 1]) {
      pool.setScore(index, 0);
      pool.emergency(index);
    }
    for (let epoch = 0; epoch < 3; epoch++) pool.nextEpoch();
    assert.equal(pool.state.reserveLamports + pool.state.stakedLamports, ALL);
  });

  it("takes a gain and a loss of half of it", () => {
    context.chain.donate(pool.pdas.reserve, 100_000_000n * SOL);
    const { event } = pool.nextEpoch();
    assert.equal(event.data.gain, 100_000_000n * SOL);
    context.chain.setLamports(pool.pdas.reserve, ALL / 2n);
    pool.nextEpoch();
    pool.deposit(user, SOL);
  });

  it("refuses what is more than a number holds, by name", () => {
    pool.injectPool("staked_lamports", 2n ** 64n - 1n);
    context.refused(pool.depositInstruction(user, SOL, { minimum: 0n }), [user.keypair], "Overflow");
  });
});
