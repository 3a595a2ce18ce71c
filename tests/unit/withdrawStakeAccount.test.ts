import assert from "node:assert/strict";
import { Keypair, type PublicKey, StakeProgram } from "@solana/web3.js";
import { NEVER } from "@truestake/localchain";
import { instructions, StakeStatus } from "@truestake/sdk";
import { fixture, SOL, type TestContext, type TestPool, U64_MAX, type User } from "../common";
import { stakedPool } from "./fixture";

const RENT = 2_282_880n;
const WHOLE_0 = 198n * SOL - 2n * RENT;
const WHOLE_1 = 99n * SOL - 2n * RENT;

/** A price of 1 without a withdrawal fee: 300 SOL, 198 with validator 0, 99 with validator 1, both active, 3 in the reserve. */
const given = stakedPool({ withdrawalFee: 0 });

/** The same with the fee of 0.1 %, at a price of 1.1: 330 SOL for 300 tokens. */
const charging = stakedPool({ rewardFee: 0 });
const priced = fixture(() => {
  const { context, pool, user } = charging();
  context.chain.donate(pool.pdas.reserve, 30n * SOL);
  pool.nextEpoch();
  pool.nextEpoch();
  return { context, pool, user };
});

describe("withdraw_stake_account", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  const refuses = (tokens: bigint, error: string, { index = 0, minimum = 0n } = {}) => {
    const account = Keypair.generate();
    const instruction = pool.withdrawStakeInstruction(user, index, tokens, account.publicKey, minimum);
    context.refused(instruction, [user.keypair, account], error);
  };

  describe("when a part of the validator's stake is asked for", () => {
    it("gives 10.989 SOL of stake for 10 tokens at 1.1, a tenth of a per cent less", () => {
      ({ context, pool, user } = priced());
      const lamports = 10_989_000_000n;
      const { stakedLamports } = pool.state;
      const { stakeLamports } = pool.record(0);
      const before = context.chain.balance(user.address);
      const tokens = pool.tokensOf(user.tokens);
      const { changes, event, stake } = pool.withdrawStake(user, 0, 10n * SOL);
      assert.deepEqual(changes, {
        "user.lamports": [before, before - RENT],
        "pool.supply": [300n * SOL, 290n * SOL],
        "pool.fee_credit": [0n, 11_000_000n],
        "pool.pending_gain": [0n, 11_000_000n],
        "pool.staked_lamports": [stakedLamports, stakedLamports - lamports],
        "mint.supply": [300n * SOL, 290n * SOL],
        "user's tokens.tokens": [tokens, tokens - 10n * SOL],
        "validators.[0].stake_lamports": [stakeLamports, stakeLamports - lamports],
        "stake 0.lamports": [stakeLamports, stakeLamports - lamports],
        "stake 0.stake": [stakeLamports - RENT, stakeLamports - RENT - lamports],
        "new stake": [undefined, "delegated"],
        "new stake.lamports": [0n, lamports + RENT],
      });
      assert.deepEqual(event, {
        name: "StakeAccountWithdrawn",
        data: {
          pool: pool.pdas.pool.toBase58(),
          owner: user.address.toBase58(),
          stake: stake.toBase58(),
          vote: pool.vote(0).toBase58(),
          tokens: 10n * SOL,
          lamports,
          fee: 11_000_000n,
          before: { total: 330n * SOL, supply: 300n * SOL },
          after: { total: 319n * SOL, supply: 290n * SOL },
        },
      });
    });

    it("makes an account that is the user's alone, active with the validator, without a lockup", () => {
      const { stake } = pool.withdrawStake(user, 0, 10n * SOL);
      const { staker, withdrawer, delegation } = context.chain.stakeAccount(stake) ?? assert.fail();
      assert(staker.equals(user.address) && withdrawer.equals(user.address));
      assert(delegation?.vote.equals(pool.vote(0)));
      assert.equal(delegation?.stake, 10n * SOL);
      assert.equal(delegation?.deactivationEpoch, NEVER);
      assert.equal(context.chain.account(stake)?.data.subarray(76, 124).equals(Buffer.alloc(48)), true, "no lockup");
    });

    it("lets the user deactivate and withdraw it without anybody", () => {
      const { stake } = pool.withdrawStake(user, 0, 10n * SOL);
      const authorizedPubkey = user.address;
      context.done(StakeProgram.deactivate({ stakePubkey: stake, authorizedPubkey }).instructions, [user.keypair]);
      context.chain.passEpochs(1);
      const before = context.chain.balance(user.address);
      const lamports = Number(10n * SOL + RENT);
      context.done(
        StakeProgram.withdraw({ stakePubkey: stake, authorizedPubkey, toPubkey: user.address, lamports }).instructions,
        [user.keypair],
      );
      assert.equal(context.chain.balance(user.address), before + 10n * SOL + RENT);
      assert.equal(context.chain.balance(stake), 0n);
    });

    it("lets the user deposit it again", () => {
      const { stake } = pool.withdrawStake(user, 0, 10n * SOL);
      pool.depositStake(user, stake, 0);
    });

    it("floors the worth and ceils the fee; the price does not fall", () => {
      ({ context, pool, user } = priced());
      const before = pool.books;
      const { event } = pool.withdrawStake(user, 0, 10n * SOL + 7n);
      // 11,000,000,007.7; a tenth of a per cent of 11,000,000,007 is 11,000,000.007.
      assert.equal(event.data.lamports, 11_000_000_007n - 11_000_001n);
      assert.equal(event.data.fee, 11_000_001n);
      const after = pool.books;
      assert(after.total * before.supply >= before.total * after.supply);
    });

    it("leaves at least the minimum delegation behind", () => {
      refuses(WHOLE_0 - SOL + 1n, "NotEnoughStake");
      pool.withdrawStake(user, 0, WHOLE_0 - SOL);
      assert.equal(context.chain.stakeAccount(pool.stake(0))?.delegation?.stake, SOL);
      pool.nextEpoch();
    });

    it("takes lamports at the new address for the user's own", () => {
      const account = Keypair.generate();
      context.chain.donate(account.publicKey, 5n * SOL);
      const instruction = pool.withdrawStakeInstruction(user, 0, 10n * SOL, account.publicKey);
      context.done(instruction, [user.keypair, account]);
      assert.equal(context.chain.balance(account.publicKey), 15n * SOL + RENT);
      assert.equal(context.chain.stakeAccount(account.publicKey)?.delegation?.stake, 10n * SOL);
    });
  });

  describe("when all of the validator's stake is asked for", () => {
    it("moves it, and the pool's account stays with its rent", () => {
      const { changes, stake } = pool.withdrawStake(user, 1, WHOLE_1);
      assert.deepEqual(changes["stake 1.kind"], ["delegated", "initialized"]);
      assert.deepEqual(changes["stake 1.lamports"], [WHOLE_1 + RENT, RENT]);
      assert.deepEqual(changes["validators.[1].stake_lamports"], [WHOLE_1 + RENT, RENT]);
      const { staker, withdrawer, delegation } = context.chain.stakeAccount(stake) ?? assert.fail();
      assert(staker.equals(user.address) && withdrawer.equals(user.address));
      assert.equal(delegation?.stake, WHOLE_1);
      assert.equal(context.chain.balance(stake), WHOLE_1 + RENT);
    });

    it("leaves a validator that is updated, filled again and drained as any other", () => {
      pool.withdrawStake(user, 1, WHOLE_1);
      pool.nextEpoch();
      assert.equal(pool.record(1).stakeStatus, StakeStatus.Idle);
      pool.deposit(user, 100n * SOL);
      pool.delegate(1);
      pool.nextEpoch();
      assert.equal(pool.record(1).stakeStatus, StakeStatus.Delegated);
      pool.setScore(1, 0);
      pool.emergency(1);
      pool.nextEpoch();
      pool.removeValidator(1);
    });

    it("can be delegated to again in the same epoch", () => {
      pool.withdrawStake(user, 1, WHOLE_1);
      pool.deposit(user, 50n * SOL);
      pool.delegate(1);
      pool.nextEpoch();
    });

    it("refuses a lamport more", () => refuses(WHOLE_1 + 1n, "NotEnoughStake", { index: 1 }));
    it("refuses a lamport less, which nothing could hold", () => {
      refuses(WHOLE_1 - 1n, "NotEnoughStake", { index: 1 });
    });
  });

  describe("when the canonical account cannot give it", () => {
    it("takes it from the transient one, which is still activating", () => {
      pool.deposit(user, 600n * SOL);
      pool.delegate(1); // About 200 SOL.
      const { transientLamports } = pool.record(1);
      const { changes, stake } = pool.withdrawStake(user, 1, 150n * SOL);
      assert.deepEqual(changes["validators.[1].transient_lamports"], [
        transientLamports,
        transientLamports - 150n * SOL,
      ]);
      assert.equal(changes["validators.[1].stake_lamports"], undefined);
      const { delegation } = context.chain.stakeAccount(stake) ?? assert.fail();
      assert.equal(delegation?.activationEpoch, context.chain.epoch);
      pool.nextEpoch();
      assert.equal(pool.record(1).transientStatus, StakeStatus.Idle);
    });

    it("takes it from the transient one, all of it, when only that is active and was measured alone", () => {
      pool.deposit(user, 600n * SOL);
      pool.delegate(1);
      const stake = context.chain.stakeAccount(pool.transient(1))?.delegation?.stake ?? assert.fail();
      context.chain.passEpochs(1);
      pool.updateValidators(true);
      context.done(pool.updatePoolInstruction());
      const { changes } = pool.withdrawStake(user, 1, stake);
      assert.deepEqual(changes["transient 1.kind"], ["delegated", "initialized"]);
      pool.updateValidators();
      assert.equal(pool.record(1).transientStatus, StakeStatus.Idle);
      assert.equal(pool.record(1).transientLamports, RENT);
      pool.nextEpoch();
    });

    it("refuses all of a transient account that is still activating: it cannot be moved", () => {
      pool.deposit(user, 600n * SOL);
      pool.delegate(1);
      const stake = context.chain.stakeAccount(pool.transient(1))?.delegation?.stake ?? assert.fail();
      refuses(stake, "NotEnoughStake", { index: 1 });
    });
  });

  describe("when stake is cooling down", () => {
    beforeEach(() => {
      pool.setScore(1, 0);
      pool.emergency(1);
    });

    it("leaves it to the tickets while there is enough else", () => {
      refuses(10n * SOL, "NotEnoughStake", { index: 1 });
      pool.withdrawStake(user, 0, 10n * SOL);
    });

    it("[bug-spl-cycling] gives it when there is not enough else: nobody is locked in", () => {
      pool.setScore(0, 0);
      pool.emergency(0);
      const { coolingLamports } = pool.state;
      const cooling = pool.record(1).coolingLamports;
      const { changes, stake } = pool.withdrawStake(user, 1, 10n * SOL);
      assert.deepEqual(changes["pool.cooling_lamports"], [coolingLamports, coolingLamports - 10n * SOL]);
      assert.deepEqual(changes["validators.[1].cooling_lamports"], [cooling, cooling - 10n * SOL]);
      const { delegation } = context.chain.stakeAccount(stake) ?? assert.fail();
      assert.equal(delegation?.deactivationEpoch, context.chain.epoch);
      pool.nextEpoch();
      assert.equal(pool.state.coolingLamports, 0n);
    });

    it("gives it when an amount is asked for that nothing else holds", () => {
      pool.withdrawStake(user, 0, WHOLE_0 - 6n * SOL); // 6 SOL and rents are all that stays delegated.
      refuses(5n * SOL, "NotEnoughStake", { index: 1 });
      pool.withdrawStake(user, 1, 6n * SOL);
    });

    it("leaves it to the reserve once it has cooled down", () => {
      pool.setScore(0, 0);
      pool.emergency(0);
      context.chain.passEpochs(1);
      pool.updateValidators(true); // Measured, and not taken back yet.
      context.done(pool.updatePoolInstruction());
      refuses(10n * SOL, "NotEnoughStake", { index: 1 });
    });

    it("refuses all of it, which can neither be moved nor split off", () => {
      pool.setScore(0, 0);
      pool.emergency(0);
      refuses(WHOLE_1, "NotEnoughStake", { index: 1 });
      pool.withdrawStake(user, 1, WHOLE_1 - SOL);
    });
  });

  describe("when the amount is bad", () => {
    it("refuses 0", () => refuses(0n, "ZeroAmount"));
    it("[P-09] refuses 1 with a fee, for which nothing would be left", () => {
      ({ context, pool, user } = priced());
      refuses(1n, "ZeroResult");
    });
    it("refuses 1, and all below the minimum delegation", () => {
      refuses(1n, "BelowMinimumDelegation");
      refuses(SOL - 1n, "BelowMinimumDelegation");
      pool.withdrawStake(user, 0, SOL);
    });
    it("refuses u64::MAX, and one more than the owner has", () => {
      refuses(U64_MAX, "InsufficientTokens");
      refuses(pool.tokensOf(user.tokens) + 1n, "InsufficientTokens");
    });
    it("refuses more than the validator has", () => refuses(200n * SOL, "NotEnoughStake"));
    it("refuses a validator without stake", () => refuses(SOL, "NotEnoughStake", { index: 2 }));
  });

  describe("when the owner asks for a minimum", () => {
    it("gives stake when exactly that is received", () => {
      const account = Keypair.generate();
      const instruction = pool.withdrawStakeInstruction(user, 0, 10n * SOL, account.publicKey, 10n * SOL);
      context.done(instruction, [user.keypair, account]);
    });
    it("refuses when it is one lamport more", () =>
      refuses(10n * SOL, "SlippageExceeded", { minimum: 10n * SOL + 1n }));
  });

  describe("when the price is not to be had", () => {
    it("refuses in the epoch after the last update, and gives stake after the next", () => {
      context.chain.passEpochs(1);
      refuses(SOL, "PoolOutOfDate");
      pool.update();
      pool.withdrawStake(user, 0, SOL);
    });
    it("refuses while rewards are being paid out", () => {
      context.chain.setRewardsActive(true);
      refuses(SOL, "EpochRewardsActive");
    });
    it("is open while the pool is paused, and while the mint has issued too much", () => {
      pool.pause();
      pool.injectSupply(pool.supply + 1n);
      pool.withdrawStake(user, 0, SOL);
    });
  });

  describe("when the validator is not what it seems", () => {
    const withdraw = (index: number, vote: PublicKey, newStake: PublicKey) =>
      instructions.withdrawStakeAccount({
        pool: pool.addresses,
        owner: user.address,
        source: user.tokens,
        validator: { index, vote },
        newStake,
        tokens: SOL,
        minimumLamportsOut: 0n,
      });

    it("refuses another index, one outside the list, and a vote account that is not listed", () => {
      const account = Keypair.generate();
      const signers = [user.keypair, account];
      for (const index of [1, 3, 2 ** 32 - 1]) {
        context.refused(withdraw(index, pool.vote(0), account.publicKey), signers, "ValidatorNotFound");
      }
      const vote = context.chain.createVoteAccount();
      context.refused(withdraw(0, vote, account.publicKey), signers, "ValidatorNotFound");
    });

    it("gives stake when the vote account is closed", () => {
      context.chain.setLamports(pool.vote(0), 0n);
      pool.withdrawStake(user, 0, SOL);
    });
  });

  describe("when an account is wrong", () => {
    const swapped = (from: PublicKey, to: PublicKey, error: string) => {
      const account = Keypair.generate();
      const instruction = pool.withdrawStakeInstruction(user, 0, SOL, account.publicKey);
      for (const key of instruction.keys) if (key.pubkey.equals(from)) key.pubkey = to;
      context.refused(instruction, [user.keypair, account], error);
    };
    it("refuses another stake account of the pool", () => swapped(pool.stake(0), pool.stake(1), "WrongStakeAccount"));
    it("does not look at the transient account when the canonical one gives", () => {
      const account = Keypair.generate();
      const instruction = pool.withdrawStakeInstruction(user, 0, SOL, account.publicKey);
      for (const key of instruction.keys) if (key.pubkey.equals(pool.transient(0))) key.pubkey = pool.transient(1);
      context.done(instruction, [user.keypair, account]);
    });
    it("refuses to make a stake account of the owner's wallet", () => {
      context.refused(pool.withdrawStakeInstruction(user, 0, SOL, user.address), [user.keypair], "WrongStakeAccount");
    });
    it("refuses somebody else's tokens", () => swapped(user.tokens, pool.user("other").tokens, "WrongTokenOwner"));
    it("refuses tokens of another mint", () => {
      swapped(user.tokens, context.createTestPool().user("foreigner").tokens, "WrongTokenAccount");
    });

    it("refuses an address of an account that exists", () => {
      const account = Keypair.generate();
      context.done(pool.withdrawStakeInstruction(user, 0, SOL, account.publicKey), [user.keypair, account]);
      const again = pool.withdrawStakeInstruction(user, 0, SOL, account.publicKey);
      context.refused(again, [user.keypair, account], "System:AccountAlreadyInUse");
    });

    it("refuses an owner, or a new account, that has not signed", () => {
      const account = Keypair.generate();
      for (const signer of [user.keypair, account]) {
        const unsigned = pool.withdrawStakeInstruction(user, 0, SOL, account.publicKey);
        for (const key of unsigned.keys) key.isSigner &&= key.pubkey.equals(signer.publicKey);
        context.refused(unsigned, [signer], "AccountNotSigner");
      }
    });
  });
});
