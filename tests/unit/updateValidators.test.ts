import assert from "node:assert/strict";
import { type AccountMeta, Keypair } from "@solana/web3.js";
import { StakeStatus } from "@truestake/sdk";
import { SOL, type TestContext, type TestPool, type User } from "../common";
import { stakedPool } from "./fixture";

/** 198 SOL with validator 0, 99 with validator 1, both active; 3 SOL in the reserve; validator 2 has nothing. */
const given = stakedPool();

const RENT = 2_282_880n;

describe("update_validators", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  const update = (indexes?: number[], measureOnly = false) =>
    context.done(pool.updateValidatorsInstruction(indexes, measureOnly));

  const reward = (index: number, lamports: bigint) => context.chain.payRewards([{ vote: pool.vote(index), lamports }]);

  describe("when an epoch has passed", () => {
    beforeEach(() => {
      context.chain.passEpochs(1);
    });

    it("books what a validator's stake has earned as a pending gain, outside the price", () => {
      reward(0, 2n * SOL);
      const { changes, event } = update([0]);
      const { epoch } = context.chain;
      assert.deepEqual(changes, {
        "pool.staked_lamports": [297n * SOL, 299n * SOL],
        "pool.pending_gain": [0n, 2n * SOL],
        "validators.updated_epoch": [epoch - 1n, epoch],
        "validators.updated_count": [3n, 1n],
        "validators.[0].stake_lamports": [198n * SOL - RENT, 200n * SOL - RENT],
        "validators.[0].last_update_epoch": [epoch - 1n, epoch],
      });
      const books = { total: 300n * SOL, supply: 300n * SOL };
      assert.deepEqual(event, {
        name: "ValidatorsUpdated",
        data: {
          pool: pool.pdas.pool.toBase58(),
          epoch,
          measured: 1,
          measured_in_epoch: 1,
          gain: 2n * SOL,
          loss: 0n,
          withdrawn: 0n,
          before: books,
          after: books,
        },
      });
    });

    it("books what it has lost as a pending loss, still in the price", () => {
      context.chain.slash(pool.stake(0), 100_000n);
      const lost = (198n * SOL - 2n * RENT) / 10n;
      const { changes, event } = update([0]);
      assert.deepEqual(changes["pool.pending_loss"], [0n, lost]);
      assert.deepEqual(changes["pool.staked_lamports"], [297n * SOL, 297n * SOL - lost]);
      assert.equal(event.data.loss, lost);
      assert.deepEqual(event.data.before, event.data.after);
    });

    it("books gains and losses of one batch beside each other", () => {
      reward(0, SOL);
      context.chain.slash(pool.stake(1), 10_000n);
      const { event } = update();
      assert.equal(event.data.gain, SOL);
      assert.equal(event.data.loss, (99n * SOL - 2n * RENT) / 100n);
      assert.equal(event.data.measured, 3);
    });

    it("measures every validator once, whatever is asked of it", () => {
      reward(0, SOL);
      update([0, 0, 1]);
      assert.equal(pool.list.updatedCount, 2);
      const again = update([0, 1]);
      assert.deepEqual(again.changes, {});
      assert.deepEqual(again.events, []);
      update([2]);
      assert.equal(pool.list.updatedCount, 3);
      assert(pool.list.isMeasured(context.chain.epoch));
    });

    it("[P-10] is the same in any order", () => {
      reward(0, SOL);
      reward(1, SOL);
      const start = context.chain.snapshot();
      const results = [[0, 1, 2], [2, 1, 0], [1]].map((order) => {
        context.chain.restore(start);
        for (const index of order.length === 1 ? [1, 0, 2] : []) update([index]);
        if (order.length > 1) update(order);
        return [pool.state, pool.list.records()];
      });
      assert.deepEqual(results[1], results[0]);
      assert.deepEqual(results[2], results[0]);
    });

    it("takes lamports beside stake and rent into the reserve, as a gain", () => {
      context.chain.donate(pool.stake(0), 7n);
      const { changes, event } = update([0]);
      assert.equal(event.data.gain, 7n);
      assert.equal(event.data.withdrawn, 7n);
      assert.deepEqual(changes["pool.staked_lamports"], undefined);
      assert.deepEqual(changes["pool.reserve_lamports"], [3n * SOL, 3n * SOL + 7n]);
      assert.deepEqual(changes["validators.[0].stake_lamports"], undefined);
      assert.deepEqual(changes["reserve.lamports"], [3n * SOL + 890_880n, 3n * SOL + 890_887n]);
    });

    it("only measures when that is asked: no stake account changes", () => {
      context.chain.donate(pool.stake(0), 7n);
      const { changes, event } = update([0], true);
      assert.equal(event.data.gain, 7n);
      assert.equal(event.data.withdrawn, 0n);
      assert.equal(changes["stake 0.lamports"], undefined);
      assert.deepEqual(changes["validators.[0].stake_lamports"], [198n * SOL - RENT, 198n * SOL - RENT + 7n]);
      const later = update([0]);
      assert.equal(later.event.data.withdrawn, 7n);
      assert.equal(later.event.data.gain, 0n);
    });

    it("takes an account that is gone for a loss of all that was in it", () => {
      context.chain.setLamports(pool.stake(1), 0n);
      const { event, changes } = update([1]);
      assert.equal(event.data.loss, 99n * SOL - RENT);
      assert.deepEqual(changes["validators.[1].stake_status"], [2n, 0n]);
    });
  });

  describe("when a transient account has become active", () => {
    beforeEach(() => {
      pool.deposit(user, 300n * SOL);
      pool.delegate(0);
      context.chain.passEpochs(1);
    });

    it("joins it to the canonical one", () => {
      const { changes, event } = update([0]);
      assert.equal(event.data.withdrawn, 0n);
      assert.deepEqual(changes["validators.[0].stake_lamports"], [198n * SOL - RENT, 396n * SOL - RENT]);
      assert.deepEqual(changes["validators.[0].transient_lamports"], [198n * SOL + RENT, RENT]);
      assert.deepEqual(changes["validators.[0].transient_status"], [2n, 1n]);
      assert.deepEqual(changes["stake 0.stake"], [198n * SOL - 2n * RENT, 396n * SOL - 2n * RENT]);
      assert.equal(changes["pool.staked_lamports"], undefined);
    });

    it("wants no transient account of that validator from then on", () => {
      update([0]);
      assert.equal(pool.updateValidatorsInstruction([0]).keys.length, 8);
    });

    it("leaves it where the canonical account is cooling down", () => {
      const reference = context.chain.createVoteAccount();
      context.chain.setVoting(pool.vote(0), false);
      context.chain.passEpochs(6);
      context.chain.deactivateDelinquent(pool.stake(0), pool.vote(0), reference);
      update([0]);
      assert.equal(pool.record(0).stakeStatus, StakeStatus.Deactivating);
      assert.equal(pool.record(0).transientStatus, StakeStatus.Delegated);
      context.chain.passEpochs(1);
      // Its stake has come back; the transient account's takes its place.
      update([0]);
      assert.equal(pool.record(0).stakeStatus, StakeStatus.Delegated);
      assert.equal(pool.record(0).transientStatus, StakeStatus.Idle);
      assert.equal(pool.record(0).stakeLamports, 198n * SOL + RENT);
    });
  });

  describe("when stake has cooled down", () => {
    beforeEach(() => {
      pool.injectPool("max_move", 10_000n);
      pool.setScore(1, 0);
      pool.deactivate(1);
      context.chain.passEpochs(1);
    });

    it("takes it back and leaves the account with its rent", () => {
      const whole = 99n * SOL - 2n * RENT;
      const { changes, event } = update([1]);
      assert.equal(event.data.withdrawn, whole);
      assert.deepEqual(changes["pool.staked_lamports"], [297n * SOL, 297n * SOL - whole]);
      assert.deepEqual(changes["pool.reserve_lamports"], [3n * SOL, 3n * SOL + whole]);
      assert.deepEqual(changes["pool.cooling_lamports"], [whole, 0n]);
      assert.deepEqual(changes["validators.[1].stake_status"], [3n, 1n]);
      assert.deepEqual(changes["stake 1.lamports"], [99n * SOL - RENT, RENT]);
    });

    it("can do so later too: what is only measured stays where it is", () => {
      update(undefined, true);
      context.done(pool.updatePoolInstruction());
      assert.equal(pool.record(1).stakeStatus, StakeStatus.Deactivating);
      const { event } = update([1]);
      assert.equal(event.data.measured, 0);
      assert.equal(event.data.withdrawn, 99n * SOL - 2n * RENT);
    });
  });

  describe("when an outsider has deactivated a delinquent validator's stake", () => {
    it("follows: it is cooling down, and comes back in the next epoch", () => {
      const reference = context.chain.createVoteAccount();
      context.chain.setVoting(pool.vote(0), false);
      context.chain.passEpochs(6);
      context.chain.deactivateDelinquent(pool.stake(0), pool.vote(0), reference);
      const whole = 198n * SOL - 2n * RENT;
      const { changes } = update([0]);
      assert.deepEqual(changes["pool.cooling_lamports"], [0n, whole]);
      assert.deepEqual(changes["validators.[0].stake_status"], [2n, 3n]);
      context.chain.passEpochs(1);
      assert.equal(update([0]).event.data.withdrawn, whole);
    });
  });

  describe("when the accounts are not what the validators need", () => {
    const meta = (pubkey = Keypair.generate().publicKey): AccountMeta => ({
      pubkey,
      isSigner: false,
      isWritable: true,
    });
    const refuses = (change: (keys: AccountMeta[]) => void, error: string, indexes = [0, 1]) => {
      const instruction = pool.updateValidatorsInstruction(indexes);
      change(instruction.keys);
      context.refused(instruction, [], error);
    };

    it("refuses none at all", () => refuses((keys) => keys.splice(7), "WrongAccountCount"));
    it("refuses one too few", () => refuses((keys) => keys.pop(), "WrongAccountCount"));
    it("refuses one too many", () => refuses((keys) => keys.push(meta()), "WrongAccountCount"));
    it("refuses them in another order", () => {
      refuses((keys) => keys.push(...keys.splice(7, 1)), "WrongStakeAccount");
    });
    it("refuses another account", () => refuses((keys) => keys.splice(7, 1, meta()), "WrongStakeAccount"));
    it("refuses a validator's own address as the stake account of another", () => {
      refuses((keys) => keys.splice(8, 1, meta(pool.stake(0))), "WrongStakeAccount");
    });
    it("refuses one that is read only", () => {
      refuses((keys) => {
        const last = keys.at(-1);
        if (last) last.isWritable = false;
      }, "AccountNotMutable");
    });
    it("refuses another transient account", () => {
      pool.deposit(user, 300n * SOL);
      pool.delegate(0);
      refuses((keys) => keys.splice(8, 1, meta(pool.transient(1))), "WrongTransientAccount", [0]);
    });
    it("refuses an index outside the list", () => {
      const instruction = pool.updateValidatorsInstruction([0]);
      instruction.data.writeUInt32LE(3, 12);
      context.refused(instruction, [], "ValidatorNotFound");
    });
    it("refuses an empty batch", () => {
      context.refused(pool.updateValidatorsInstruction([]), [], "WrongAccountCount");
    });
  });

  describe("when it is not the time", () => {
    it("refuses while rewards are being paid out", () => {
      context.chain.passEpochs(1);
      context.chain.setRewardsActive(true);
      context.refused(pool.updateValidatorsInstruction(), [], "EpochRewardsActive");
    });
    it("is open while the pool is paused", () => {
      context.chain.passEpochs(1);
      pool.injectPool("paused_until", context.chain.unixTime + 1_000n);
      update();
    });
  });

  it("refuses a stake account whose contents are none", () => {
    const account = context.chain.account(pool.stake(0)) ?? assert.fail();
    account.data.writeUInt32LE(9, 0);
    context.chain.setAccount(pool.stake(0), account);
    context.chain.passEpochs(0);
    context.refused(pool.updateValidatorsInstruction([0]), [], "UnexpectedStakeState");
  });
});
