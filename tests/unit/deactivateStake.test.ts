import assert from "node:assert/strict";
import { instructions } from "@truestake/sdk";
import { SOL, TestContext, type TestPool, type User } from "../common";
import { stakedPool } from "./fixture";

/** 300 SOL: 198 with validator 0, 99 with validator 1, both active, 3 in the reserve. */
const given = stakedPool();

const RENT = 2_282_880n;
const WHOLE_0 = 198n * SOL - 2n * RENT;
const WHOLE_1 = 99n * SOL - 2n * RENT;

describe("deactivate_stake, when an outsider has deactivated the transient account alone", () => {
  it("[bug-marinade-delinquent] goes on with the canonical one", () => {
    const context = new TestContext();
    const pool = context.createTestPool({ scores: [200, 100] });
    const user = pool.user();
    pool.deposit(user, 299n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    pool.deposit(user, 300n * SOL);
    pool.delegate(0);
    const reference = context.chain.createVoteAccount();
    context.chain.setVoting(pool.vote(0), false);
    context.chain.passEpochs(6);
    pool.updateValidators(true);
    context.done(pool.updatePoolInstruction());
    context.chain.deactivateDelinquent(pool.transient(0), pool.vote(0), reference);
    pool.order(user, 590n * SOL);
    const { coolingLamports } = pool.state;
    pool.deactivate(0);
    assert(pool.state.coolingLamports > coolingLamports, "the canonical account's stake comes for the tickets");
  });
});

describe("deactivate_stake", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  const refuses = (index: number, error: string) => context.refused(pool.deactivateInstruction(index), [], error);

  describe("when tickets wait for SOL", () => {
    it("moves the missing part to the transient account and deactivates it", () => {
      pool.order(user, 100n * SOL);
      // 197 can be staked: the target is 131⅓, and 97 are missing in the reserve.
      const surplus = 198n * SOL - (197n * SOL * 2n) / 3n;
      const { changes, event } = pool.deactivate(0);
      const { epoch } = context.chain;
      assert.deepEqual(changes, {
        "pool.cooling_lamports": [0n, surplus],
        "pool.moved_epoch": [0n, epoch],
        "validators.[0].stake_lamports": [198n * SOL - RENT, 198n * SOL - RENT - surplus],
        "validators.[0].transient_lamports": [RENT, RENT + surplus],
        "validators.[0].cooling_lamports": [0n, surplus],
        "validators.[0].transient_status": [1n, 3n],
        "stake 0.lamports": [198n * SOL - RENT, 198n * SOL - RENT - surplus],
        "stake 0.stake": [WHOLE_0, WHOLE_0 - surplus],
        "transient 0.lamports": [RENT, RENT + surplus],
        "transient 0.kind": [undefined, "delegated"],
        "transient 0.stake": [undefined, surplus],
        "transient 0.activation_epoch": [undefined, epoch - 1n],
        "transient 0.deactivation_epoch": [undefined, epoch],
        "transient 0.owner": ["11111111111111111111111111111111", undefined],
      });
      const books = { total: 300n * SOL, supply: 300n * SOL };
      assert.deepEqual(event, {
        name: "StakeDeactivated",
        data: {
          pool: pool.pdas.pool.toBase58(),
          vote: pool.vote(0).toBase58(),
          stake: pool.transient(0).toBase58(),
          lamports: surplus,
          before: books,
          after: books,
        },
      });
    });

    it("takes no more than is missing when another validator has given already", () => {
      pool.order(user, 100n * SOL);
      pool.injectPool("max_move", 0n);
      const first = 198n * SOL - (197n * SOL * 2n) / 3n;
      pool.deactivate(0);
      const { event } = pool.deactivate(1);
      assert.equal(event.data.lamports, 97n * SOL - first);
    });

    it("rounds up to the minimum delegation, so that a ticket never waits for a remainder", () => {
      pool.injectPool("max_move", 0n);
      pool.order(user, 3n * SOL + 1n); // The reserve has 3.
      const { event } = pool.deactivate(0);
      assert.equal(event.data.lamports, SOL);
    });

    it("[bug-spl-minimum] [bug-marinade-remainder] deactivates the whole account where the rest could not live alone", () => {
      pool.setScore(1, 0);
      pool.injectPool("max_move", 0n);
      pool.order(user, 101n * SOL + 500_000_000n); // 98.5 are missing, and not half a SOL would be left.
      const { event, changes } = pool.deactivate(1);
      assert.equal(event.data.lamports, WHOLE_1);
      assert.equal(event.data.stake, pool.stake(1).toBase58());
      assert.deepEqual(changes["validators.[1].stake_status"], [2n, 3n]);
      assert.deepEqual(changes["stake 1.deactivation_epoch"]?.[1], context.chain.epoch);
    });

    it("is not bound by the limit of rebalancing", () => {
      pool.injectPool("max_move", 0n);
      pool.order(user, 200n * SOL);
      pool.deactivate(0);
      assert.equal(pool.state.movedLamports, 0n);
    });

    it("refuses when what cools down is enough already", () => {
      pool.injectPool("max_move", 0n);
      pool.order(user, 3_500_000_000n);
      pool.deactivate(0);
      refuses(1, "MoveLimitReached");
    });
  });

  describe("when a validator is over its target", () => {
    it("[bug-marinade-moves] takes as much as may be moved in an epoch, and no more until the next", () => {
      pool.setScore(0, 100); // The target falls to 148.5; a tenth of 297 may move.
      const { event, changes } = pool.deactivate(0);
      assert.equal(event.data.lamports, 29_700_000_000n);
      assert.deepEqual(changes["pool.moved_lamports"], [0n, 29_700_000_000n]);
      pool.setScore(1, 10);
      refuses(1, "MoveLimitReached");
      pool.nextEpoch();
      pool.deactivate(1);
    });

    it("floors what may be moved in an epoch", () => {
      pool.setScore(0, 100);
      pool.injectPool("reserve_lamports", 3n * SOL - 1n);
      pool.injectPool("staked_lamports", 297n * SOL + 1n); // A tenth of it is 29,700,000,000.1 lamports.
      assert.equal(pool.deactivate(0).event.data.lamports, 29_700_000_000n);
    });

    it("tolerates a thousandth of the target, floored, and not a lamport more", () => {
      pool.setScore(1, 0);
      pool.injectPool("max_validator_share", 6_593n);
      // The target is T, a thousandth of it 197,802,197.8, and the stake lies 197,802,198 above it.
      const target = 197_802_197_802n;
      const held = (target * 10_000n) / 6_593n + 1n;
      pool.injectPool("reserve_lamports", held - 297n * SOL);
      refuses(0, "BelowMinimumDelegation");
      pool.injectPool("reserve_lamports", held - 297n * SOL + 2n); // The target is a lamport higher.
      refuses(0, "AtTarget");
    });

    it("never takes it below the target", () => {
      pool.injectPool("max_move", 10_000n);
      pool.setScore(0, 100);
      const { event } = pool.deactivate(0);
      assert.equal(event.data.lamports, 198n * SOL - 148_500_000_000n);
      refuses(0, "AtTarget");
    });

    it("refuses a surplus below the minimum delegation", () => {
      pool.injectPool("max_validator_share", 6_590n); // 197.7 SOL
      refuses(0, "BelowMinimumDelegation");
    });

    it("drains a validator of score 0 to the last", () => {
      pool.injectPool("max_move", 10_000n);
      pool.setScore(1, 0);
      const { event } = pool.deactivate(1);
      assert.equal(event.data.lamports, WHOLE_1);
      pool.nextEpoch();
      const { stakeLamports, transientLamports, coolingLamports } = pool.record(1);
      assert.deepEqual([stakeLamports, transientLamports, coolingLamports], [RENT, RENT, 0n]);
    });

    it("leaves a part that can live alone when the limit stops it on the way", () => {
      pool.injectPool("max_move", 3_300n); // 98.01 of the 98.99 that are there
      pool.setScore(1, 0);
      const { event } = pool.deactivate(1);
      assert.equal(event.data.lamports, WHOLE_1 - SOL);
    });
  });

  describe("when the stake is still activating", () => {
    it("takes all or nothing", () => {
      pool.deposit(user, 300n * SOL);
      pool.delegate(0); // 198 more, transient and activating.
      pool.injectPool("max_move", 10_000n);
      pool.setScore(0, 1); // The target is nearly 0.
      const { event } = pool.deactivate(0);
      assert.equal(event.data.stake, pool.transient(0).toBase58());
      assert.equal(event.data.lamports, 198n * SOL);
    });

    it("refuses a part of a canonical account that is activating", () => {
      pool.addValidator(100);
      pool.deposit(user, 300n * SOL);
      pool.delegate(3);
      pool.order(user, 20n * SOL);
      pool.injectPool("reserve_lamports", 0n);
      pool.setScore(3, 50);
      refuses(3, "StakeNotActive");
    });

    it("refuses when neither account can go as a whole", () => {
      pool.deposit(user, 300n * SOL);
      pool.delegate(0);
      pool.injectPool("max_validator_share", 6_000n); // 360 of 396
      refuses(0, "TransientInUse");
    });
  });

  describe("when stake is cooling down", () => {
    it("refuses the canonical account a second time", () => {
      pool.injectPool("max_move", 10_000n);
      pool.setScore(1, 0);
      pool.deactivate(1);
      refuses(1, "StakeCoolingDown");
    });

    it("refuses a part while the transient account is in use", () => {
      pool.injectPool("max_move", 1_000n);
      pool.setScore(0, 100);
      pool.deactivate(0);
      pool.order(user, 60n * SOL);
      refuses(0, "TransientInUse");
    });

    it("refuses what an outsider has deactivated", () => {
      const reference = context.chain.createVoteAccount();
      context.chain.setVoting(pool.vote(0), false);
      context.chain.passEpochs(6);
      pool.update();
      context.chain.deactivateDelinquent(pool.stake(0), pool.vote(0), reference);
      pool.order(user, 200n * SOL);
      refuses(0, "StakeCoolingDown");
    });
  });

  describe("when there is nothing to take", () => {
    it("refuses a validator at its target", () => refuses(0, "AtTarget"));
    it("refuses a validator without stake", () => refuses(2, "NothingToDeactivate"));
    it("refuses an account that holds only its rent", () => {
      pool.injectPool("max_move", 10_000n);
      pool.setScore(1, 0);
      pool.deactivate(1);
      pool.nextEpoch();
      refuses(1, "NothingToDeactivate");
    });
  });

  describe("when the validator is not what it seems", () => {
    const deactivate = (index: number, vote: number) =>
      instructions.deactivateStake({ pool: pool.addresses, validator: { index, vote: pool.vote(vote) } });

    it("refuses an index outside the list", () => context.refused(deactivate(3, 0), [], "ValidatorNotFound"));
    it("refuses a vote account that is not at this index", () => {
      context.refused(deactivate(1, 0), [], "ValidatorNotFound");
    });
    it("obeys when the vote account is closed", () => {
      context.chain.setVoting(pool.vote(0), false);
      context.chain.passEpochs(3);
      pool.update();
      context.chain.setLamports(pool.vote(0), 0n);
      pool.order(user, 50n * SOL);
      pool.deactivate(0);
    });
  });

  describe("when it is not the time", () => {
    beforeEach(() => {
      pool.order(user, 50n * SOL);
    });
    it("refuses in the epoch after the last update", () => {
      context.chain.passEpochs(1);
      refuses(0, "PoolOutOfDate");
    });
    it("refuses while rewards are being paid out", () => {
      context.chain.setRewardsActive(true);
      refuses(0, "EpochRewardsActive");
    });
    it("is open while the pool is paused", () => {
      pool.injectPool("paused_until", context.chain.unixTime + 1_000n);
      pool.deactivate(0);
    });
  });
});
