import assert from "node:assert/strict";
import type { PublicKey } from "@solana/web3.js";
import {
  MINIMUM_DELEGATION,
  STAKE_RENT as RENT,
  SOL,
  TestContext,
  type TestPool,
  type User,
  WALLET_RENT,
} from "../common";
import { stakedPool } from "./fixture";

/** 300 SOL: 198 with validator 0, 99 with validator 1, both active, 3 in the reserve. */
const given = stakedPool();

const WHOLE_0 = 198n * SOL - 2n * RENT;
const WHOLE_1 = 99n * SOL - 2n * RENT;

describe("deactivate_stake, when an outsider has deactivated the transient account alone", () => {
  it("[bug-marinade-delinquent] goes on with the validator stake account", () => {
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
    pool.toMovingPart().deactivate(0);
    assert(pool.state.coolingLamports > coolingLamports, "the validator stake account's stake comes for the tickets");
  });

  it("does so where that account was delegated in this epoch, too: it is no longer to be recalled", () => {
    const { context, pool, user } = given();
    const reference = context.chain.createVoteAccount();
    context.chain.setVoting(pool.vote(0), false);
    context.chain.passEpochs(6);
    pool.update();
    pool.deposit(user, 300n * SOL);
    pool.delegate(0);
    context.chain.deactivateDelinquent(pool.transient(0), pool.vote(0), reference);
    pool.order(user, 590n * SOL);
    const { event } = pool.toMovingPart().deactivate(0);
    assert.deepEqual([event.data.stake, event.data.recalled], [pool.stake(0).toBase58(), false]);
  });
});

describe("deactivate_stake", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  /** In the moving part, to which time passes if it has not begun. */
  const deactivate = (index: number) => pool.toMovingPart().deactivate(index);
  const refuses = (index: number, error: string) =>
    context.refused(pool.toMovingPart().deactivateInstruction(index), [], error);
  /** At the slot that it is. */
  const refusesNow = (index: number, error: string) => context.refused(pool.deactivateInstruction(index), [], error);
  /** Gives the reserve so many lamports, in the books and in fact. */
  function setReserve(lamports: bigint) {
    pool.injectPool("reserve_lamports", lamports);
    context.chain.setLamports(pool.pdas.reserve, lamports + context.chain.rentFor(0n));
  }

  describe("when tickets wait for SOL", () => {
    it("takes nothing from below a target while others are over theirs, and more is missing than rents", () => {
      pool.order(user, 100n * SOL);
      deactivate(0);
      // It is at its target now. Another 30 SOL are missing, and validator 1 has them.
      refusesNow(0, "AtTarget");
      deactivate(1);
    });

    it("moves the missing part to the transient account and deactivates it", () => {
      pool.order(user, 100n * SOL);
      // 197 can be staked: the target is 131⅓, and 97 are missing in the reserve.
      const surplus = 198n * SOL - (197n * SOL * 2n) / 3n;
      const { changes, event } = deactivate(0);
      const { epoch } = context.chain;
      assert.deepEqual(changes, {
        "pool.cooling_lamports": [0n, surplus],
        // Two of three scores are the validator's, ceiled. It takes no share of what comes any more, and keeps what it has.
        "pool.busy_share": [0n, 666_666_667n],
        "pool.intake_uncapped": [2n, 1n],
        "pool.intake_lamports": [0n, 198n * SOL],
        "pool.moved_epoch": [0n, epoch],
        "validators.[0].stake_lamports": [198n * SOL - RENT, 198n * SOL - RENT - surplus],
        "validators.[0].transient_lamports": [RENT, RENT + surplus],
        "validators.[0].delegated_lamports": [WHOLE_0, WHOLE_0 - surplus],
        "validators.[0].cooling_lamports": [0n, surplus],
        "validators.[0].transient_status": [1n, 3n],
        "validators.[0].taking": [1n, 5n],
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
          recalled: false,
          before: books,
          after: books,
        },
      });
    });

    it("takes no more than is missing when another validator has given already", () => {
      pool.order(user, 100n * SOL);
      pool.injectPool("max_move", 0n);
      const first = 198n * SOL - (197n * SOL * 2n) / 3n;
      deactivate(0);
      const { event } = deactivate(1);
      assert.equal(event.data.lamports, 97n * SOL - first);
    });

    it("rounds up to the minimum delegation, so that a ticket never waits for a remainder", () => {
      pool.injectPool("max_move", 0n);
      pool.order(user, 3n * SOL + 1n); // The reserve has 3.
      const { event } = deactivate(0);
      assert.equal(event.data.lamports, MINIMUM_DELEGATION);
    });

    it("[bug-spl-minimum] [bug-marinade-remainder] deactivates the whole account where the rest could not live alone", () => {
      pool.setScore(1, 0);
      pool.injectPool("max_move", 0n);
      // A lamport less than the minimum would be left.
      pool.order(user, 3n * SOL + WHOLE_1 - MINIMUM_DELEGATION + 1n);
      const { event, changes } = deactivate(1);
      assert.equal(event.data.lamports, WHOLE_1);
      assert.equal(event.data.stake, pool.stake(1).toBase58());
      assert.deepEqual(changes["validators.[1].stake_status"], [2n, 3n]);
      assert.deepEqual(changes["stake 1.deactivation_epoch"]?.[1], context.chain.epoch);
    });

    it("is not bound by the limit of rebalancing", () => {
      pool.injectPool("max_move", 0n);
      pool.order(user, 200n * SOL);
      deactivate(0);
      assert.equal(pool.state.movedLamports, 0n);
    });

    it("refuses when what cools down is enough already", () => {
      pool.injectPool("max_move", 0n);
      pool.order(user, 3_500_000_000n);
      deactivate(0);
      refuses(1, "MoveLimitReached");
    });
  });

  describe("when a validator is over its target", () => {
    /** Less than a SOL can be moved only where the stake program's minimum is a lamport. */
    function takesIfAllowed(surplus: bigint): void {
      if (surplus < MINIMUM_DELEGATION) refuses(0, "BelowMinimumDelegation");
      else assert.equal(deactivate(0).event.data.lamports, surplus);
    }

    it("[bug-marinade-moves] takes as much as may be moved in an epoch, and no more until the next", () => {
      pool.setScore(0, 100); // The target falls to 148.5; a tenth of 297 may move.
      const { event, changes } = deactivate(0);
      assert.equal(event.data.lamports, 29_700_000_000n);
      assert.deepEqual(changes["pool.moved_lamports"], [0n, 29_700_000_000n]);
      pool.setScore(1, 10);
      refuses(1, "MoveLimitReached");
      pool.nextEpoch();
      deactivate(1);
    });

    it("floors what may be moved in an epoch", () => {
      pool.setScore(0, 100);
      setReserve(3n * SOL - 1n);
      pool.injectPool("staked_lamports", 297n * SOL + 1n); // A tenth of it is 29,700,000,000.1 lamports.
      assert.equal(deactivate(0).event.data.lamports, 29_700_000_000n);
    });

    it("tolerates a thousandth of the target, floored, and not a lamport more", () => {
      pool.setScore(1, 0);
      pool.injectPool("max_validator_share", 6_593n);
      // The target is T, a thousandth of it 197,802,197.8, and the stake lies 197,802,198 above it.
      const [target, surplus] = [197_802_197_802n, 197_802_198n];
      const held = (target * 10_000n) / 6_593n + 1n;
      setReserve(held - 297n * SOL + 2n); // The target is a lamport higher.
      refuses(0, "AtTarget");
      setReserve(held - 297n * SOL);
      takesIfAllowed(surplus);
    });

    it("never takes it below the target", () => {
      pool.injectPool("max_move", 10_000n);
      pool.setScore(0, 100);
      const { event } = deactivate(0);
      assert.equal(event.data.lamports, 198n * SOL - 148_500_000_000n);
      refuses(0, "AtTarget");
    });

    it("refuses a surplus below the minimum delegation", () => {
      pool.injectPool("max_validator_share", 6_590n); // 197.7 SOL
      takesIfAllowed(300_000_000n);
    });

    it("drains a validator of score 0 to the last", () => {
      pool.injectPool("max_move", 10_000n);
      pool.setScore(1, 0);
      const { event } = deactivate(1);
      assert.equal(event.data.lamports, WHOLE_1);
      pool.nextEpoch();
      const { stakeLamports, transientLamports, coolingLamports } = pool.record(1);
      assert.deepEqual([stakeLamports, transientLamports, coolingLamports], [RENT, RENT, 0n]);
    });

    it("leaves a part that can live alone when the limit stops it on the way", () => {
      // 98.01 of the 98.99 that are there: the rest cannot live alone where the minimum is a SOL.
      pool.injectPool("max_move", 3_300n);
      pool.setScore(1, 0);
      const { event } = deactivate(1);
      assert.equal(event.data.lamports, MINIMUM_DELEGATION > 1n ? WHOLE_1 - MINIMUM_DELEGATION : 98_010_000_000n);
    });
  });

  describe("when the stake is still activating", () => {
    it("takes all or nothing", () => {
      pool.deposit(user, 300n * SOL);
      pool.delegate(0); // 198 more, transient and activating.
      pool.injectPool("max_move", 10_000n);
      pool.setScore(0, 1); // The target is nearly 0.
      const { event } = deactivate(0);
      assert.equal(event.data.stake, pool.transient(0).toBase58());
      assert.equal(event.data.lamports, 198n * SOL);
    });

    it("refuses a part of a validator stake account that is activating", () => {
      pool.addValidator(100);
      pool.deposit(user, 300n * SOL);
      pool.delegate(3);
      pool.setScore(3, 50); // No ticket waits: nothing is recalled.
      refuses(3, "StakeNotActive");
    });

    it("refuses a part where the stake history says that no stake became active in its epoch", () => {
      const { epoch } = context.chain;
      const entry = context.chain.stakeHistory.get(epoch - 1n) ?? assert.fail();
      context.chain.setStakeHistory(new Map(context.chain.stakeHistory).set(epoch - 1n, { ...entry, activating: 0n }));
      pool.order(user, 100n * SOL);
      refuses(0, "StakeNotActive");
    });

    it("refuses when neither account can go as a whole", () => {
      pool.deposit(user, 300n * SOL);
      pool.delegate(0);
      pool.injectPool("max_validator_share", 6_000n); // 360 of 396
      refuses(0, "TransientInUse");
    });
  });

  describe("when stake is cooling down", () => {
    it("refuses the validator stake account a second time", () => {
      pool.injectPool("max_move", 10_000n);
      pool.setScore(1, 0);
      deactivate(1);
      refuses(1, "StakeCoolingDown");
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

  describe("when a part began to cool down in this epoch", () => {
    /** A ticket of the epoch before has been served at once; another is ordered and waits for the moving part. */
    function servedAtOnce(): bigint {
      pool.injectPool("max_move", 0n);
      pool.order(user, 50n * SOL);
      pool.nextEpoch();
      // Two thirds of 300 − 3 − 50 are the target.
      const first = pool.deactivate(0).event.data.lamports as bigint;
      assert.equal(first, 198n * SOL - (247n * SOL * 2n) / 3n);
      pool.order(user, 50n * SOL);
      return first;
    }

    it("lets the next one join it, and all of it is back in the next epoch", () => {
      const first = servedAtOnce();
      const { changes, event } = deactivate(0);
      const more = event.data.lamports as bigint;
      assert.equal(first + more, 198n * SOL - (197n * SOL * 2n) / 3n);
      assert.equal(event.data.stake, pool.transient(0).toBase58());
      // It was active before, is deactivated in this epoch, and nothing else changes.
      assert.deepEqual(changes, {
        "pool.cooling_lamports": [first, first + more],
        "validators.[0].stake_lamports": [198n * SOL - RENT - first, 198n * SOL - RENT - first - more],
        "validators.[0].transient_lamports": [RENT + first, RENT + first + more],
        "validators.[0].delegated_lamports": [WHOLE_0 - first, WHOLE_0 - first - more],
        "validators.[0].cooling_lamports": [first, first + more],
        "stake 0.lamports": [198n * SOL - RENT - first, 198n * SOL - RENT - first - more],
        "stake 0.stake": [WHOLE_0 - first, WHOLE_0 - first - more],
        "transient 0.lamports": [RENT + first, RENT + first + more],
        "transient 0.stake": [first, first + more],
      });
      deactivate(1);
      pool.nextEpoch();
      assert.deepEqual([pool.state.coolingLamports, pool.reserve], [0n, 100n * SOL]);
    });

    it("lets rebalancing go on too, as far as it may", () => {
      pool.injectPool("max_move", 1_000n);
      pool.setScore(0, 100); // 148.5 are the target, and a tenth of 297 may move.
      assert.equal(deactivate(0).event.data.lamports, 29_700_000_000n);
      refuses(0, "MoveLimitReached");
      pool.injectPool("max_move", 10_000n);
      assert.equal(deactivate(0).event.data.lamports, 19_800_000_000n);
    });

    it("refuses with a closed vote account: the deactivation cannot be taken back", () => {
      context.chain.setVoting(pool.vote(0), false);
      pool.nextEpoch();
      servedAtOnce();
      context.chain.closeVoteAccount(pool.vote(0));
      refuses(0, "TransientInUse");
    });

    it("refuses where it began in an earlier epoch", () => {
      servedAtOnce();
      context.chain.passEpochs(1);
      context.done([pool.updateValidatorsInstruction([0, 1], true), pool.updateValidatorsInstruction([2])]);
      context.done(pool.updatePoolInstruction());
      refuses(0, "TransientInUse");
    });

    it("refuses where what cools down was still warming up", () => {
      pool.injectPool("max_move", 10_000n);
      pool.deposit(user, 300n * SOL);
      pool.delegate(0); // 198 more, transient and activating.
      pool.setScore(0, 34); // 150.7 of 594 are the target: all of the transient account goes, and a part of the other should.
      assert.equal(deactivate(0).event.data.stake, pool.transient(0).toBase58());
      refuses(0, "TransientInUse");
    });
  });

  describe("when there is nothing to take", () => {
    it("refuses a validator at its target", () => refuses(0, "AtTarget"));
    it("refuses a validator without stake", () => refuses(2, "NothingToDeactivate"));
    it("refuses an account that holds only its rent", () => {
      pool.injectPool("max_move", 10_000n);
      pool.setScore(1, 0);
      deactivate(1);
      pool.nextEpoch();
      refuses(1, "NothingToDeactivate");
    });
  });

  describe("when the validator is not what it seems", () => {
    it("refuses another validator's mark, and one of a validator that is not listed", () => {
      const swapped = (mark: PublicKey) => {
        const instruction = pool.deactivateInstruction(0);
        for (const key of instruction.keys) if (key.pubkey.equals(pool.mark(pool.vote(0)))) key.pubkey = mark;
        return instruction;
      };
      context.refused(swapped(pool.mark(pool.vote(1))), [], "ValidatorNotFound");
      context.refused(swapped(pool.mark(context.chain.createVoteAccount())), [], "AccountOwnedByWrongProgram");
    });

    it("obeys when the vote account is closed", () => {
      context.chain.setVoting(pool.vote(0), false);
      context.chain.passEpochs(3);
      pool.update();
      context.chain.setLamports(pool.vote(0), 0n);
      pool.order(user, 50n * SOL);
      deactivate(0);
    });
  });

  it("refuses an account that it cannot read", () => {
    const account = context.chain.account(pool.stake(0)) ?? assert.fail();
    account.data.writeUInt32LE(9, 0); // No state that the stake program knows.
    context.chain.setAccount(pool.stake(0), account);
    pool.order(user, 100n * SOL);
    refuses(0, "UnexpectedStakeState");
  });

  describe("when it is not the time", () => {
    beforeEach(() => {
      pool.order(user, 50n * SOL);
    });
    it("refuses in the epoch after the last update", () => {
      context.chain.passEpochs(1);
      refusesNow(0, "PoolOutOfDate");
    });
    it("refuses while rewards are being paid out", () => {
      context.chain.setRewardsActive(true);
      refuses(0, "EpochRewardsActive");
    });
    it("is open while the pool is paused", () => {
      pool.injectPool("paused_until", context.chain.unixTime + 1_000n);
      deactivate(0);
    });
  });

  describe("when the moving part has not begun", () => {
    // Reserve 3, ticket 100: 97 are missing.
    const surplus = 198n * SOL - (197n * SOL * 2n) / 3n;

    it("takes nothing for tickets of the epoch until the slot with which it begins", () => {
      pool.order(user, 100n * SOL);
      refusesNow(0, "AtTarget");
      context.chain.advanceSlots(pool.movingSlot - context.chain.slot - 1n);
      refusesNow(0, "AtTarget");
      context.chain.advanceSlots(1n);
      assert.equal(pool.deactivate(0).event.data.lamports, surplus);
    });

    it("is over sooner where the pool has set so, to the slot", () => {
      pool.propose({ movingPart: 5_000 });
      pool.order(user, 100n * SOL);
      context.chain.advanceSlots(499n);
      refusesNow(0, "AtTarget");
      context.chain.advanceSlots(1n);
      pool.deactivate(0);
    });

    it("lasts to the epoch's end but for 1 % where the pool has set so", () => {
      pool.propose({ movingPart: 100 });
      pool.order(user, 100n * SOL);
      context.chain.advanceSlots(989n);
      refusesNow(0, "AtTarget");
      context.chain.advanceSlots(1n);
      pool.deactivate(0);
    });

    it("rebalances nothing", () => {
      pool.setScore(0, 100);
      refusesNow(0, "OutsideMovingPart");
      assert.equal(deactivate(0).event.data.lamports, 29_700_000_000n);
    });

    it("takes at any time what could have been served in an earlier epoch, and rebalances nothing beside it", () => {
      pool.setScore(0, 100);
      pool.order(user, 100n * SOL);
      pool.nextEpoch();
      assert(!pool.isMoving);
      // Half of 197 is the target: 99.5 over it, of which the ticket misses 97.
      const { event, changes } = pool.deactivate(0);
      assert.equal(event.data.lamports, 97n * SOL);
      assert.equal(changes["pool.moved_lamports"], undefined);
      refusesNow(0, "OutsideMovingPart");
    });

    it("leaves tickets that were ordered in the last epoch's moving part to this one's", () => {
      pool.injectPool("max_move", 0n);
      pool.toMovingPart().order(user, 100n * SOL);
      assert.equal(pool.ticket(0n).late, 1);
      refuses(0, "AtTarget"); // It does not lower the target either: nothing is rebalanced for it.
      pool.nextEpoch();
      refusesNow(0, "AtTarget");
      assert.equal(deactivate(0).event.data.lamports, surplus);
    });

    it("takes at any time what was ordered in a moving part two epochs ago", () => {
      pool.injectPool("max_move", 0n);
      pool.toMovingPart().order(user, 100n * SOL);
      pool.nextEpoch();
      pool.nextEpoch();
      assert.equal(pool.deactivate(0).event.data.lamports, surplus);
    });

    it("tells tickets apart: those before the moving part from those in it", () => {
      pool.injectPool("max_move", 0n);
      pool.order(user, 50n * SOL);
      pool.toMovingPart().order(user, 50n * SOL);
      // 47 are missing for the first; its target is two thirds of 300 − 3 − 50, and 33⅓ lie above that.
      assert.equal(deactivate(0).event.data.lamports, 198n * SOL - (247n * SOL * 2n) / 3n);
      assert.equal(deactivate(1).event.data.lamports, 47n * SOL - (198n * SOL - (247n * SOL * 2n) / 3n));
    });
  });

  describe("when the stake was delegated in this epoch", () => {
    /** 198 SOL more with validator 0, in the transient account; 105 SOL in the reserve. */
    beforeEach(() => {
      pool.deposit(user, 300n * SOL);
      pool.delegate(0);
      assert.equal(pool.reserve, 105n * SOL);
    });

    it("takes back at once what tickets need, and delegates the rest again", () => {
      pool.order(user, 150n * SOL);
      const staked = pool.state.stakedLamports;
      const { changes, event } = deactivate(0);
      assert.deepEqual(changes, {
        "pool.reserve_lamports": [105n * SOL, 150n * SOL],
        "pool.staked_lamports": [staked, staked - 45n * SOL],
        "validators.[0].transient_lamports": [198n * SOL + RENT, 153n * SOL + RENT],
        "reserve.lamports": [105n * SOL + WALLET_RENT, 150n * SOL + WALLET_RENT],
        "transient 0.lamports": [198n * SOL + RENT, 153n * SOL + RENT],
        "transient 0.stake": [198n * SOL, 153n * SOL],
      });
      const { stake, lamports, recalled, before, after } = event.data;
      assert.deepEqual([stake, lamports, recalled], [pool.transient(0).toBase58(), 45n * SOL, true]);
      assert.deepEqual(before, after);
      // What it leaves is active in the next epoch as it would have been.
      pool.nextEpoch();
      assert.equal(pool.record(0).stakeLamports, 198n * SOL + 153n * SOL - RENT);
    });

    it("takes all of it where the rest could not live alone", () => {
      pool.order(user, 303n * SOL - MINIMUM_DELEGATION + 1n); // A lamport less than the minimum would be left.
      const { event, changes } = deactivate(0);
      assert.equal(event.data.lamports, 198n * SOL);
      assert.deepEqual(changes["validators.[0].transient_status"], [2n, 1n]);
      assert.deepEqual(changes["transient 0.lamports"], [198n * SOL + RENT, RENT]);
      assert.equal(pool.reserve, 303n * SOL);
      pool.nextEpoch();
      pool.settle();
      assert.equal(pool.state.nextSettlement, 1n);
    });

    it("leaves the least delegation, to the lamport", () => {
      pool.order(user, 302n * SOL); // 197 are missing: exactly 1 SOL is left.
      assert.equal(deactivate(0).event.data.lamports, 197n * SOL);
      assert.equal(context.chain.stakeAccount(pool.transient(0))?.delegation?.stake, SOL);
    });

    it("takes it before any stake that earns, and that for the rest", () => {
      pool.injectPool("max_move", 0n);
      pool.order(user, 320n * SOL); // 215 are missing.
      const first = deactivate(0);
      assert.deepEqual([first.event.data.lamports, first.event.data.recalled], [198n * SOL, true]);
      const second = pool.deactivate(0);
      // 17 are missing still, but its target is two thirds of 600 − 6 − 320: it has 15⅓ more than that.
      const over = 198n * SOL - (274n * SOL * 2n) / 3n;
      assert.deepEqual([second.event.data.lamports, second.event.data.recalled], [over, false]);
    });

    it("takes it out of a validator stake account that is new", () => {
      pool.addValidator(300);
      pool.delegate(3);
      const whole = pool.record(3).delegatedLamports;
      const { reserve } = pool;
      pool.order(user, reserve + 10n * SOL);
      const { changes, event } = deactivate(3);
      assert.deepEqual([event.data.lamports, event.data.stake], [10n * SOL, pool.stake(3).toBase58()]);
      assert.deepEqual(changes["validators.[3].delegated_lamports"], [whole, whole - 10n * SOL]);
      assert.deepEqual(changes["stake 3.stake"], [whole, whole - 10n * SOL]);
    });

    it("takes all of it where the vote account is closed: nothing can be delegated again", () => {
      pool.order(user, 150n * SOL);
      context.chain.setLamports(pool.vote(0), 0n);
      assert.equal(deactivate(0).event.data.lamports, 198n * SOL);
    });

    it("takes nothing where the vote account is closed and no ticket needs it", () => {
      context.chain.setLamports(pool.vote(0), 0n);
      const { reserve } = pool;
      refuses(0, "AtTarget");
      assert.equal(pool.reserve, reserve);
    });

    it("takes nothing for tickets that are not served yet", () => {
      pool.order(user, 150n * SOL);
      refusesNow(0, "AtTarget");
      assert.equal(pool.state.reserveLamports, 105n * SOL);
    });

    it("recalls what earlier epochs' tickets need at any time of the epoch", () => {
      pool.order(user, 150n * SOL);
      pool.nextEpoch(); // The reserve pays 105 of it.
      pool.settle();
      pool.deposit(user, 40n * SOL);
      pool.injectPool("queued_lamports", 0n); // For the moment of the delegation.
      pool.delegate(1);
      pool.injectPool("queued_lamports", pool.ticket(0n).orderedLamports);
      const { event } = pool.deactivate(1);
      assert.equal(event.data.recalled, true);
    });
  });

  describe("when rent has changed", () => {
    const perByte = () => context.chain.lamportsPerByte;

    beforeEach(() => {
      pool.order(user, 100n * SOL);
    });

    it("pays what the transient account lacks after a rise out of the reserve", () => {
      context.chain.setRent(perByte() * 2n);
      const { changes, event } = deactivate(0);
      // The reserve lacks its own rent too: 890,880 lamports, a loss.
      const target = ((197n * SOL - WALLET_RENT) * 2n) / 3n;
      const lamports = event.data.lamports as bigint;
      assert(lamports >= 198n * SOL - target - 1_000_000n && lamports <= 198n * SOL - target + 1_000_000n);
      assert.deepEqual(changes["pool.reserve_lamports"], [3n * SOL, 3n * SOL - WALLET_RENT - RENT]);
      assert.deepEqual(changes["pool.staked_lamports"], [297n * SOL, 297n * SOL + RENT]);
      assert.deepEqual(changes["validators.[0].transient_lamports"], [RENT, 2n * RENT + lamports]);
      assert.deepEqual(changes["transient 0.lamports"], [RENT, 2n * RENT + lamports]);
      const { before, after } = event.data as Record<string, { total: bigint }>;
      assert.equal((before?.total ?? 0n) - (after?.total ?? 0n), WALLET_RENT);
    });

    it("refuses where the reserve cannot pay that", () => {
      context.chain.setRent(perByte() * 2n);
      setReserve(RENT - 1n);
      refuses(0, "RentMissing");
      setReserve(RENT);
      pool.deactivate(0);
      assert.equal(pool.state.reserveLamports, 0n);
    });

    it("pays nothing after a fall: what an account holds beyond its rent stays for the next measuring", () => {
      context.chain.setRent(perByte() / 2n);
      const { changes } = deactivate(0);
      assert.deepEqual(changes["pool.reserve_lamports"], [3n * SOL, 3n * SOL + WALLET_RENT / 2n]);
      assert.equal(changes["pool.staked_lamports"], undefined);
      assert.deepEqual(changes["pool.pending_gain"], [0n, WALLET_RENT / 2n]);
      pool.nextEpoch();
      // Both rents have fallen by half.
      const half = RENT / 2n;
      assert.equal(pool.record(0).transientLamports, half);
    });
  });
});
