// Ways around the delegation policy: stake that comes by a deposit instead of the cranks, and stake that is had cooled down
// for less than it would have earned.
import assert from "node:assert/strict";
import { fixture, SOL, TestContext, U64_MAX } from "../common";
import { FREE, worth } from "./helpers";

describe("[fault-caps] a deposit of stake", () => {
  /** 1,000 SOL over ten validators, none of which may have more than a tenth; and 800 SOL of stake at the first. */
  const given = fixture(() => {
    const context = new TestContext();
    const pool = context.createTestPool({ ...FREE, scores: Array(10).fill(100), maxValidatorShare: 1_000 });
    const thief = pool.user("thief");
    pool.deposit(pool.user("user"), 999n * SOL);
    const large = context.stakeAccount(thief.keypair, pool.vote(0), 800n * SOL);
    const small = context.stakeAccount(thief.keypair, pool.vote(0), 40n * SOL);
    pool.nextEpoch();
    return { context, pool, thief, large, small };
  });

  it("cannot bring a validator over the pool's largest share", () => {
    const { context, pool, thief, large } = given();
    context.refused(pool.depositStakeInstruction(thief, large, 0), [thief.keypair], "ValidatorCapExceeded");
  });

  it("within it is taken", () => {
    const { pool, thief, small } = given();
    pool.depositStake(thief, small, 0);
    assert.equal(pool.tokensOf(thief.tokens), 40n * SOL + pool.chain.rentFor(200n));
  });

  it("cannot bring a validator over its own cap, nor can the cranks; without one both go on", () => {
    const { context, pool, thief, small } = given();
    pool.setScores({ index: 0, cap: 39n * SOL });
    context.refused(pool.depositStakeInstruction(thief, small, 0), [thief.keypair], "ValidatorCapExceeded");
    pool.delegate(0);
    // The cap is for all that the validator's accounts hold, their rents included.
    assert.equal(
      context.chain.stakeAccount(pool.stake(0))?.delegation?.stake,
      39n * SOL - 2n * pool.chain.rentFor(200n),
    );
    pool.nextEpoch();
    pool.setScores({ index: 0, cap: U64_MAX });
    pool.depositStake(thief, small, 0);
  });
});

describe("[fault-closed-vote] a deposit of stake at a validator whose vote account is closed", () => {
  it("is refused: it could be exchanged for stake that earns", () => {
    const context = new TestContext();
    const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
    const thief = pool.user("thief");
    pool.deposit(pool.user("user"), 299n * SOL);
    pool.delegateAll();
    const stake = context.stakeAccount(thief.keypair, pool.vote(0), 100n * SOL);
    pool.nextEpoch();
    context.chain.setVoting(pool.vote(0), false);
    for (let epoch = 0; epoch < 3; epoch++) pool.nextEpoch();
    context.chain.closeVoteAccount(pool.vote(0));
    context.refused(pool.depositStakeInstruction(thief, stake, 0), [thief.keypair], "InvalidVoteAccount");
    assert.equal(pool.tokensOf(thief.tokens), 0n);
  });
});

describe("[fault-idle-rate] stake that is taken out of a pool without fees", () => {
  /** 1,000 SOL that are active with two validators, which earn what the test says. */
  const given = fixture(() => {
    const context = new TestContext();
    const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
    const [user, thief] = [pool.user("user"), pool.user("thief")];
    pool.deposit(user, 999n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    return { context, pool, user, thief };
  });

  const earn = (pool: ReturnType<typeof given>["pool"], first: bigint, second: bigint) =>
    pool.nextEpoch([
      { vote: pool.vote(0), partsPerMillion: first },
      { vote: pool.vote(1), partsPerMillion: second },
    ]);

  for (const [what, first, second, index, expected] of [
    ["before anything was earned it costs 10 basis points", 0n, 0n, 0, 1_000n],
    ["it costs what the stake earned in an epoch", 400n, 400n, 0, 400n],
    ["it costs what the validator itself earned, where that is more", 200n, 600n, 1, 600n],
    ["elsewhere what all stake earned on average", 200n, 600n, 0, 400n],
    ["and never more than 50 basis points", 9_000n, 9_000n, 0, 5_000n],
  ] as const) {
    it(what, () => {
      const { pool, user } = given();
      if (first + second > 0n) earn(pool, first, second);
      const value = worth(pool, 100n * SOL);
      const { event } = pool.withdrawStake(user, index, 100n * SOL);
      const fee = event.data.fee as bigint;
      // Ceiled twice: where the rate is found, in billionths, and where it is charged.
      const right = (value * expected) / 1_000_000n;
      assert(fee >= right && fee <= right + 102n, `${fee} instead of ${right}`);
    });
  }

  it("the highest of the last eight updates counts, and then no more", () => {
    const { context, pool, user } = given();
    earn(pool, 800n, 800n);
    const fee = () => {
      const state = context.chain.snapshot();
      const { event } = pool.withdrawStake(user, 0, 100n * SOL);
      context.chain.rewind(state);
      return (event.data.fee as bigint) * 1_000_000n;
    };
    for (let epoch = 0; epoch < 7; epoch++) earn(pool, 300n, 300n);
    assert(fee() / worth(pool, 100n * SOL) === 800n);
    earn(pool, 300n, 300n);
    assert(fee() / worth(pool, 100n * SOL) === 300n);
  });

  it("a deposit that is taken out again as active stake leaves behind what idles for it", () => {
    const { context, pool, thief } = given();
    earn(pool, 400n, 400n);
    pool.nextEpoch();
    const before = context.chain.balance(thief.address);
    pool.deposit(thief, 400n * SOL);
    const nonce = pool.nextNonce();
    const withdrawal = pool.withdrawStakeInstruction(thief, 0, pool.tokensOf(thief.tokens), { nonce });
    context.done(withdrawal, [thief.keypair]);
    const after = context.chain.balance(thief.address) + context.chain.balance(pool.exitStake(thief, nonce));
    // 400 SOL × 0.04 %, what 400 SOL of stake earn in the epoch that the deposit takes to warm up.
    const cost = before - after;
    assert(cost >= 160_000_000n && cost <= 160_000_500n, `${cost}`);
    assert(pool.state.pendingGain >= cost - 500n, "which is the others'");
  });

  it("an order that is cancelled in the moving part pays for the part that was moved", () => {
    const { pool, user } = given();
    const ticket = pool.order(user, 100n * SOL);
    const spare = pool.state.reserveLamports;
    pool.deactivateAll();
    const { event } = pool.cancel(user, ticket);
    // 10 basis points of what had to be deactivated, ceiled: all but what lay in the reserve.
    const moved = 100n * SOL - spare;
    assert.equal(event.data.cost, (moved + 999n) / 1_000n);
    assert.equal(event.data.tokens, 100n * SOL - (event.data.cost as bigint));
    assert.equal(pool.state.pendingGain, event.data.cost, "at a price of 1");
  });

  it("before it cancelling is free, and in later epochs it costs what idles though no stake was moved", () => {
    const { pool, user } = given();
    assert.equal(pool.cancel(user, pool.order(user, 100n * SOL)).event.data.cost, 0n);
    const ticket = pool.order(user, 100n * SOL);
    pool.nextEpoch();
    // 10 basis points of 100 SOL, at a price of 1 and without anything that is still to come.
    assert.equal(pool.cancel(user, ticket).event.data.cost, 100_000_000n);
  });
});
