import assert from "node:assert/strict";
import { type PublicKey, StakeProgram, SystemProgram } from "@solana/web3.js";
import { instructions, markAddress } from "@truestake/sdk";
import {
  fixture,
  LIMITS,
  STAKE_RENT as RENT,
  rentOf,
  SOL,
  type TestContext,
  type TestPool,
  type User,
} from "../common";
import { stakedPool } from "./fixture";

const MARK_RENT = rentOf(112n);

/** 300 SOL, 198 of them with validator 0; validator 1 is drained, its accounts at rest; validator 2 never had stake. */
const staked = stakedPool();
const given = fixture(() => {
  const { context, pool, user } = staked();
  pool.setScore(1, 0);
  pool.emergency(1);
  pool.nextEpoch();
  return { context, pool, user };
});

describe("remove_validator", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  const refuses = (index: number, error: string) => context.refused(pool.removeValidatorInstruction(index), [], error);

  describe("when the validator is drained", () => {
    it("takes it off the list; rents go back, and the last one takes its index", () => {
      const [first, vote, last] = pool.votes as [PublicKey, PublicKey, PublicKey];
      const manager = context.chain.balance(pool.roles.manager.publicKey);
      const reserve = context.chain.balance(pool.pdas.reserve);
      const before = pool.state;
      const moved = pool.record(2);
      const removal = pool.removeValidatorInstruction(1);
      context.name(pool.mark(vote), "mark of 1");
      context.name(pool.mark(last), "mark of 2");
      const { changes, event } = context.done(removal);
      const fields = Object.keys(changes).filter((name) => !name.startsWith("validators.["));
      assert.deepEqual(Object.fromEntries(fields.map((name) => [name, changes[name]])), {
        "pool.reserve_lamports": [before.reserveLamports, before.reserveLamports + 2n * RENT],
        "pool.staked_lamports": [before.stakedLamports, before.stakedLamports - 2n * RENT],
        "pool.validator_count": [3n, 2n],
        "pool.intake_lamports": [2n * RENT, 0n],
        "pool.stake_account_count": [4n, 2n],
        "validators.count": [3n, 2n],
        "validators.updated_count": [3n, 2n],
        "reserve.lamports": [reserve, reserve + 2n * RENT],
        "manager.lamports": [manager, manager + MARK_RENT],
        "mark of 1": ["ValidatorMark", undefined],
        "mark of 1.lamports": [MARK_RENT, 0n],
        "mark of 2.index": [2n, 1n],
        "stake 1": [changes["stake 1"]?.[0], undefined],
        "stake 1.lamports": [RENT, 0n],
        "transient 1": [changes["transient 1"]?.[0], undefined],
        "transient 1.lamports": [RENT, 0n],
      });
      assert.deepEqual(pool.votes, [first, last]);
      assert.deepEqual(pool.record(1), { ...moved, index: 1 });
      const account = context.chain.account(pool.pdas.validators) ?? assert.fail();
      assert(
        account.data.subarray(128 + 2 * 192).every((byte) => byte === 0),
        "the last place is empty",
      );
      const books = { total: 300n * SOL, supply: 300n * SOL };
      assert.deepEqual(event, {
        name: "ValidatorRemoved",
        data: {
          pool: pool.pdas.pool.toBase58(),
          vote: vote.toBase58(),
          index: 1,
          moved_vote: last.toBase58(),
          lamports: 2n * RENT,
          before: books,
          after: books,
        },
      });
    });

    it("takes the last one off the list, and moves nothing", () => {
      const votes = pool.votes.slice(0, 2);
      const { event, changes } = pool.removeValidator(2);
      assert.equal(event.data.moved_vote, SystemProgram.programId.toBase58());
      assert.equal(event.data.lamports, 0n, "it never had an account");
      assert.equal(changes["pool.reserve_lamports"], undefined);
      assert.deepEqual(pool.votes, votes);
    });

    it("takes all off the list, one after another", () => {
      pool.setScore(0, 0);
      pool.emergency(0);
      pool.nextEpoch();
      for (let left = 3; left > 0; left--) pool.removeValidator(0);
      assert.equal(pool.list.count, 0);
      assert.equal(pool.list.totalScore, 0n);
      const { event } = pool.nextEpoch();
      assert.deepEqual(event.data.after, { total: 300n * SOL, supply: 300n * SOL });
      assert.equal(pool.state.stakedLamports, 0n);
    });

    it("lets the next epoch's update go on with those that are left", () => {
      pool.removeValidator(1);
      context.chain.passEpochs(1);
      context.refused(pool.updatePoolInstruction(), [], "ValidatorsOutOfDate");
      const earned = context.chain.payRewards([{ vote: pool.vote(0), partsPerMillion: 1_000n }]);
      const { event } = pool.update();
      assert.equal(event.data.gain, earned);
    });

    it("keeps the count of the epoch right, before, between and after the others' measurement", () => {
      context.chain.passEpochs(1);
      const state = context.chain.snapshot();
      for (const measured of [[], [0], [1], [2], [0, 1], [1, 2], [0, 2], [0, 1, 2]]) {
        context.chain.rewind(state);
        if (measured.length > 0) context.done(pool.updateValidatorsInstruction(measured));
        pool.removeValidator(1);
        const { epoch } = context.chain;
        // Index 1 is the former 2 now.
        const missing = [0, 1].filter((index) => pool.record(index).earning.epoch !== epoch);
        assert.equal(pool.list.isMeasured(epoch), missing.length === 0, `${measured}`);
        for (const index of missing) {
          context.refused(pool.updatePoolInstruction(), [], "ValidatorsOutOfDate");
          context.done(pool.updateValidatorsInstruction([index]));
        }
        context.done(pool.updatePoolInstruction());
      }
    });

    it("is measured no more, and cannot be measured twice by its mover's index", () => {
      context.chain.passEpochs(1);
      context.done(pool.updateValidatorsInstruction([2]));
      pool.removeValidator(1); // 2 is 1 now, and measured.
      const { changes } = context.done(pool.updateValidatorsInstruction([1]));
      assert.equal(changes["validators.updated_count"], undefined);
      context.refused(pool.updatePoolInstruction(), [], "ValidatorsOutOfDate");
    });

    it("takes lamports that somebody sent to its addresses to the reserve, as a gain", () => {
      for (const address of [pool.stake(1), pool.transient(1), pool.stake(2), pool.transient(2)]) {
        context.chain.donate(address, SOL);
      }
      pool.removeValidator(2);
      pool.removeValidator(1);
      assert.equal(pool.reserve, pool.state.reserveLamports + 4n * SOL);
      assert.equal(pool.nextEpoch().event.data.gain, 4n * SOL);
    });

    it("leaves a stake account alone that is at its address and not under the pool's authority", () => {
      const ruin = {
        lamports: Number(RENT),
        data: Buffer.alloc(200),
        owner: StakeProgram.programId,
        executable: false,
      };
      const address = pool.stake(2);
      context.chain.setAccount(address, ruin);
      pool.removeValidator(2);
      assert.equal(context.chain.balance(address), RENT);
    });

    it("can be listed again, and is as new", () => {
      const vote = pool.vote(1);
      pool.removeValidator(1);
      const index = pool.addValidator(100, vote);
      assert.equal(index, 2);
      pool.deposit(user, 200n * SOL);
      pool.delegate(index);
      pool.nextEpoch();
      pool.setScore(index, 0);
      pool.emergency(index);
      pool.nextEpoch();
      pool.removeValidator(index);
    });

    it("pays nobody for its place when it is listed again", () => {
      const vote = pool.vote(1);
      pool.removeValidator(1);
      const before = context.chain.balance(pool.roles.manager.publicKey);
      pool.addValidator(0, vote);
      assert.equal(context.chain.balance(pool.roles.manager.publicKey), before - MARK_RENT);
    });

    it("leaves its room in the list to the next ones", () => {
      const bytes = () => context.chain.account(pool.pdas.validators)?.data.length;
      const before = bytes();
      for (const index of [2, 1]) pool.removeValidator(index);
      pool.addValidator(0);
      assert.equal(bytes(), before);
    });

    it("works when the vote account is closed", () => {
      context.chain.setLamports(pool.vote(1), 0n);
      pool.removeValidator(1);
    });

    it("is open to anybody in any epoch and while the pool is paused", () => {
      context.chain.passEpochs(2);
      pool.pause();
      pool.removeValidator(1);
      pool.update();
    });

    it("refuses while rewards are being paid out", () => {
      context.chain.setRewardsActive(true);
      refuses(1, "EpochRewardsActive");
    });
  });

  describe("when the validator is not drained", () => {
    it("refuses one with a score, the least too", () => {
      refuses(0, "ValidatorStillScored");
      pool.setScore(1, 1);
      refuses(1, "ValidatorStillScored");
      pool.setScore(1, LIMITS.score);
      refuses(1, "ValidatorStillScored");
    });

    it("refuses one that its manager keeps", () => {
      pool.setScores({ index: 1, keep: true });
      refuses(1, "ValidatorKept");
      pool.setScores({ index: 1, keep: false });
      pool.removeValidator(1);
    });

    it("refuses one with active stake", () => {
      pool.setScore(0, 0);
      refuses(0, "ValidatorNotDrained");
    });

    it("refuses one with stake that cools down, until the update has taken it back", () => {
      pool.setScore(0, 0);
      pool.emergency(0);
      refuses(0, "ValidatorNotDrained");
      context.chain.passEpochs(1);
      refuses(0, "ValidatorNotDrained");
      pool.updateValidators(true);
      refuses(0, "ValidatorNotDrained");
      pool.updateValidators();
      pool.removeValidator(0);
    });

    it("refuses one whose transient account has stake", () => {
      pool.setScore(0, 100);
      pool.order(user, 50n * SOL); // The reserve has 102 SOL; so nothing cools down for it.
      pool.deposit(user, 100n * SOL);
      pool.delegate(0);
      pool.setScore(0, 0);
      refuses(0, "ValidatorNotDrained");
    });

    it("refuses one that a user has emptied, until an update has seen it", () => {
      pool.setScore(0, 0);
      const stake = context.chain.stakeAccount(pool.stake(0))?.delegation?.stake ?? assert.fail();
      // The idle rate is 10 bps before anything was earned: 198.19 tokens take all of 197.995 SOL.
      const net = (tokens: bigint) => tokens - (tokens + 999n) / 1_000n;
      let tokens = (stake * 1_000n) / 999n;
      while (net(tokens) < stake) tokens += 1n;
      assert.equal(net(tokens), stake);
      pool.withdrawStake(user, 0, tokens);
      refuses(0, "ValidatorNotDrained");
      pool.updateValidators();
      pool.removeValidator(0);
    });
  });

  describe("when it is not the transaction's last instruction", () => {
    const nothing = () =>
      SystemProgram.transfer({ fromPubkey: context.payer.publicKey, toPubkey: context.payer.publicKey, lamports: 1 });

    it("refuses with anything behind it", () => {
      context.refused([pool.removeValidatorInstruction(1), nothing()], [], "NotLastInstruction");
    });

    it("refuses two in a transaction", () => {
      const two = [pool.removeValidatorInstruction(2), pool.removeValidatorInstruction(1)];
      context.refused(two, [], "NotLastInstruction");
    });

    it("works with anything before it", () => {
      context.done([nothing(), nothing(), pool.removeValidatorInstruction(1)]);
    });

    it("refuses a forged instructions sysvar", () => {
      const instruction = pool.removeValidatorInstruction(1);
      const at = instruction.keys.findIndex(({ pubkey }) => pubkey.toBase58().startsWith("Sysvar1nstructions"));
      const key = instruction.keys[at] ?? assert.fail();
      instruction.keys[at] = { ...key, pubkey: user.address };
      context.refused(instruction, [], "WrongSysvar");
    });
  });

  describe("when the validator is not what it seems", () => {
    const swapped = (from: PublicKey, to: PublicKey, error: string) => {
      const instruction = pool.removeValidatorInstruction(1);
      for (const key of instruction.keys) if (key.pubkey.equals(from)) key.pubkey = to;
      context.refused(instruction, [], error);
    };

    it("refuses another validator's mark, and another vote account", () => {
      const [first, second] = pool.votes as [PublicKey, PublicKey];
      swapped(pool.mark(second), pool.mark(first), "WrongMark");
      swapped(second, first, "WrongMark");
    });

    it("refuses a mark that leads to another place, or to none: it could only be a bug", () => {
      const mark = pool.mark(pool.vote(1));
      const instruction = pool.removeValidatorInstruction(1);
      for (const index of [0n, 3n, 2n ** 32n - 1n]) {
        pool.inject(mark, "ValidatorMark", "index", index);
        context.refused(instruction, [], "ValidatorNotFound");
      }
    });

    it("refuses a mark that is not the last validator's, and moves nothing", () => {
      const [first, , third] = pool.votes as [PublicKey, PublicKey, PublicKey];
      swapped(pool.mark(third), pool.mark(first), "WrongMark");
      const other = context.createTestPool();
      other.addValidator(1, third);
      swapped(pool.mark(third), other.mark(third), "WrongMark");
    });

    it("refuses one that is not listed", () => {
      const vote = context.chain.createVoteAccount();
      const lastVote = pool.vote(2);
      const rentPayer = pool.roles.manager.publicKey;
      const remove = instructions.removeValidator({ pool: pool.deployment, validator: { vote }, rentPayer, lastVote });
      context.refused(remove, [], "AccountOwnedByWrongProgram");
      assert.equal(context.chain.account(markAddress(pool.pdas, vote)), null);
    });

    it("refuses it a second time", () => {
      const again = pool.removeValidatorInstruction(1);
      pool.removeValidator(1);
      context.refused(again, [], "AccountOwnedByWrongProgram");
    });

    it("refuses other stake accounts of the pool", () => {
      swapped(pool.stake(1), pool.stake(0), "WrongStakeAccount");
      swapped(pool.transient(1), pool.transient(0), "WrongTransientAccount");
    });

    it("refuses to give the mark's rent to anybody but who paid it, the manager of now too", () => {
      swapped(pool.roles.manager.publicKey, user.address, "WrongMark");
      const payer = context.keypair("payer");
      const vote = context.chain.createVoteAccount();
      const { manager } = pool.roles;
      context.done(pool.addValidatorInstruction(vote, 0, undefined, { payer: payer.publicKey }), [manager, payer]);
      const instruction = pool.removeValidatorInstruction(3);
      const wrong = { ...instruction, keys: instruction.keys.map((key) => ({ ...key })) };
      for (const key of wrong.keys) if (key.pubkey.equals(payer.publicKey)) key.pubkey = manager.publicKey;
      context.refused(wrong, [], "WrongMark");
      const { changes } = context.done(instruction);
      const [before, after] = changes["payer.lamports"] as [bigint, bigint];
      assert.equal(after - before, MARK_RENT);
    });
  });
});
