// Class: stake accounts that are not what they seem, and addresses of removed validators that somebody would revive.
import assert from "node:assert/strict";
import {
  Authorized,
  Lockup,
  type PublicKey,
  StakeProgram,
  SystemProgram,
  type TransactionInstruction,
} from "@solana/web3.js";
import { SOL, type TestContext, type TestPool, type User } from "../common";
import { stakedPool, transfer } from "./helpers";

const given = stakedPool();

describe("a thief with stake accounts", () => {
  let context: TestContext;
  let pool: TestPool;
  let victim: User;
  let thief: User;

  beforeEach(() => {
    ({ context, pool, victim, thief } = given());
  });

  describe("a depositor", () => {
    const refuses = (deposited: PublicKey, error: string, index = 0) =>
      context.refused(pool.depositStakeInstruction(thief, deposited, index), [thief.keypair], error);

    it("cannot deposit the pool's own accounts", () => {
      refuses(pool.stake(0), "NotStakeOwner");
      refuses(pool.transient(0), "StakeNotActive");
    });

    it("cannot deposit another pool's account, nor with another pool's authority", () => {
      const other = context.createTestPool({ scores: [100] });
      other.deposit(other.user("other"), 50n * SOL);
      other.delegate(0);
      context.chain.passEpochs(1);
      pool.update();
      other.update();
      refuses(other.stake(0), "NotStakeOwner");
      const instruction = pool.depositStakeInstruction(thief, other.stake(0), 0);
      for (const key of instruction.keys) {
        if (key.pubkey.equals(pool.pdas.stakeAuthority)) key.pubkey = other.pdas.stakeAuthority;
      }
      context.refused(instruction, [thief.keypair], "WrongStakeAuthority");
    });

    it("cannot deposit a stranger's account by being its staker", () => {
      const stake = context.stakeAccount(thief.keypair, pool.vote(0), 10n * SOL, { withdrawer: victim.address });
      pool.nextEpoch();
      refuses(stake, "NotStakeOwner");
    });

    it("cannot deposit an account twice, in one transaction either", () => {
      const stake = context.stakeAccount(thief.keypair, pool.vote(0), 10n * SOL);
      pool.nextEpoch();
      const deposit = pool.depositStakeInstruction(thief, stake, 0);
      context.refused([deposit, deposit], [thief.keypair], "StakeNotActive");
      context.done(deposit, [thief.keypair]);
      refuses(stake, "StakeNotActive");
    });

    it("cannot keep a hand on it: the account is closed, and nothing in it can be withdrawn", () => {
      const stake = context.stakeAccount(thief.keypair, pool.vote(0), 10n * SOL);
      pool.nextEpoch();
      const after = StakeProgram.withdraw({
        stakePubkey: stake,
        authorizedPubkey: thief.address,
        toPubkey: thief.address,
        lamports: Number(context.chain.rentFor(200n)),
      }).instructions as [TransactionInstruction];
      const { error } = context.send([pool.depositStakeInstruction(thief, stake, 0), ...after], [thief.keypair]);
      assert(error !== undefined);
      pool.depositStake(thief, stake, 0);
      assert.equal(context.chain.account(stake), null);
    });

    // The guard is Lockup::is_in_force without a custodian, and that stake moves instead of an account being kept.
    it("[class-lockup] cannot leave a lockup or a custodian behind", () => {
      const lockedUntilEpoch = Number(context.chain.epoch) + 3;
      const stake = context.stakeAccount(thief.keypair, pool.vote(0), 10n * SOL, { lockedUntilEpoch });
      pool.nextEpoch();
      const deposit = pool.depositStakeInstruction(thief, stake, 0);
      context.refused(deposit, [thief.keypair], "StakeLocked");
      // The custodian's signature does not open it: it could be withdrawn again.
      const custodian = { pubkey: context.payer.publicKey, isSigner: true, isWritable: false };
      context.refused({ ...deposit, keys: [...deposit.keys, custodian] }, [thief.keypair], "StakeLocked");
      pool.nextEpoch();
      pool.nextEpoch();
      pool.depositStake(thief, stake, 0);
      const lockup = context.chain.account(pool.stake(0))?.data.subarray(76, 124) ?? assert.fail();
      assert(lockup.every((byte) => byte === 0));
    });

    it("does not buy rewards of an epoch that has not been measured", () => {
      const stake = context.stakeAccount(thief.keypair, pool.vote(0), 100n * SOL);
      pool.nextEpoch();
      context.chain.passEpochs(1);
      context.chain.payRewards([{ vote: pool.vote(0), partsPerMillion: 1_000n }]);
      refuses(stake, "PoolOutOfDate");
      pool.update();
      const before = pool.books;
      pool.depositStake(thief, stake, 0);
      const after = pool.books;
      assert(after.total * before.supply >= before.total * after.supply);
    });

    it("gains nothing by going round: in, and out again", () => {
      pool.propose({ depositFee: 0, withdrawalFee: 0 });
      const stake = context.stakeAccount(thief.keypair, pool.vote(0), 10n * SOL);
      pool.nextEpoch();
      context.chain.donate(pool.pdas.reserve, 12_345_678_901n); // A price that does not divide.
      pool.nextEpoch();
      pool.nextEpoch();
      const { event } = pool.depositStake(thief, stake, 0);
      const before = context.chain.balance(thief.address);
      const tokens = pool.tokensOf(thief.tokens);
      const out = pool.withdrawStake(thief, 0, tokens);
      const spent = before - context.chain.balance(thief.address);
      assert.equal(spent, context.chain.rentFor(200n));
      const { stake_lamports: inside, loose_lamports: loose } = event.data as Record<string, bigint>;
      assert((out.event.data.lamports as bigint) <= (inside ?? 0n) + (loose ?? 0n));
    });
  });

  describe("a holder who takes one", () => {
    it("cannot have the stake moved to an account that exists, the pool's least of all", () => {
      const mine = context.stakeAccount(thief.keypair, pool.vote(0), 0n);
      pool.deposit(thief, 50n * SOL);
      const nonce = pool.nextNonce();
      for (const address of [mine, pool.stake(1), pool.pdas.reserve]) {
        const instruction = pool.withdrawStakeInstruction(thief, 0, 10n * SOL, { nonce });
        for (const key of instruction.keys) if (key.pubkey.equals(pool.exitStake(thief, nonce))) key.pubkey = address;
        context.refused(instruction, [thief.keypair], "ConstraintSeeds");
      }
    });

    it("cannot use a nonce twice: the first stake account stays as it is", () => {
      pool.deposit(thief, 50n * SOL);
      const nonce = pool.nextNonce();
      context.done(pool.withdrawStakeInstruction(thief, 0, 10n * SOL, { nonce }), [thief.keypair]);
      const again = pool.withdrawStakeInstruction(thief, 0, 20n * SOL, { nonce });
      context.refused(again, [thief.keypair], "NonceTaken");
    });

    it("cannot jump the queue: what tickets wait for stays theirs", () => {
      pool.deposit(thief, 50n * SOL);
      pool.setScore(1, 0);
      pool.order(victim, 290n * SOL);
      pool.emergency(1);
      const instruction = pool.withdrawStakeInstruction(thief, 1, 10n * SOL);
      context.refused(instruction, [thief.keypair], "NotEnoughStake");
    });
  });

  describe("at the addresses of a removed validator", () => {
    beforeEach(() => {
      pool.setScore(1, 0);
      pool.emergency(1);
      pool.nextEpoch();
    });

    /** What makes a stake account of an address with the stake program's data, for the thief. */
    const initialize = (stakePubkey: PublicKey) =>
      StakeProgram.initialize({
        stakePubkey,
        authorized: new Authorized(thief.address, thief.address),
        lockup: Lockup.default,
      });

    it("[class-9] [bug-marinade-revive] cannot revive one in the transaction that closes it", () => {
      for (const address of [pool.stake(1), pool.transient(1)]) {
        const revival = [transfer(thief, address, SOL), initialize(address)];
        context.refused([pool.removeValidatorInstruction(1), ...revival], [thief.keypair], "NotLastInstruction");
        // What comes before it is taken away with all the rest, or fails.
        const { error } = context.send([initialize(address), pool.removeValidatorInstruction(1)]);
        assert(error !== undefined);
      }
    });

    it("[bug-spl-removal] loses what was sent there before: it is the pool's", () => {
      const [stake, transient] = [pool.stake(1), pool.transient(1)];
      const gifts = [stake, transient].map((address) => transfer(thief, address, SOL));
      context.done([...gifts, pool.removeValidatorInstruction(1)], [thief.keypair]);
      assert.equal(context.chain.account(stake), null);
      assert.equal(context.chain.account(transient), null);
      assert.equal(pool.reserve, pool.state.reserveLamports + 2n * SOL);
    });

    it("cannot make an account of one afterwards, and lamports there do no harm", () => {
      const [vote, stake, transient] = [pool.vote(1), pool.stake(1), pool.transient(1)];
      pool.removeValidator(1);
      for (const address of [stake, transient]) {
        context.done(transfer(thief, address, 2n * SOL), [thief.keypair]);
        const { error } = context.send(initialize(address), []);
        assert(error !== undefined, "the address is the system program's");
        const allocation = SystemProgram.allocate({ accountPubkey: address, space: 200 });
        for (const key of allocation.keys) key.isSigner = false;
        assert(context.send(allocation).error !== undefined);
      }
      const index = pool.addValidator(100, vote);
      pool.deposit(victim, 100n * SOL);
      pool.delegate(index);
      pool.nextEpoch();
    });

    it("cannot take the index account away from the next that is listed", () => {
      const removal = pool.removeValidatorInstruction(1);
      const vote = pool.vote(1);
      pool.removeValidator(1);
      pool.addValidator(100, vote);
      context.refused(removal, [], "ValidatorStillScored");
    });
  });
});
