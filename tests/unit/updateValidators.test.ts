import assert from "node:assert/strict";
import { type AccountMeta, Keypair, type PublicKey } from "@solana/web3.js";
import { StakeStatus } from "@truestake/sdk";
import { phaseOf } from "@truestake/sdk/math";
import { STAKE_RENT as RENT, SOL, TestContext, type TestPool, type User, WALLET_RENT } from "../common";
import { stakedPool } from "./fixture";

/** 198 SOL with validator 0, 99 with validator 1, both active; 3 SOL in the reserve; validator 2 has nothing. */
const given = stakedPool();

/** What validators 0 and 1 have delegated. */
const [WHOLE_0, WHOLE_1] = [198n * SOL - 2n * RENT, 99n * SOL - 2n * RENT];
/** Accounts that an instruction names before those of the validators. */
const NAMED = 8;

describe("update_validators, where the cluster's limit binds", () => {
  it("[fault-warming-base] counts stake for what it earned only once all of it was effective", () => {
    // 9 % of what is effective may become so in an epoch: of 1,000 SOL 90, and of the 297 that the pool delegates so many in all.
    const context = new TestContext({ clusterStake: 1_000n * SOL });
    const pool = context.createTestPool({ scores: [200, 100, 0], rewardFee: 0 });
    pool.deposit(pool.user(), 299n * SOL);
    pool.delegateAll();
    const whole = 198n * SOL - 2n * RENT;
    const looks: [string, bigint, bigint, bigint][] = [];
    for (let epochs = 0; epochs < 7; epochs++) {
      const { delegation } = context.chain.stakeAccount(pool.stake(0)) ?? assert.fail();
      const phase = phaseOf(delegation, context.chain.epoch, context.chain.stakeHistory);
      context.chain.passEpochs(1);
      if (phase !== "Activating") context.chain.payRewards([{ vote: pool.vote(0), lamports: SOL }]);
      context.done(pool.updateValidatorsInstruction());
      context.done(pool.updatePoolInstruction());
      const { base, earned, other } = pool.record(0).earning;
      looks.push([phase, base && base - whole, earned, other]);
    }
    // 90 + 98.1 + 106.9 of 297 are effective after three epochs, all after four.
    const warming = ["WarmingUp", 0n, 0n, SOL] as const;
    const active = (before: bigint) => ["Active", before * SOL, SOL, 0n] as const;
    assert.deepEqual(looks, [
      ["Activating", 0n, 0n, 0n],
      ...[warming, warming, warming],
      ...[active(3n), active(4n), active(5n)],
    ]);
  });
});

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
        "pool.earned_lamports": [0n, 2n * SOL],
        "pool.earning_lamport_epochs": [0n, WHOLE_0],
        // Both that have a score took any share of what came; so far one is known to do so in this epoch.
        "pool.intake_epoch": [epoch - 1n, epoch],
        "pool.intake_uncapped": [2n, 1n],
        "validators.lowered_epoch": [epoch - 1n, epoch],
        "validators.updated_epoch": [epoch - 1n, epoch],
        "validators.updated_count": [3n, 1n],
        "validators.[0].stake_lamports": [198n * SOL - RENT, 200n * SOL - RENT],
        "validators.[0].delegated_lamports": [WHOLE_0, WHOLE_0 + 2n * SOL],
        "validators.[0].earning.since": [epoch - 2n, epoch - 1n],
        "validators.[0].earning.epoch": [epoch - 1n, epoch],
        "validators.[0].earning.base": [0n, WHOLE_0],
        "validators.[0].earning.earned": [0n, 2n * SOL],
      });
      const books = { total: 300n * SOL, supply: 300n * SOL };
      assert.deepEqual(event, {
        name: "ValidatorsUpdated",
        data: {
          pool: pool.pdas.pool.toBase58(),
          epoch,
          measured: 1,
          measured_in_epoch: 1,
          earned: 2n * SOL,
          other: 0n,
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

    it("tells rewards, by which a delegation grows, from all else that came", () => {
      reward(0, 2n * SOL);
      context.chain.donate(pool.stake(0), 5n * SOL);
      const { event } = update([0]);
      assert.deepEqual([event.data.earned, event.data.other], [2n * SOL, 5n * SOL]);
      const { earned, other } = pool.record(0).earning;
      assert.deepEqual([earned, other], [2n * SOL, 5n * SOL]);
      assert.equal(pool.state.earnedLamports, 2n * SOL);
      assert.equal(pool.state.pendingGain, 7n * SOL);
    });

    it("counts stake for as many epochs as it earned", () => {
      context.chain.passEpochs(2);
      update([0]);
      assert.equal(pool.state.earningLamportEpochs, 3n * WHOLE_0);
    });

    it("asks the stake history no more once the stake is older than ten epochs", () => {
      const activation = context.chain.stakeAccount(pool.stake(0))?.delegation?.activationEpoch ?? assert.fail();
      const bases: [bigint, bigint][] = [];
      for (;;) {
        // Without the epoch of the activation nobody can say how much of it was effective.
        const { stakeHistory } = context.chain;
        const entries = [...stakeHistory].filter(([epoch]) => epoch > activation);
        const [, older] = [...stakeHistory][0] ?? assert.fail();
        context.chain.setStakeHistory(new Map([[activation - 1n, older], ...entries]));
        update([0], true);
        const { since, base } = pool.record(0).earning;
        bases.push([since - activation, base]);
        if (base > 0n || bases.length > 20) break;
        context.chain.passEpochs(1);
      }
      assert.deepEqual(bases.at(-2), [10n, 0n]);
      assert.deepEqual(bases.at(-1), [11n, WHOLE_0]);
    });

    it("notes whose limit binds, and what it keeps from them, at every look", () => {
      pool.injectPool("max_validator_share", 6_000n); // 180 of 300 SOL; its score would give 198.
      const { changes } = update([0]);
      assert.deepEqual(
        ["validators.clipped_score", "validators.clipped_share", "validators.[0].clipped"].map((at) => changes[at]),
        [
          [0n, 200n],
          [0n, 6_000n],
          [0n, 1n],
        ],
      );
      pool.injectPool("max_validator_share", 10_000n);
      update([0]);
      assert.deepEqual([pool.list.clippedScore, pool.list.clippedShare, pool.record(0).clipped], [0n, 0n, 0]);
    });

    it("books gains and losses of one batch beside each other", () => {
      reward(0, SOL);
      context.chain.slash(pool.stake(1), 10_000n);
      const { event } = update();
      assert.equal(event.data.earned, SOL);
      assert.equal(event.data.loss, WHOLE_1 / 100n);
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
        context.chain.rewind(start);
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
      assert.deepEqual([event.data.earned, event.data.other, event.data.withdrawn], [0n, 7n, 7n]);
      assert.deepEqual(changes["validators.[0].earning.other"], [0n, 7n]);
      assert.deepEqual(changes["pool.staked_lamports"], undefined);
      assert.deepEqual(changes["pool.reserve_lamports"], [3n * SOL, 3n * SOL + 7n]);
      assert.deepEqual(changes["validators.[0].stake_lamports"], undefined);
      assert.deepEqual(changes["reserve.lamports"], [3n * SOL + WALLET_RENT, 3n * SOL + WALLET_RENT + 7n]);
    });

    it("only measures when that is asked: no stake account changes", () => {
      context.chain.donate(pool.stake(0), 7n);
      const { changes, event } = update([0], true);
      assert.deepEqual([event.data.other, event.data.withdrawn], [7n, 0n]);
      assert.equal(changes["stake 0.lamports"], undefined);
      assert.deepEqual(changes["validators.[0].stake_lamports"], [198n * SOL - RENT, 198n * SOL - RENT + 7n]);
      const later = update([0]);
      assert.equal(later.event.data.withdrawn, 7n);
      assert.equal(later.event.data.other, 0n);
    });

    it("calls nobody busy by measuring alone: what warmed up is free once it is in order", () => {
      pool.update();
      pool.deposit(user, 300n * SOL);
      pool.delegate(0);
      context.chain.passEpochs(1);
      const { changes } = update([0], true);
      assert.equal(pool.record(0).transientStatus, StakeStatus.Delegated);
      assert.equal(changes["pool.busy_share"], undefined);
      update([0]);
      assert.equal(pool.record(0).transientStatus, StakeStatus.Idle);
    });

    it("takes an account that is gone for a loss of all that was in it", () => {
      context.chain.setLamports(pool.stake(1), 0n);
      const { event, changes } = update([1]);
      assert.equal(event.data.loss, 99n * SOL - RENT);
      assert.deepEqual(changes["validators.[1].stake_status"], [2n, 0n]);
      assert.deepEqual(changes["pool.stake_account_count"], [4n, 3n]);
    });
  });

  describe("when it is not the epoch's first look", () => {
    it("books a loss at once: it is everybody's before anybody can leave", () => {
      const loss = context.chain.slash(pool.stake(0), 100_000n);
      assert.equal(loss, WHOLE_0 / 10n);
      const { changes, event } = update([0]);
      assert.deepEqual(changes, {
        "pool.staked_lamports": [297n * SOL, 297n * SOL - loss],
        "validators.[0].stake_lamports": [198n * SOL - RENT, 198n * SOL - RENT - loss],
        "validators.[0].delegated_lamports": [WHOLE_0, WHOLE_0 - loss],
        "validators.[0].earning.lost": [0n, loss],
      });
      const { measured, measured_in_epoch, after } = event.data;
      assert.deepEqual([measured, measured_in_epoch, event.data.loss], [0, 3, loss]);
      assert.deepEqual(after, { total: 300n * SOL - loss, supply: 300n * SOL });
    });

    it("lets a gain wait for the next update", () => {
      context.chain.donate(pool.stake(0), 3n * SOL);
      const { changes, event } = update([0]);
      assert.deepEqual(changes, {
        "pool.reserve_lamports": [3n * SOL, 6n * SOL],
        "pool.pending_gain": [0n, 3n * SOL],
        "validators.[0].earning.other": [0n, 3n * SOL],
        "reserve.lamports": [3n * SOL + WALLET_RENT, 6n * SOL + WALLET_RENT],
        "stake 0.lamports": [201n * SOL - RENT, 198n * SOL - RENT],
      });
      assert.deepEqual([event.data.other, event.data.withdrawn], [3n * SOL, 3n * SOL]);
      assert.deepEqual(event.data.before, event.data.after);
      assert.equal(pool.nextEpoch().event.data.gain, 3n * SOL);
    });

    it("lets a loss eat what waits first, then what is being released, then the price", () => {
      pool.nextEpoch([{ vote: pool.vote(0), lamports: 3n * SOL }]);
      context.chain.donate(pool.stake(1), SOL);
      update([1]);
      const { releaseLamports: released, pendingGain } = pool.state;
      const { total } = pool.books;
      assert.equal(pendingGain, SOL);
      // 7 thousandths of 200.995 SOL: 1.407, of which 1 SOL waits.
      const small = context.chain.slash(pool.stake(0), 7_000n);
      update([0]);
      assert.equal(pool.state.pendingGain, 0n);
      assert.equal(pool.state.releaseLamports, released - (small - SOL));
      assert.equal(pool.books.total, total);
      const left = pool.state.releaseLamports;
      const large = context.chain.slash(pool.stake(0), 100_000n);
      update([0]);
      assert.equal(pool.state.releaseLamports, 0n);
      assert.equal(pool.books.total, total - (large - left));
    });

    it("leaves gains and losses of before the epoch's update to that", () => {
      context.chain.passEpochs(1);
      update();
      const loss = context.chain.slash(pool.stake(0), 10_000n);
      context.chain.donate(pool.stake(1), SOL);
      const { event } = update();
      assert.deepEqual(event.data.before, event.data.after);
      assert.deepEqual([pool.state.pendingLoss, pool.state.pendingGain], [loss, SOL]);
      const { earning } = pool.record(0);
      assert.deepEqual([earning.epoch, earning.lost], [context.chain.epoch, loss]);
      context.done(pool.updatePoolInstruction());
      assert.deepEqual([pool.state.pendingLoss, pool.state.pendingGain], [0n, 0n]);
      assert.equal(pool.books.total, 300n * SOL - loss + SOL, "the loss eats the gain");
    });

    it("counts nothing as earned, and no stake twice", () => {
      context.chain.passEpochs(1);
      reward(0, SOL);
      update([0]);
      reward(0, SOL);
      const { event } = update([0]);
      assert.deepEqual([event.data.earned, event.data.other], [0n, SOL]);
      assert.deepEqual([pool.state.earnedLamports, pool.state.earningLamportEpochs], [SOL, WHOLE_0]);
      assert.equal(pool.record(0).earning.base, WHOLE_0);
    });
  });

  describe("when a transient account has become active", () => {
    beforeEach(() => {
      pool.deposit(user, 300n * SOL);
      pool.delegate(0);
      context.chain.passEpochs(1);
    });

    it("joins it to the validator stake account", () => {
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
      assert.equal(pool.updateValidatorsInstruction([0]).keys.length, NAMED + 1);
    });

    it("counts what joins as stake that earns from the next epoch on", () => {
      update([0]);
      assert.equal(pool.record(0).earning.base, WHOLE_0);
      assert.equal(pool.record(0).delegatedLamports, 396n * SOL - 2n * RENT);
      context.chain.passEpochs(1);
      update([0]);
      assert.equal(pool.record(0).earning.base, 396n * SOL - 2n * RENT);
    });

    it("sends the rent that it lacks after a rise out of the reserve, and joins it", () => {
      context.chain.setRent(context.chain.lamportsPerByte * 2n);
      const { reserveLamports, stakedLamports } = pool.state;
      const { changes } = update([0]);
      assert.deepEqual(changes["pool.reserve_lamports"], [reserveLamports, reserveLamports - RENT]);
      assert.deepEqual(changes["pool.staked_lamports"], [stakedLamports, stakedLamports + RENT]);
      assert.deepEqual(changes["validators.[0].transient_lamports"], [198n * SOL + RENT, 2n * RENT]);
      assert.deepEqual(changes["transient 0.lamports"], [198n * SOL + RENT, 2n * RENT]);
      assert.deepEqual(changes["validators.[0].transient_status"], [2n, 1n]);
    });

    it("leaves it as it is where the reserve has not that much, and joins it once it has", () => {
      context.chain.setRent(context.chain.lamportsPerByte * 2n);
      const lacks = RENT - 1n;
      pool.injectPool("reserve_lamports", lacks);
      context.chain.setLamports(pool.pdas.reserve, context.chain.rentFor(0n) + lacks);
      update();
      assert.equal(pool.record(0).transientStatus, StakeStatus.Delegated);
      assert.equal(pool.state.reserveLamports, lacks);
      pool.injectPool("reserve_lamports", RENT);
      context.chain.setLamports(pool.pdas.reserve, context.chain.rentFor(0n) + RENT);
      update([0]);
      assert.equal(pool.record(0).transientStatus, StakeStatus.Idle);
      assert.equal(pool.state.reserveLamports, 0n);
    });

    it("takes what a fallen rent sets free back to the reserve, out of both accounts", () => {
      context.chain.setRent(context.chain.lamportsPerByte / 2n);
      const { changes, event } = update([0]);
      assert.equal(event.data.withdrawn, RENT);
      assert.deepEqual([event.data.other, event.data.loss], [0n, 0n], "it was in the books");
      assert.deepEqual(changes["validators.[0].stake_lamports"], [198n * SOL - RENT, 396n * SOL - RENT - RENT / 2n]);
      assert.deepEqual(changes["validators.[0].transient_lamports"], [198n * SOL + RENT, RENT / 2n]);
    });

    it("leaves it where the validator stake account is cooling down", () => {
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
      pool.toMovingPart().deactivate(1);
      context.chain.passEpochs(1);
    });

    /** Says that so much of the cluster's stake was effective in the epoch of the deactivation. */
    function clusterOf(effective: bigint) {
      const epoch = context.chain.epoch - 1n;
      const entry = { effective, activating: 0n, deactivating: WHOLE_1 };
      context.chain.setStakeHistory(new Map(context.chain.stakeHistory).set(epoch, entry));
    }

    it("takes a part back where the cluster lets only a part cool down, but for a lamport", () => {
      clusterOf(200n * SOL); // 9 % of it cool down in an epoch: 18 SOL.
      const free = 18n * SOL - 1n;
      const { changes, event } = update([1]);
      assert.equal(event.data.withdrawn, free);
      assert.deepEqual(changes["pool.reserve_lamports"], [3n * SOL, 3n * SOL + free]);
      assert.deepEqual(changes["pool.cooling_lamports"], [WHOLE_1, WHOLE_1 - free]);
      assert.deepEqual(changes["validators.[1].cooling_lamports"], [WHOLE_1, WHOLE_1 - free]);
      assert.deepEqual(changes["stake 1.lamports"], [99n * SOL - RENT, 99n * SOL - RENT - free]);
      assert.equal(pool.record(1).stakeStatus, StakeStatus.Deactivating);
      assert.deepEqual(update([1]).changes, {}, "nothing more in this epoch");
      context.done(pool.updateValidatorsInstruction([0, 2]));
      context.done(pool.updatePoolInstruction());
      context.chain.passEpochs(1);
      // The rest, the lamport too.
      assert.equal(update([1]).event.data.withdrawn, WHOLE_1 - free);
      assert.deepEqual([pool.record(1).stakeStatus, pool.state.coolingLamports], [StakeStatus.Idle, 0n]);
    });

    it("leaves it alone where the stake history has a gap: nothing can be said", () => {
      const complete = context.chain.stakeHistory;
      const gap = new Map(complete);
      gap.delete(context.chain.epoch - 1n);
      context.chain.setStakeHistory(gap);
      const { event, changes } = update([1]);
      assert.deepEqual([event.data.withdrawn, event.data.loss, event.data.measured], [0n, 0n, 1]);
      assert.equal(changes["stake 1.lamports"], undefined);
      assert.equal(pool.record(1).stakeStatus, StakeStatus.Deactivating);
      // Nobody can count on it: it is all stuck, with its rents, and others give what waits for it.
      assert.deepEqual([pool.state.coolingLamports, pool.state.stuckLamports], [0n, WHOLE_1 + 2n * RENT]);
      context.chain.setStakeHistory(complete);
      assert.equal(update([1]).event.data.withdrawn, WHOLE_1);
      assert.deepEqual([pool.state.coolingLamports, pool.state.stuckLamports], [0n, 0n]);
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

    it("refuses none at all", () => refuses((keys) => keys.splice(NAMED), "WrongAccountCount"));
    it("refuses one too few", () => refuses((keys) => keys.pop(), "WrongAccountCount"));
    it("refuses one too many", () => refuses((keys) => keys.push(meta()), "WrongAccountCount"));
    it("refuses them in another order", () => {
      refuses((keys) => keys.push(...keys.splice(NAMED, 1)), "WrongStakeAccount");
    });
    it("refuses another account", () => refuses((keys) => keys.splice(NAMED, 1, meta()), "WrongStakeAccount"));
    it("refuses a validator's own address as the stake account of another", () => {
      refuses((keys) => keys.splice(NAMED + 1, 1, meta(pool.stake(0))), "WrongStakeAccount");
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
      refuses((keys) => keys.splice(NAMED + 1, 1, meta(pool.transient(1))), "WrongTransientAccount", [0]);
    });
    it("refuses an index outside the list", () => {
      const instruction = pool.updateValidatorsInstruction([0]);
      instruction.data.set([3, 0, 0, 0], 12);
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

  describe("when it cannot read a stake account", () => {
    const spoil = (address: PublicKey) => {
      const account = context.chain.account(address) ?? assert.fail();
      account.data.writeUInt32LE(9, 0); // No state that the stake program knows.
      context.chain.setAccount(address, account);
    };

    it("measures it by its lamports, leaves it alone and goes on", () => {
      context.chain.passEpochs(1);
      context.chain.donate(pool.stake(0), 5n);
      reward(1, SOL);
      spoil(pool.stake(0));
      const { event, changes } = update();
      assert.deepEqual([event.data.earned, event.data.other, event.data.withdrawn], [SOL, 5n, 0n]);
      assert.equal(changes["stake 0.lamports"], undefined);
      assert.equal(pool.record(0).stakeStatus, StakeStatus.Delegated);
      assert.equal(pool.record(0).stakeLamports, 198n * SOL - RENT + 5n);
      assert.equal(context.done(pool.updatePoolInstruction()).event.data.gain, SOL + 5n);
    });

    it("does the same with an account that is larger than a stake account", () => {
      context.chain.passEpochs(1);
      const account = context.chain.account(pool.stake(0)) ?? assert.fail();
      const data = Buffer.concat([account.data, Buffer.alloc(8)]);
      context.chain.setAccount(pool.stake(0), { ...account, data, lamports: account.lamports + 5 });
      const { event, changes } = update([0]);
      assert.deepEqual([event.data.other, event.data.withdrawn], [5n, 0n]);
      assert.equal(changes["stake 0.lamports"], undefined);
    });

    it("counts what it lost, though nobody can say what it is", () => {
      context.chain.passEpochs(1);
      spoil(pool.stake(0));
      context.chain.setLamports(pool.stake(0), 100n * SOL);
      assert.equal(update([0]).event.data.loss, 98n * SOL - RENT);
    });
  });
});
