import assert from "node:assert/strict";
import type { PublicKey } from "@solana/web3.js";
import { StakeStatus } from "@truestake/sdk";
import { STAKE_RENT as RENT, SOL, type TestContext, type TestPool, type User } from "../common";
import { stakedPool } from "./fixture";

/** 300 SOL: 198 with validator 0, 99 with validator 1, both active, 3 in the reserve. */
const given = stakedPool();

const WHOLE_0 = 198n * SOL - 2n * RENT;

describe("emergency_deactivate", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  const refuses = (index: number, error: string) =>
    context.refused(pool.emergencyInstruction(index), [pool.roles.manager], error);

  describe("when the validator's score is 0", () => {
    beforeEach(() => {
      pool.setScore(0, 0);
    });

    it("deactivates all of its stake at once, past the limit on rebalancing", () => {
      pool.injectPool("max_move", 0n);
      const { changes, event } = pool.emergency(0);
      const { epoch } = context.chain;
      assert.deepEqual(changes, {
        "pool.cooling_lamports": [0n, WHOLE_0],
        "validators.[0].cooling_lamports": [0n, WHOLE_0],
        "validators.[0].stake_status": [2n, 3n],
        "stake 0.deactivation_epoch": [2n ** 64n - 1n, epoch],
      });
      const books = { total: 300n * SOL, supply: 300n * SOL };
      assert.deepEqual(event, {
        name: "EmergencyDeactivated",
        data: {
          pool: pool.pdas.pool.toBase58(),
          vote: pool.vote(0).toBase58(),
          lamports: WHOLE_0,
          before: books,
          after: books,
        },
      });
    });

    it("takes the transient account with it, active or activating", () => {
      pool.setScore(0, 200);
      pool.deposit(user, 300n * SOL);
      pool.delegate(0);
      pool.setScore(0, 0);
      const { transientLamports } = pool.record(0);
      const { event } = pool.emergency(0);
      assert.equal(event.data.lamports, WHOLE_0 + transientLamports - RENT);
      assert.equal(pool.state.coolingLamports, WHOLE_0 + transientLamports - RENT);
      pool.nextEpoch();
      const record = pool.record(0);
      assert.deepEqual([record.stakeStatus, record.transientStatus], [StakeStatus.Idle, StakeStatus.Idle]);
      assert.equal(pool.state.coolingLamports, 0n);
    });

    it("deactivates what it can read of two accounts, and leaves alone what it cannot", () => {
      pool.setScore(0, 200);
      pool.deposit(user, 300n * SOL);
      pool.delegate(0);
      pool.setScore(0, 0);
      const account = context.chain.account(pool.stake(0)) ?? assert.fail();
      account.data.writeUInt32LE(9, 0); // No state of a stake account.
      context.chain.setAccount(pool.stake(0), account);
      const { event, changes } = pool.emergency(0);
      assert.equal(event.data.lamports, 198n * SOL);
      assert.deepEqual(changes["validators.[0].transient_status"], [2n, 3n]);
      assert.equal(changes["validators.[0].stake_status"], undefined);
      refuses(0, "NothingToDeactivate");
    });

    it("books no more than has been measured when rewards come before the measurement", () => {
      context.chain.passEpochs(1);
      const { stakeLamports, transientLamports } = pool.record(0);
      // More than the accounts' rents, which the books hold beside the stake.
      context.chain.payRewards([{ vote: pool.vote(0), lamports: 10n * SOL }]);
      const { event } = pool.emergency(0);
      assert.equal(event.data.lamports, WHOLE_0 + 10n * SOL);
      assert.equal(pool.record(0).coolingLamports, stakeLamports + transientLamports);
      assert.equal(pool.state.coolingLamports, stakeLamports + transientLamports);
      pool.update();
      assert.equal(pool.record(0).coolingLamports, WHOLE_0 + 10n * SOL);
      assert.equal(pool.state.coolingLamports, WHOLE_0 + 10n * SOL);
    });

    it("takes what is left when a part is cooling down already", () => {
      pool.setScore(0, 100);
      pool.order(user, 50n * SOL);
      pool.toMovingPart().deactivate(0);
      const { coolingLamports } = pool.record(0);
      pool.setScore(0, 0);
      const { event } = pool.emergency(0);
      assert.equal(event.data.lamports, WHOLE_0 - coolingLamports);
      assert.equal(pool.record(0).coolingLamports, WHOLE_0);
      assert.equal(pool.state.coolingLamports, WHOLE_0);
    });

    it("gives it all back to the reserve in the next epoch", () => {
      pool.emergency(0);
      pool.nextEpoch();
      assert.equal(pool.reserve, 3n * SOL + WHOLE_0);
      assert.equal(pool.books.total, 300n * SOL);
    });

    it("works once", () => {
      pool.emergency(0);
      refuses(0, "NothingToDeactivate");
      pool.nextEpoch();
      refuses(0, "NothingToDeactivate");
    });

    it("finds nothing where an outsider was first", () => {
      const reference = context.chain.createVoteAccount();
      context.chain.setVoting(pool.vote(0), false);
      context.chain.passEpochs(6);
      context.chain.deactivateDelinquent(pool.stake(0), pool.vote(0), reference);
      refuses(0, "NothingToDeactivate");
    });

    it("obeys when the vote account is closed", () => {
      context.chain.setLamports(pool.vote(0), 0n);
      pool.emergency(0);
    });

    it("is open in any epoch and while the pool is paused", () => {
      context.chain.passEpochs(3);
      pool.pause();
      pool.emergency(0);
      pool.update();
    });

    it("refuses while rewards are being paid out", () => {
      context.chain.setRewardsActive(true);
      refuses(0, "EpochRewardsActive");
    });

    it("refuses anybody but the manager", () => {
      for (const signer of [pool.roles.admin, pool.roles.guardian, user.keypair]) {
        context.refused(pool.emergencyInstruction(0, signer.publicKey), [signer], "NotValidatorManager");
      }
    });

    it("refuses a manager who has not signed", () => {
      const unsigned = pool.emergencyInstruction(0);
      for (const key of unsigned.keys) key.isSigner = false;
      context.refused(unsigned, [], "AccountNotSigner");
    });

    it("refuses other stake accounts of the pool", () => {
      const swapped = (from: PublicKey, to: PublicKey, error: string) => {
        const instruction = pool.emergencyInstruction(0);
        for (const key of instruction.keys) if (key.pubkey.equals(from)) key.pubkey = to;
        context.refused(instruction, [pool.roles.manager], error);
      };
      swapped(pool.stake(0), pool.stake(1), "WrongStakeAccount");
      swapped(pool.transient(0), pool.transient(1), "WrongTransientAccount");
    });
  });

  it("refuses a validator that has a score: the next crank would delegate again", () => {
    refuses(0, "ValidatorStillScored");
    pool.setScore(0, 1);
    refuses(0, "ValidatorStillScored");
  });

  it("refuses a validator without stake", () => refuses(2, "NothingToDeactivate"));

  it("refuses another validator, and one that is not listed", () => {
    const [first, second] = pool.votes as [PublicKey, PublicKey];
    const emergency = (mark: PublicKey) => {
      const instruction = pool.emergencyInstruction(0);
      for (const key of instruction.keys) if (key.pubkey.equals(pool.mark(first))) key.pubkey = mark;
      return instruction;
    };
    context.refused(emergency(pool.mark(second)), [pool.roles.manager], "ValidatorNotFound");
    const unlisted = pool.mark(context.chain.createVoteAccount());
    context.refused(emergency(unlisted), [pool.roles.manager], "AccountOwnedByWrongProgram");
  });
});
