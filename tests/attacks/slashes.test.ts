// Class: arithmetic that a loss takes below zero. A stake account may lose any part of what it holds in any state; every
// instruction goes on, or says by name why it does not. The guards are saturating subtractions where accounts are
// measured, and a loss that eats what is not released first.
import assert from "node:assert/strict";
import type { Keypair, PublicKey } from "@solana/web3.js";
import { StakeStatus } from "@truestake/sdk";
import { fixture, type Provider, SOL, TestContext, type TestPool } from "../common";
import { stakedPool } from "./helpers";

const staked = stakedPool();

/** Validator 0 has active stake in one account and activating stake in the other; validator 1 is cooling down in part. */
const given = fixture(() => {
  const { context, pool } = staked();
  pool.createLiquidity({}, 50n * SOL);
  const user = pool.provider();
  pool.deposit(user, 300n * SOL);
  pool.delegate(0);
  pool.order(user, 180n * SOL);
  pool.setScore(1, 20);
  pool.toMovingPart().deactivate(1);
  context.chain.payRewards([{ vote: pool.vote(0), partsPerMillion: 1_000n }]);
  return { context, pool, user };
});

/** What a refusal may be called after a loss. */
const NAMED = [
  "NoPrice",
  "ZeroResult",
  "TicketTooSmall",
  "AtTarget",
  "ReserveNeeded",
  "BelowMinimumDelegation",
  "MoveLimitReached",
  "TransientInUse",
  "StakeCoolingDown",
  "NothingToDeactivate",
  "NotEnoughStake",
  "ReserveTooLow",
  "TicketNotDue",
  "OutsideMovingPart",
];

describe("[lesson-o] after a slash", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: Provider;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  /** Everything that a user or a crank may want; returns how much of it passed. */
  function everything(): number {
    const attempts: [Parameters<TestContext["send"]>[0], Keypair[]][] = [
      [pool.depositInstruction(user, 10n * SOL, { minimum: 0n }), [user.keypair]],
      [pool.orderInstruction(user, 10n * SOL, 0n), [user.keypair]],
      [pool.sellInstruction(user, SOL, 0n), [user.keypair]],
      [pool.addLiquidityInstruction(user, SOL, 0n), [user.keypair]],
      [pool.withdrawStakeInstruction(user, 0, 10n * SOL, { minimum: 0n }), [user.keypair]],
    ];
    for (const index of [0, 1]) {
      attempts.push([pool.deactivateInstruction(index), []], [pool.delegateInstruction(index), []]);
    }
    if (pool.state.nextSettlement < pool.state.nextTicket) attempts.unshift([pool.settleInstruction(), []]);
    let passed = 0;
    for (const [instruction, signers] of attempts) {
      const { error, logs } = context.send(instruction, signers);
      if (error === undefined) passed += 1;
      else assert(NAMED.includes(error), `${error}\n${logs.join("\n")}`);
    }
    return passed;
  }

  const accounts: Record<string, () => PublicKey> = {
    "active stake": () => pool.stake(0),
    "activating stake": () => pool.transient(0),
    "the rest of a validator's stake": () => pool.stake(1),
    "stake that cools down": () => pool.transient(1),
  };
  for (const [what, address] of Object.entries(accounts)) {
    for (const part of [1n, 333_333n, 999_999n, 1_000_000n]) {
      it(`of ${part} millionths of ${what} everything goes on`, () => {
        context.chain.slash(address(), part);
        for (let epoch = 0; epoch < 3; epoch++) {
          pool.nextEpoch();
          assert(everything() >= 4);
          assert(pool.reserve >= pool.state.reserveLamports, "the reserve holds what the books say");
        }
      });
    }
  }

  it("after the epoch's measuring nothing that is lost is booked to the reserve", () => {
    pool.nextEpoch();
    let { total } = pool.books;
    for (const stake of [pool.stake(0), pool.stake(1)]) {
      context.chain.slash(stake, 500_000n);
      pool.updateValidators();
      assert(pool.reserve >= pool.state.reserveLamports, "the reserve holds what the books say");
      assert(pool.books.total < total, "the loss counts at once");
      ({ total } = pool.books);
    }
    pool.nextEpoch();
    assert(pool.books.total >= total, "and only once");
    assert(everything() >= 4);
  });

  it("of everything, the reserve too, nobody is stuck: the queue comes to its end, and gives the tokens back", () => {
    for (const address of Object.values(accounts)) context.chain.slash(address(), 1_000_000n);
    context.chain.setLamports(pool.pdas.reserve, context.chain.rentFor(0n));
    for (let epoch = 0; epoch < 3; epoch++) {
      pool.nextEpoch();
      everything();
    }
    assert.equal(pool.state.nextSettlement, 1n, "the queue has come to its end");
    // Nothing could come any more: the tokens are the owner's again.
    assert.equal(pool.cancel(user, 0n).event.data.tokens, 180n * SOL);
    assert.equal(pool.claim(user.address, 0n).event.data.lamports, 0n);
    pool.removeLiquidity(user, pool.tokensOf(user.shares) || 1n);
  });
});

describe("[lesson-o] [lesson-c] after a slash of stake that was to be joined", () => {
  it("the update goes on when there is less of it than the stake program lets anybody move", () => {
    const context = new TestContext({ minimumDelegation: SOL });
    const { chain } = context;
    const pool = context.createTestPool({ scores: [1], maxMove: 10_000 });
    const user = pool.user();
    pool.deposit(user, 100n * SOL);
    pool.delegate(0);
    pool.nextEpoch();
    pool.deposit(user, 10n * SOL);
    pool.delegate(0);
    pool.setScore(0, 0);
    const reference = chain.createVoteAccount();
    chain.setVoting(pool.vote(0), false);
    chain.passEpochs(6);
    // An outsider deactivates the validator stake account, and the transient one is alone.
    chain.deactivateDelinquent(pool.stake(0), pool.vote(0), reference);
    chain.passEpochs(1);
    chain.slash(pool.transient(0), 950_000n);
    pool.update();
    assert.equal(pool.record(0).transientStatus, StakeStatus.Delegated);
    // It comes back like other stake of a validator that is drained.
    pool.toMovingPart().deactivate(0);
    pool.nextEpoch();
    assert.equal(pool.record(0).transientStatus, StakeStatus.Idle);
    assert.equal(pool.state.coolingLamports, 0n);
  });
});
