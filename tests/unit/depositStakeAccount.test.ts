import assert from "node:assert/strict";
import { Keypair, type PublicKey, StakeProgram } from "@solana/web3.js";
import { stakeAt, withDelegatedStake } from "@truestake/localnet";
import { instructions, StakeStatus } from "@truestake/sdk";
import {
  DEFAULTS,
  fixture,
  MINIMUM_DELEGATION,
  STAKE_RENT as RENT,
  SOL,
  type StakeOptions,
  TestContext,
  type TestPool,
  type User,
  WALLET_RENT,
} from "../common";
import { leaveInReserve, stakedPool } from "./fixture";

/**
 * A price of 1.1: 330 SOL for 300 tokens, 198 and 99 SOL of it with validators 0 and 1, active. Validator 2 has a score of
 * 0, validator 3 one of 100 and no stake yet. A depositor has 11 SOL active with validator 0, the account's rent included.
 */
const staked = stakedPool({ rewardFee: 0 });
const given = fixture(() => {
  const { context, pool } = staked();
  context.chain.donate(pool.pdas.reserve, 30n * SOL);
  pool.addValidator(100);
  const user = pool.user("depositor");
  const account = context.stakeAccount(user.keypair, pool.vote(0), 11n * SOL - RENT);
  pool.nextEpoch();
  pool.nextEpoch();
  return { context, pool, user, account };
});

describe("deposit_stake_account", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;
  let account: PublicKey;

  beforeEach(() => {
    ({ context, pool, user, account } = given());
  });

  const refuses = (error: string, { deposited = account, index = 0, minimum = 0n } = {}) =>
    context.refused(pool.depositStakeInstruction(user, deposited, index, minimum), [user.keypair], error);

  /** An account of the depositor that is active now. */
  function active(index: number, stake: bigint, options: StakeOptions = {}): PublicKey {
    const address = context.stakeAccount(user.keypair, pool.vote(index), stake, options);
    pool.nextEpoch();
    return address;
  }

  /** An account with less stake than the stake program gives to anybody now. */
  function shrink(address: PublicKey, stake: bigint): void {
    const info = context.chain.account(address) ?? assert.fail();
    const data = Buffer.from(withDelegatedStake(info.data, stake));
    context.chain.setAccount(address, { ...info, data, lamports: Number(stake + RENT) });
  }

  describe("when the stake is active with a listed validator", () => {
    it("gives 10 tokens less a tenth of a per cent for 11 SOL", () => {
      const stake = 11n * SOL - RENT;
      const before = pool.record(0).stakeLamports;
      const { changes, event } = pool.depositStake(user, account, 0);
      const reserve = context.chain.balance(pool.pdas.reserve);
      const { reserveLamports, stakedLamports } = pool.state;
      assert.deepEqual(changes, {
        "pool.supply": [300n * SOL, 310n * SOL],
        "pool.reserve_lamports": [reserveLamports - RENT, reserveLamports],
        "pool.staked_lamports": [stakedLamports - stake, stakedLamports],
        "mint.supply": [300n * SOL, 310n * SOL],
        "reserve.lamports": [reserve - RENT, reserve],
        "validators.[0].stake_lamports": [before, before + stake],
        "validators.[0].delegated_lamports": [before - RENT, before - RENT + stake],
        "stake 0.lamports": [before, before + stake],
        "stake 0.stake": [before - RENT, before - RENT + stake],
        "stake account": ["delegated", undefined],
        "stake account.lamports": [11n * SOL, 0n],
        "depositor's tokens.tokens": [0n, 9_990_000_000n],
        "treasury.tokens": changes["treasury.tokens"] ?? [],
      });
      const [old, now] = changes["treasury.tokens"] as [bigint, bigint];
      assert.equal(now - old, 10_000_000n);
      const total = 330n * SOL;
      assert.deepEqual(event, {
        name: "StakeAccountDeposited",
        data: {
          pool: pool.pdas.pool.toBase58(),
          depositor: user.address.toBase58(),
          stake: account.toBase58(),
          vote: pool.vote(0).toBase58(),
          stake_lamports: stake,
          loose_lamports: RENT,
          tokens: 9_990_000_000n,
          premium: 0n,
          treasury_tokens: 10_000_000n,
          before: { total, supply: 300n * SOL },
          after: { total: total + 11n * SOL, supply: 310n * SOL },
        },
      });
    });

    it("[bug-spl-loose] credits loose lamports as SOL", () => {
      context.chain.donate(account, 11n * SOL);
      const { event } = pool.depositStake(user, account, 0);
      assert.equal(event.data.tokens, 19_980_000_000n);
      assert.equal(event.data.loose_lamports, RENT + 11n * SOL);
      assert.equal(event.data.stake_lamports, 11n * SOL - RENT);
    });

    it("floors the tokens and ceils the fee", () => {
      context.chain.donate(account, 7n); // 10,000,000,006.36 tokens; a tenth of a per cent of them is 10,000,000.006.
      const { event } = pool.depositStake(user, account, 0);
      assert.equal(event.data.tokens, 9_990_000_005n);
      assert.equal(event.data.treasury_tokens, 10_000_001n);
    });

    it("never lowers the price", () => {
      context.chain.donate(account, 123_456_789n);
      const before = pool.books;
      pool.depositStake(user, account, 0);
      const after = pool.books;
      assert(after.total * before.supply >= before.total * after.supply);
    });

    it("gives tokens to an account of anybody", () => {
      const other = pool.user("other");
      const instruction = pool.depositStakeInstruction({ ...user, tokens: other.tokens }, account, 0);
      context.done(instruction, [user.keypair]);
      assert.equal(pool.tokensOf(other.tokens), 9_990_000_000n);
    });

    it("leaves an account that earns, is measured and can be deactivated like any other", () => {
      pool.depositStake(user, account, 0);
      const { stakeLamports } = pool.record(0);
      context.chain.passEpochs(1);
      const paid = context.chain.payRewards([{ vote: pool.vote(0), partsPerMillion: 1_000n }]);
      assert.equal(paid, (stakeLamports - RENT) / 1_000n);
      assert.equal(pool.update().event.data.gain, paid);
    });
  });

  describe("when the validator has no stake", () => {
    it("creates its account, at the reserve's cost", () => {
      const stake = 11n * SOL - RENT;
      const deposited = active(3, stake);
      const reserve = pool.state.reserveLamports;
      const { changes, event } = pool.depositStake(user, deposited, 3);
      assert.deepEqual(changes["validators.[3].stake_lamports"], [0n, stake + RENT]);
      assert.deepEqual(changes["validators.[3].transient_lamports"], [0n, RENT]);
      assert.deepEqual(changes["validators.[3].stake_status"], [0n, 2n]);
      assert.deepEqual(changes["validators.[3].transient_status"], [0n, 1n]);
      assert.deepEqual(changes["stake 3"], [undefined, "delegated"]);
      // Its two rents, and the rent of the deposited account comes in.
      assert.equal(pool.state.reserveLamports, reserve - RENT);
      assert.equal(event.data.tokens, 9_990_000_000n);
      assert.equal(context.chain.stakeAccount(pool.stake(3))?.delegation?.stake, stake);
      pool.nextEpoch();
      pool.delegate(3);
    });

    it("creates its account at an address to which somebody has sent lamports", () => {
      const deposited = active(3, 11n * SOL);
      context.chain.donate(pool.stake(3), WALLET_RENT);
      context.chain.donate(pool.transient(3), WALLET_RENT);
      pool.depositStake(user, deposited, 3);
      assert.equal(pool.record(3).stakeStatus, StakeStatus.Delegated);
      pool.nextEpoch();
    });

    it("refuses less than the stake program delegates", () => {
      const deposited = active(3, 2n * SOL);
      shrink(deposited, MINIMUM_DELEGATION - 1n);
      // Less than a lamport is nothing, and that is not active.
      refuses(MINIMUM_DELEGATION > 1n ? "BelowMinimumDelegation" : "StakeNotActive", { deposited, index: 3 });
      shrink(deposited, MINIMUM_DELEGATION);
      pool.depositStake(user, deposited, 3);
    });

    it("takes less than that where the validator's account is active", () => {
      shrink(account, 500_000_000n);
      pool.depositStake(user, account, 0);
    });

    it("refuses when the reserve cannot pay the rents", () => {
      const deposited = active(3, 11n * SOL);
      leaveInReserve(pool, 2n * RENT - 1n);
      refuses("ReserveNeeded", { deposited, index: 3 });
      leaveInReserve(pool, 2n * RENT);
      pool.depositStake(user, deposited, 3);
    });
  });

  describe("when the validator's account is not active", () => {
    it("takes the stake into one that holds only its rent", () => {
      const deposited = active(1, 11n * SOL);
      pool.injectPool("max_move", 10_000n);
      pool.setScore(1, 0);
      pool.toMovingPart().deactivate(1);
      pool.nextEpoch();
      assert.equal(pool.record(1).stakeStatus, StakeStatus.Idle);
      pool.setScore(1, 100);
      pool.depositStake(user, deposited, 1);
      assert.equal(pool.record(1).stakeStatus, StakeStatus.Delegated);
      assert.equal(pool.record(1).stakeLamports, 11n * SOL + RENT);
      pool.nextEpoch();
    });

    it("takes the stake into one that has cooled down and was only measured", () => {
      const deposited = active(1, 11n * SOL);
      const stake = pool.record(1).stakeLamports;
      pool.setScore(1, 0);
      pool.emergency(1);
      context.chain.passEpochs(1);
      pool.updateValidators(true);
      context.done(pool.updatePoolInstruction());
      assert.equal(pool.record(1).stakeStatus, StakeStatus.Deactivating);
      pool.setScore(1, 100);
      const { books } = pool;
      pool.depositStake(user, deposited, 1);
      assert.equal(pool.record(1).stakeLamports, stake + 11n * SOL);
      // What had cooled down comes back as always.
      const { event } = context.done(pool.updateValidatorsInstruction([1]));
      assert.equal(event.data.withdrawn, stake - RENT);
      assert.equal(pool.state.coolingLamports, 0n);
      assert.equal(pool.record(1).stakeLamports, 11n * SOL + RENT);
      assert.equal(pool.books.total, books.total + 11n * SOL + RENT);
    });

    it("refuses while it is activating", () => {
      const deposited = active(3, 11n * SOL);
      pool.delegate(3);
      refuses("StakeNotActive", { deposited, index: 3 });
      pool.nextEpoch();
      pool.depositStake(user, deposited, 3);
    });

    it("refuses while it is cooling down", () => {
      pool.setScore(0, 0);
      pool.emergency(0);
      pool.setScore(0, 200);
      refuses("StakeNotActive");
    });
  });

  describe("when the stake account is not one that can be taken", () => {
    it("refuses one that is locked up, until the lockup ends", () => {
      const { epoch } = context.chain;
      const deposited = active(0, 11n * SOL, { lockedUntilEpoch: Number(epoch) + 3 });
      refuses("StakeLocked", { deposited });
      pool.nextEpoch();
      refuses("StakeLocked", { deposited });
      pool.nextEpoch();
      pool.depositStake(user, deposited, 0);
    });

    it("refuses one that is activating", () => {
      refuses("StakeNotActive", { deposited: context.stakeAccount(user.keypair, pool.vote(0), 11n * SOL) });
    });

    it("refuses one that is deactivating, and one that has been", () => {
      const { publicKey: authorizedPubkey } = user.keypair;
      context.done(StakeProgram.deactivate({ stakePubkey: account, authorizedPubkey }).instructions, [user.keypair]);
      refuses("StakeNotActive");
      pool.nextEpoch();
      refuses("StakeNotActive");
    });

    it("refuses one that is delegated to nobody", () => {
      refuses("StakeNotActive", { deposited: context.stakeAccount(user.keypair, pool.vote(0), 0n) });
    });

    it("refuses what is no stake account", () => {
      for (const deposited of [user.address, user.tokens, Keypair.generate().publicKey, pool.pdas.pool]) {
        refuses("StakeNotActive", { deposited });
      }
    });

    it("refuses one with another validator, listed or not", () => {
      refuses("WrongValidator", { deposited: active(1, 11n * SOL) });
      const vote = context.chain.createVoteAccount();
      const deposited = context.stakeAccount(user.keypair, vote, 11n * SOL);
      pool.nextEpoch();
      refuses("WrongValidator", { deposited });
      const instruction = instructions.depositStakeAccount({
        pool: pool.deployment,
        depositor: user.address,
        deposited,
        validator: { vote },
        destination: user.tokens,
        minimumTokensOut: 0n,
      });
      context.refused(instruction, [user.keypair], "AccountOwnedByWrongProgram"); // It has no mark.
    });

    it("refuses somebody else's", () => {
      const other = pool.user("other");
      refuses("NotStakeOwner", { deposited: context.stakeAccount(other.keypair, pool.vote(0), 11n * SOL) });
    });

    it("refuses one of which the depositor is only staker, or only withdrawer", () => {
      const other = pool.user("other");
      const withdrawer = other.address;
      refuses("NotStakeOwner", { deposited: active(0, 11n * SOL, { withdrawer }) });
      const turned = context.stakeAccount(other.keypair, pool.vote(0), 11n * SOL, { withdrawer: user.address });
      pool.nextEpoch();
      refuses("NotStakeOwner", { deposited: turned });
    });

    it("refuses the pool's own, and another pool's", () => {
      refuses("NotStakeOwner", { deposited: pool.stake(0) });
      refuses("NotStakeOwner", { deposited: pool.stake(1) });
    });

    it("refuses one that is still warming up", () => {
      // With little stake elsewhere, 9 % of it warm up in an epoch.
      const small = new TestContext({ clusterStake: 100n * SOL });
      const second = small.createTestPool({ scores: [100] });
      const owner = second.user();
      const deposited = small.stakeAccount(owner.keypair, second.vote(0), 100n * SOL);
      second.nextEpoch();
      const { delegation } = small.chain.stakeAccount(deposited) ?? assert.fail();
      assert(delegation);
      const { effective } = stakeAt(
        delegation,
        small.chain.epoch,
        new Map([[small.chain.epoch - 1n, small.chain.clusterStakeIn(small.chain.epoch - 1n)]]),
      );
      assert(effective > 0n && effective < 100n * SOL);
      small.refused(second.depositStakeInstruction(owner, deposited, 0), [owner.keypair], "StakeNotActive");
    });
  });

  describe("when the validator is being drained", () => {
    it("refuses", () => refuses("ValidatorDraining", { deposited: active(2, 11n * SOL), index: 2 }));
  });

  describe("when the mark is another validator's", () => {
    it("refuses", () => {
      const instruction = pool.depositStakeInstruction(user, account, 0);
      const [mark, other] = [0, 1].map((index) => pool.mark(pool.vote(index))) as [PublicKey, PublicKey];
      for (const key of instruction.keys) if (key.pubkey.equals(mark)) key.pubkey = other;
      context.refused(instruction, [user.keypair], "ValidatorNotFound");
    });
  });

  describe("when the ask is above the price", () => {
    it("gives tokens at the ask; what the stake is worth above the price is released", () => {
      context.chain.passEpochs(1);
      context.chain.donate(pool.pdas.reserve, 30n * SOL);
      pool.update();
      context.chain.advanceSlots(500n); // 345 SOL for 300 tokens, and 15 SOL on their way: an ask of 1.2.
      const { event } = pool.depositStake(user, account, 0);
      // 11 SOL are 9.1666… tokens, worth 10,541,666,665.9 lamports.
      assert.deepEqual([event.data.tokens, event.data.treasury_tokens], [9_157_499_999n, 9_166_667n]);
      assert.equal(event.data.premium, 458_333_334n);
      assert.deepEqual(event.data.before, { total: 345n * SOL, supply: 300n * SOL });
      assert.deepEqual(event.data.after, { total: 345n * SOL + 10_541_666_666n, supply: 309_166_666_666n });
      assert.equal(pool.state.releaseLamports, 15_458_333_334n);
      assert.equal(pool.state.releaseStartSlot, context.chain.slot);
    });

    it("measures the reserve first: what came into it unseen is in the ask", () => {
      context.chain.donate(pool.pdas.reserve, 30n * SOL);
      // 360 SOL for 300 tokens are known: the price is still 1.1.
      const { event, changes } = pool.depositStake(user, account, 0);
      assert.equal(event.data.tokens, 9_157_499_999n);
      assert.deepEqual(changes["pool.pending_gain"], [0n, 30n * SOL]);
      assert.deepEqual(event.data.after, { total: 330n * SOL + 10_083_333_333n, supply: 309_166_666_666n });
    });

    it("measures the validator stake account first: a slash is known in the deposit itself", () => {
      const loss = context.chain.slash(pool.stake(0), 500_000n);
      assert.equal(loss, 99n * SOL - RENT); // Half of 198 SOL less two rents.
      const { event, changes } = pool.depositStake(user, account, 0);
      // 231 SOL and a rent are left for 300 tokens. At a rent of 2,282,880 lamports 11 SOL are 14,285,573,107 tokens, floored, and
      // 14,285,574 of them the fee, a thousandth, ceiled.
      const tokens = (11n * SOL * 300n * SOL) / (231n * SOL + RENT);
      const fee = (tokens + 999n) / 1_000n;
      assert.deepEqual([event.data.tokens, event.data.treasury_tokens], [tokens - fee, fee]);
      assert.deepEqual(changes["validators.[0].earning.lost"], [0n, loss]);
      assert.deepEqual(event.data.before, { total: 330n * SOL, supply: 300n * SOL });
      pool.nextEpoch();
    });

    it("measures the validator stake account first: what was given to it is nobody's who comes later", () => {
      context.chain.donate(pool.stake(0), 30n * SOL);
      const { event, changes } = pool.depositStake(user, account, 0);
      assert.equal(event.data.tokens, 9_157_499_999n); // At 1.2 again.
      assert.deepEqual(changes["pool.pending_gain"], [0n, 30n * SOL]);
      assert.deepEqual(changes["validators.[0].earning.other"], [0n, 30n * SOL]);
    });
  });

  describe("when the validator may have no more", () => {
    /** With what comes: 198 SOL, the rents of its accounts included, and 11 SOL less the rent that comes in beside. */
    const STAKE = 209n * SOL - RENT;

    it("takes the stake up to its cap, its rents included, and refuses a lamport more", () => {
      pool.setScores({ index: 0, cap: STAKE - 1n });
      refuses("ValidatorCapExceeded");
      pool.setScores({ index: 0, cap: STAKE });
      pool.depositStake(user, account, 0);
    });

    it("refuses what would bring it over the pool's largest share, of everything with the stake in it", () => {
      // 209 SOL less a rent, of 341 SOL. With today's rent 6,128 ten-thousandths, 208.9648 SOL, are too few, and 6,129 are 208.9989.
      const least = ((209n * SOL - RENT) * 10_000n) / (341n * SOL) + 1n;
      pool.injectPool("max_validator_share", least - 1n);
      refuses("ValidatorCapExceeded");
      pool.injectPool("max_validator_share", least);
      pool.depositStake(user, account, 0);
    });

    it("does not count stake that is cooling down there", () => {
      pool.setScore(0, 100);
      const { event } = pool.toMovingPart().deactivate(0);
      const cooling = event.data.lamports as bigint;
      pool.setScores({ index: 0, cap: STAKE - cooling - 1n });
      refuses("ValidatorCapExceeded");
      pool.setScores({ index: 0, cap: STAKE - cooling });
      pool.depositStake(user, account, 0);
    });
  });

  describe("when rent has risen", () => {
    it("refuses an account that lacks the difference where the stake is moved, until anybody has sent it", () => {
      const deposited = active(3, 11n * SOL);
      context.chain.setRent(2n * context.chain.lamportsPerByte);
      refuses("RentMissing", { deposited, index: 3 });
      context.chain.donate(deposited, RENT - 1n);
      refuses("RentMissing", { deposited, index: 3 });
      context.chain.donate(deposited, 1n);
      const { event } = pool.depositStake(user, deposited, 3);
      assert.deepEqual([event.data.stake_lamports, event.data.loose_lamports], [11n * SOL, 2n * RENT]);
    });

    it("takes it where the validator's account is active: the two are merged", () => {
      context.chain.setRent(2n * context.chain.lamportsPerByte);
      pool.depositStake(user, account, 0);
      pool.nextEpoch();
    });
  });

  describe("when the validator's vote account is closed", () => {
    it("refuses: it could be exchanged for stake that earns", () => {
      context.chain.setVoting(pool.vote(0), false);
      for (let epoch = 0; epoch < 2; epoch++) pool.nextEpoch();
      context.chain.closeVoteAccount(pool.vote(0));
      refuses("InvalidVoteAccount");
    });

    it("refuses what is no vote account", () => {
      const vote = context.chain.account(pool.vote(0)) ?? assert.fail();
      context.chain.setAccount(pool.vote(0), { ...vote, owner: StakeProgram.programId });
      refuses("InvalidVoteAccount");
    });
  });

  describe("when an account is wrong", () => {
    const swapped = (from: PublicKey, to: PublicKey, error: string) => {
      const instruction = pool.depositStakeInstruction(user, account, 0);
      for (const key of instruction.keys) if (key.pubkey.equals(from)) key.pubkey = to;
      context.refused(instruction, [user.keypair], error);
    };
    it("refuses another stake account of the pool", () => swapped(pool.stake(0), pool.stake(1), "WrongStakeAccount"));
    it("refuses another transient account where that has to be made", () => {
      const instruction = pool.depositStakeInstruction(user, active(3, 11n * SOL), 3);
      for (const key of instruction.keys) if (key.pubkey.equals(pool.transient(3))) key.pubkey = pool.transient(1);
      context.refused(instruction, [user.keypair], "WrongTransientAccount");
    });
    it("refuses to give tokens to an account of another mint", () => {
      swapped(user.tokens, context.createTestPool().user("foreigner").tokens, "WrongTokenAccount");
    });
    it("does not look at the transient account when that has its rent", () => {
      const instruction = pool.depositStakeInstruction(user, account, 0);
      for (const key of instruction.keys) if (key.pubkey.equals(pool.transient(0))) key.pubkey = pool.transient(1);
      context.done(instruction, [user.keypair]);
    });
    it("refuses a depositor who has not signed", () => {
      const unsigned = pool.depositStakeInstruction(user, account, 0);
      for (const key of unsigned.keys) key.isSigner = false;
      context.refused(unsigned, [], "AccountNotSigner");
    });
  });

  describe("when the treasury cannot receive", () => {
    const noFee = () => {
      const { event } = pool.depositStake(user, account, 0);
      assert.equal(event.data.tokens, 10n * SOL);
      assert.equal(event.data.treasury_tokens, 0n);
    };
    it("charges no fee when it is closed", () => {
      context.chain.setLamports(pool.config.treasury, 0n);
      noFee();
    });
    it("charges no fee when it is frozen", () => {
      const treasury = context.chain.account(pool.config.treasury) ?? assert.fail();
      treasury.data.writeUInt8(2, 108);
      context.chain.setAccount(pool.config.treasury, treasury);
      noFee();
    });
    it("charges no fee when it is of another mint", () => {
      const treasury = context.chain.account(pool.config.treasury) ?? assert.fail();
      Keypair.generate().publicKey.toBuffer().copy(treasury.data);
      context.chain.setAccount(pool.config.treasury, treasury);
      noFee();
    });
  });

  describe("when the depositor asks for a minimum", () => {
    it("takes the account when exactly that is received", () => {
      context.done(pool.depositStakeInstruction(user, account, 0, 9_990_000_000n), [user.keypair]);
    });
    it("refuses when it is one token unit more", () => refuses("SlippageExceeded", { minimum: 9_990_000_001n }));
  });

  describe("when there is a cap", () => {
    it("takes an account up to it, and refuses a lamport more", () => {
      pool.injectPool("deposit_cap", 341n * SOL - 1n);
      refuses("DepositCapExceeded");
      pool.injectPool("deposit_cap", 341n * SOL);
      pool.depositStake(user, account, 0);
    });
  });

  describe("when the price is not to be had", () => {
    it("refuses in the epoch after the last update, and takes the account after the next", () => {
      context.chain.passEpochs(1);
      refuses("PoolOutOfDate");
      pool.update();
      pool.depositStake(user, account, 0);
    });
    it("refuses while rewards are being paid out", () => {
      context.chain.setRewardsActive(true);
      refuses("EpochRewardsActive");
    });
    it("refuses while the pool is paused", () => {
      pool.pause(1);
      refuses("Paused");
      context.chain.advanceSlots(3n);
      pool.depositStake(user, account, 0);
    });
    it("refuses when the pool has lost everything", () => {
      context.chain.setLamports(pool.pdas.reserve, context.chain.rentFor(0n));
      pool.injectPool("staked_lamports", pool.record(0).stakeLamports); // All there is, in the books.
      context.chain.setLamports(pool.stake(0), 0n);
      refuses("NoPrice");
    });
    it("refuses when the result would be nothing", () => {
      pool.injectPool("supply", 1n);
      pool.injectSupply(1n);
      refuses("ZeroResult");
    });
    it("refuses while the mint has issued more than the books know", () => {
      pool.injectSupply(300n * SOL + 1n);
      refuses("SupplyAboveBooks");
    });
  });

  it("costs the depositor no lamport beside the account", () => {
    pool.depositStake(user, account, 0);
    assert.equal(context.chain.balance(user.address), DEFAULTS.userLamports);
  });
});
