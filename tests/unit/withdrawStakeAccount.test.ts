import assert from "node:assert/strict";
import { Keypair, PublicKey, StakeProgram } from "@solana/web3.js";
import { NEVER } from "@truestake/localnet";
import { instructions, StakeStatus } from "@truestake/sdk";
import {
  fixture,
  MINIMUM_DELEGATION,
  STAKE_RENT as RENT,
  SOL,
  type TestContext,
  type TestPool,
  U64_MAX,
  type User,
} from "../common";
import { stakedPool } from "./fixture";

const WHOLE_0 = 198n * SOL - 2n * RENT;
const WHOLE_1 = 99n * SOL - 2n * RENT;

/**
 * A price of 1: 300 SOL, 198 with validator 0, 99 with validator 1, both active, 3 in the reserve. There is no withdrawal
 * fee, but nobody leaves below the idle rate: a thousandth while nothing was earned.
 */
const given = stakedPool({ withdrawalFee: 0 });

/** Tokens for which somebody is given so many lamports: a thousandth less than their worth, ceiled. */
const tokensFor = (lamports: bigint) => (lamports * 1_000n + 998n) / 999n;

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
    context.refused(pool.withdrawStakeInstruction(user, index, tokens, { minimum }), [user.keypair], error);
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
        "pool.pending_gain": [0n, 11_000_000n],
        "pool.staked_lamports": [stakedLamports, stakedLamports - lamports],
        "mint.supply": [300n * SOL, 290n * SOL],
        "user's tokens.tokens": [tokens, tokens - 10n * SOL],
        "validators.[0].stake_lamports": [stakeLamports, stakeLamports - lamports],
        "validators.[0].delegated_lamports": [stakeLamports - RENT, stakeLamports - RENT - lamports],
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
          authority: user.address.toBase58(),
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
      const { stake } = pool.withdrawStake(user, 0, tokensFor(10n * SOL));
      const { staker, withdrawer, delegation } = context.chain.stakeAccount(stake) ?? assert.fail();
      assert(staker.equals(user.address) && withdrawer.equals(user.address));
      assert(delegation?.vote.equals(pool.vote(0)));
      assert.equal(delegation?.stake, 10n * SOL);
      assert.equal(delegation?.deactivationEpoch, NEVER);
      assert.equal(context.chain.account(stake)?.data.subarray(76, 124).equals(Buffer.alloc(48)), true, "no lockup");
    });

    it("lets the user deactivate and withdraw it without anybody", () => {
      const { stake } = pool.withdrawStake(user, 0, tokensFor(10n * SOL));
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
      const { stake } = pool.withdrawStake(user, 0, tokensFor(10n * SOL));
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
      // Less than a lamport is nothing: that would be all of it.
      if (MINIMUM_DELEGATION > 1n) refuses(tokensFor(WHOLE_0 - MINIMUM_DELEGATION + 1n), "NotEnoughStake");
      pool.withdrawStake(user, 0, tokensFor(WHOLE_0 - MINIMUM_DELEGATION));
      assert.equal(context.chain.stakeAccount(pool.stake(0))?.delegation?.stake, MINIMUM_DELEGATION);
      pool.nextEpoch();
    });

    it("takes lamports at the new address for the user's own", () => {
      const address = pool.exitStake(user, 7n);
      context.chain.donate(address, 5n * SOL);
      const instruction = pool.withdrawStakeInstruction(user, 0, tokensFor(10n * SOL), { nonce: 7n });
      context.done(instruction, [user.keypair]);
      assert.equal(context.chain.balance(address), 15n * SOL + RENT);
      assert.equal(context.chain.stakeAccount(address)?.delegation?.stake, 10n * SOL);
    });
  });

  describe("when all of the validator's stake is asked for", () => {
    it("moves it, and the pool's account stays with its rent", () => {
      const { changes, stake } = pool.withdrawStake(user, 1, tokensFor(WHOLE_1));
      assert.deepEqual(changes["stake 1.kind"], ["delegated", "initialized"]);
      assert.deepEqual(changes["stake 1.lamports"], [WHOLE_1 + RENT, RENT]);
      assert.deepEqual(changes["validators.[1].stake_lamports"], [WHOLE_1 + RENT, RENT]);
      const { staker, withdrawer, delegation } = context.chain.stakeAccount(stake) ?? assert.fail();
      assert(staker.equals(user.address) && withdrawer.equals(user.address));
      assert.equal(delegation?.stake, WHOLE_1);
      assert.equal(context.chain.balance(stake), WHOLE_1 + RENT);
    });

    it("leaves a validator that is updated, filled again and drained as any other", () => {
      pool.withdrawStake(user, 1, tokensFor(WHOLE_1));
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
      pool.withdrawStake(user, 1, tokensFor(WHOLE_1));
      pool.deposit(user, 50n * SOL);
      pool.delegate(1);
      pool.nextEpoch();
    });

    it("refuses a lamport more", () => refuses(tokensFor(WHOLE_1 + 1n), "NotEnoughStake", { index: 1 }));
    it("refuses a lamport less where nothing could hold the rest", () => {
      if (MINIMUM_DELEGATION > 1n) {
        refuses(tokensFor(WHOLE_1 - 1n), "NotEnoughStake", { index: 1 });
      } else {
        pool.withdrawStake(user, 1, tokensFor(WHOLE_1 - 1n));
        assert.equal(context.chain.stakeAccount(pool.stake(1))?.delegation?.stake, 1n);
      }
    });
  });

  describe("when the validator stake account cannot give it", () => {
    it("takes it from the transient one, which is still activating", () => {
      pool.deposit(user, 600n * SOL);
      pool.delegate(1); // About 200 SOL.
      const { transientLamports } = pool.record(1);
      const { changes, stake } = pool.withdrawStake(user, 1, tokensFor(150n * SOL));
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
      const { changes } = pool.withdrawStake(user, 1, tokensFor(stake));
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
      refuses(tokensFor(stake), "NotEnoughStake", { index: 1 });
    });
  });

  describe("when stake is cooling down", () => {
    beforeEach(() => {
      pool.setScore(1, 0);
      pool.emergency(1);
    });

    it("leaves it to the tickets while there is enough else", () => {
      refuses(tokensFor(10n * SOL), "NotEnoughStake", { index: 1 });
      pool.withdrawStake(user, 0, tokensFor(10n * SOL));
    });

    it("[bug-spl-cycling] gives it when there is not enough else: nobody is locked in", () => {
      pool.setScore(0, 0);
      pool.emergency(0);
      const { coolingLamports } = pool.state;
      const cooling = pool.record(1).coolingLamports;
      const { changes, stake } = pool.withdrawStake(user, 1, tokensFor(10n * SOL));
      assert.deepEqual(changes["pool.cooling_lamports"], [coolingLamports, coolingLamports - 10n * SOL]);
      assert.deepEqual(changes["validators.[1].cooling_lamports"], [cooling, cooling - 10n * SOL]);
      const { delegation } = context.chain.stakeAccount(stake) ?? assert.fail();
      assert.equal(delegation?.deactivationEpoch, context.chain.epoch);
      pool.nextEpoch();
      assert.equal(pool.state.coolingLamports, 0n);
    });

    it("gives it when an amount is asked for that nothing else holds", () => {
      pool.withdrawStake(user, 0, tokensFor(WHOLE_0 - 6n * SOL)); // 6 SOL and rents are all that stays delegated.
      refuses(tokensFor(6n * SOL), "NotEnoughStake", { index: 1 });
      pool.withdrawStake(user, 1, tokensFor(6n * SOL + 1n));
    });

    it("leaves it to the reserve once it has cooled down", () => {
      pool.setScore(0, 0);
      pool.emergency(0);
      context.chain.passEpochs(1);
      pool.updateValidators(true); // Measured, and not taken back yet.
      context.done(pool.updatePoolInstruction());
      refuses(tokensFor(10n * SOL), "NotEnoughStake", { index: 1 });
    });

    it("refuses all of it, which can neither be moved nor split off", () => {
      pool.setScore(0, 0);
      pool.emergency(0);
      refuses(tokensFor(WHOLE_1), "NotEnoughStake", { index: 1 });
      pool.withdrawStake(user, 1, tokensFor(WHOLE_1 - SOL));
    });
  });

  describe("when the amount is bad", () => {
    it("refuses 0", () => refuses(0n, "ZeroAmount"));
    it("[P-09] refuses 1 with a fee, for which nothing would be left", () => {
      ({ context, pool, user } = priced());
      refuses(1n, "ZeroResult");
    });
    it("refuses 2, and all below the minimum delegation", () => {
      // Of 2 lamports one is the fee.
      if (MINIMUM_DELEGATION > 1n) {
        refuses(2n, "BelowMinimumDelegation");
        refuses(tokensFor(MINIMUM_DELEGATION - 1n), "BelowMinimumDelegation");
      }
      pool.withdrawStake(user, 0, tokensFor(MINIMUM_DELEGATION));
    });
    it("refuses u64::MAX, and one more than the owner has", () => {
      refuses(U64_MAX, "InsufficientTokens");
      refuses(pool.tokensOf(user.tokens) + 1n, "InsufficientTokens");
    });
    it("refuses more than the validator has", () => refuses(200n * SOL, "NotEnoughStake"));
    it("refuses a validator without stake", () => refuses(tokensFor(SOL), "NotEnoughStake", { index: 2 }));
  });

  describe("when the owner asks for a minimum", () => {
    it("gives stake when exactly that is received", () => {
      const instruction = pool.withdrawStakeInstruction(user, 0, 10n * SOL, { minimum: 9_990_000_000n });
      context.done(instruction, [user.keypair]);
    });
    it("refuses when it is one lamport more", () =>
      refuses(10n * SOL, "SlippageExceeded", { minimum: 9_990_000_001n }));
  });

  describe("when the price is not to be had", () => {
    it("refuses in the epoch after the last update, and gives stake after the next", () => {
      context.chain.passEpochs(1);
      refuses(SOL, "PoolOutOfDate");
      pool.update();
      pool.withdrawStake(user, 0, tokensFor(SOL));
    });
    it("refuses while rewards are being paid out", () => {
      context.chain.setRewardsActive(true);
      refuses(SOL, "EpochRewardsActive");
    });
    it("is open while the pool is paused, and while the mint has issued too much", () => {
      pool.pause();
      pool.injectSupply(pool.supply + 1n);
      pool.withdrawStake(user, 0, tokensFor(SOL));
    });
  });

  describe("when the validator is not what it seems", () => {
    it("refuses another validator's mark, and a vote account that is not listed", () => {
      const instruction = pool.withdrawStakeInstruction(user, 0, 2n * SOL);
      const [mark, other] = [0, 1].map((index) => pool.mark(pool.vote(index))) as [PublicKey, PublicKey];
      for (const key of instruction.keys) if (key.pubkey.equals(mark)) key.pubkey = other;
      context.refused(instruction, [user.keypair], "ValidatorNotFound");
      const unlisted = instructions.withdrawStakeAccount({
        pool: pool.deployment,
        owner: user.address,
        source: user.tokens,
        validator: { vote: context.chain.createVoteAccount() },
        nonce: 0n,
        tokens: 2n * SOL,
        minimumLamportsOut: 0n,
      });
      context.refused(unlisted, [user.keypair], "AccountOwnedByWrongProgram"); // It has no mark.
    });

    it("gives stake when the vote account is closed", () => {
      context.chain.setLamports(pool.vote(0), 0n);
      pool.withdrawStake(user, 0, tokensFor(SOL));
    });
  });

  describe("when an account is wrong", () => {
    const swapped = (from: PublicKey, to: PublicKey, error: string) => {
      const instruction = pool.withdrawStakeInstruction(user, 0, 2n * SOL, { nonce: 7n });
      for (const key of instruction.keys) if (key.pubkey.equals(from)) key.pubkey = to;
      context.refused(instruction, [user.keypair], error);
    };
    it("refuses another stake account of the pool", () => swapped(pool.stake(0), pool.stake(1), "WrongStakeAccount"));
    it("does not look at the transient account when the validator stake account gives", () => {
      const instruction = pool.withdrawStakeInstruction(user, 0, 2n * SOL);
      for (const key of instruction.keys) if (key.pubkey.equals(pool.transient(0))) key.pubkey = pool.transient(1);
      context.done(instruction, [user.keypair]);
    });
    it("refuses another transient account when that would have to give", () => {
      const instruction = pool.withdrawStakeInstruction(user, 1, tokensFor(WHOLE_1 + 1n));
      for (const key of instruction.keys) if (key.pubkey.equals(pool.transient(1))) key.pubkey = pool.transient(0);
      context.refused(instruction, [user.keypair], "WrongTransientAccount");
    });
    it("makes no stake account of the owner's wallet, nor at another nonce's address", () => {
      swapped(pool.exitStake(user, 7n), user.address, "ConstraintSeeds");
      swapped(pool.exitStake(user, 7n), pool.exitStake(user, 8n), "ConstraintSeeds");
    });
    it("refuses somebody else's tokens", () => swapped(user.tokens, pool.user("other").tokens, "WrongTokenOwner"));
    it("refuses tokens of another mint", () => {
      swapped(user.tokens, context.createTestPool().user("foreigner").tokens, "WrongTokenAccount");
    });
  });

  describe("when there are several withdrawals", () => {
    const withdraw = (nonce: bigint, by = user) => pool.withdrawStakeInstruction(by, 0, 2n * SOL, { nonce });

    it("makes an account for each nonce, and refuses one that is taken", () => {
      context.done(withdraw(7n), [user.keypair]);
      context.refused(withdraw(7n), [user.keypair], "NonceTaken");
      context.done(withdraw(8n), [user.keypair]);
    });

    it("does not mind what nonces others have", () => {
      const other = pool.user("other");
      pool.deposit(other, 10n * SOL);
      context.done([withdraw(7n), withdraw(7n, other)], [user.keypair, other.keypair]);
    });

    it("takes a nonce again when its account is gone", () => {
      context.done(withdraw(7n), [user.keypair]);
      pool.depositStake(user, pool.exitStake(user, 7n), 0);
      context.done(withdraw(7n), [user.keypair]);
    });
  });

  describe("when payer or authority is somebody else", () => {
    it("takes the rent from the payer, and nothing from the owner", () => {
      const payer = pool.user("payer");
      const before = [user, payer].map(({ address }) => context.chain.balance(address)) as [bigint, bigint];
      const instruction = pool.withdrawStakeInstruction(user, 0, 2n * SOL, { payer: payer.address });
      context.done(instruction, [user.keypair, payer.keypair]);
      assert.equal(context.chain.balance(user.address), before[0]);
      assert.equal(context.chain.balance(payer.address), before[1] - RENT);
    });

    it("refuses an owner, or a payer, that has not signed", () => {
      const payer = pool.user("payer");
      for (const signer of [user, payer]) {
        const unsigned = pool.withdrawStakeInstruction(user, 0, 2n * SOL, { payer: payer.address });
        for (const key of unsigned.keys) key.isSigner &&= key.pubkey.equals(signer.address);
        context.refused(unsigned, [signer.keypair], "AccountNotSigner");
      }
    });

    it("makes the authority staker and withdrawer", () => {
      const authority = Keypair.generate().publicKey;
      const instruction = pool.withdrawStakeInstruction(user, 0, 2n * SOL, { authority, nonce: 7n });
      const { event } = context.done(instruction, [user.keypair]);
      assert.equal(event.data.authority, authority.toBase58());
      const { staker, withdrawer } = context.chain.stakeAccount(pool.exitStake(user, 7n)) ?? assert.fail();
      assert(staker.equals(authority) && withdrawer.equals(authority));
    });

    it("refuses nobody as the authority", () => {
      const instruction = pool.withdrawStakeInstruction(user, 0, 2n * SOL, { authority: PublicKey.default });
      context.refused(instruction, [user.keypair], "MissingRole");
    });
  });

  describe("what it costs", () => {
    /** The fee on 50 SOL with a validator. */
    const fee = (index: number) => pool.withdrawStake(user, index, 50n * SOL).event.data.fee;
    const rates = (...known: bigint[]) => {
      for (const [at, rate] of known.entries()) pool.injectPool(`idle_rates[${at}]`, rate);
    };
    /** What a validator earned for 100 SOL between two epochs. */
    function earned(index: number, lamports: bigint, epochs = 1n) {
      const { epoch } = pool.record(index).earning;
      for (const [field, value] of [
        ["since", epoch - epochs],
        ["base", 100n * SOL],
        ["earned", lamports],
      ] as const)
        pool.injectRecord(index, `earning.${field}`, value);
    }

    it("is 10 basis points while no update has seen a reward", () => assert.equal(fee(0), 50_000_000n));

    it("is the highest rate of the last updates", () => {
      rates(0n, 400_000n, 200_000n);
      assert.equal(fee(0), 20_000_000n); // 4 basis points.
    });

    it("is what the validator earned itself where that is more", () => {
      rates(400_000n);
      earned(0, 60_000_000n);
      assert.equal(fee(0), 30_000_000n); // 6 basis points.
      assert.equal(fee(1), 20_000_000n);
    });

    it("is what it earned in one epoch where more have passed", () => {
      rates(100_000n);
      earned(0, 60_000_000n, 3n);
      assert.equal(fee(0), 10_000_000n); // 2 basis points.
    });

    it("is 50 basis points at most, whatever a validator earned", () => {
      earned(0, 10n * SOL);
      assert.equal(fee(0), 250_000_000n);
    });

    it("is the pool's own fee where that is more", () => {
      rates(100_000n);
      pool.injectPool("fees.now.withdrawal", 30n);
      assert.equal(fee(0), 150_000_000n);
    });

    it("waits for the update as a gain of those who stay", () => {
      pool.withdrawStake(user, 0, 50n * SOL);
      assert.equal(pool.state.pendingGain, 50_000_000n);
      assert.deepEqual(pool.books, { total: 250n * SOL, supply: 250n * SOL });
    });
  });

  describe("when an account in hand holds something else than the books say", () => {
    it("knows a slash in the withdrawal itself", () => {
      const loss = context.chain.slash(pool.stake(0), 100_000n);
      assert.equal(loss, WHOLE_0 / 10n); // A tenth of 198 SOL less two rents.
      const { event, changes } = pool.withdrawStake(user, 0, 10n * SOL);
      // What is left for 300 tokens is a thirtieth for 10, less a thousandth, ceiled. At a rent of 2,282,880 lamports the loss is
      // 19,799,543,424: 9,340,015,219.2 of 280,200,456,576, less 9,340,016.
      const worth = (300n * SOL - loss) / 30n;
      assert.equal(event.data.lamports, worth - (worth + 999n) / 1_000n);
      assert.deepEqual(event.data.before, { total: 300n * SOL, supply: 300n * SOL });
      assert.deepEqual(changes["validators.[0].earning.lost"], [0n, loss]);
      assert.equal(pool.record(0).stakeLamports, context.chain.balance(pool.stake(0)));
    });

    it("keeps what cools down within what a slash has left", () => {
      for (const index of [0, 1]) {
        pool.setScore(index, 0);
        pool.emergency(index);
      }
      const others = pool.record(0).coolingLamports;
      // Of 99 SOL that cool down, less a rent, half is lost.
      context.chain.slash(pool.stake(1), 500_000n);
      pool.withdrawStake(user, 1, tokensFor(10n * SOL));
      const { stakeLamports, transientLamports, coolingLamports } = pool.record(1);
      assert(coolingLamports > 0n && coolingLamports <= stakeLamports + transientLamports);
      assert.equal(pool.state.coolingLamports, others + coolingLamports);
    });

    it("knows a slash of the transient account too", () => {
      pool.deposit(user, 600n * SOL);
      pool.delegate(0);
      const loss = context.chain.slash(pool.transient(0), 500_000n);
      const { total, supply } = pool.books;
      const { event } = pool.withdrawStake(user, 0, 10n * SOL);
      const worth = (10n * SOL * (total - loss)) / supply;
      assert.equal(event.data.lamports, worth - (worth + 999n) / 1_000n);
      assert.equal(pool.record(0).transientLamports, context.chain.balance(pool.transient(0)));
    });

    it("pays nobody for what came in unseen: it waits for the update", () => {
      context.chain.donate(pool.stake(0), 30n * SOL);
      const { event, changes } = pool.withdrawStake(user, 0, 10n * SOL);
      assert.equal(event.data.lamports, 9_990_000_000n);
      assert.deepEqual(changes["pool.pending_gain"], [0n, 30_010_000_000n]);
      assert.deepEqual(changes["validators.[0].earning.other"], [0n, 30n * SOL]);
      pool.nextEpoch();
    });
  });

  describe("when rent has risen", () => {
    it("takes what the old account lacks from the payer too", () => {
      context.chain.setRent(2n * context.chain.lamportsPerByte);
      const [before, stake] = [context.chain.balance(user.address), context.chain.balance(pool.stake(0))];
      const { event } = pool.withdrawStake(user, 0, 10n * SOL);
      const lamports = event.data.lamports as bigint;
      assert.equal(context.chain.balance(user.address), before - 3n * RENT); // 2 for the new one, 1 for the old one.
      assert.equal(context.chain.balance(pool.stake(0)), stake - lamports + RENT);
      pool.nextEpoch();
    });
  });
});
