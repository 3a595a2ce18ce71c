import assert from "node:assert/strict";
import { Keypair } from "@solana/web3.js";
import { instructions, StakeStatus } from "@truestake/sdk";
import { fixture, SOL, TestContext, type TestPool, U64_MAX, type User } from "../common";

/** 300 SOL in the reserve, of which 3 are the buffer. Targets: 198, 99 and 0. */
const given = fixture(() => {
  const context = new TestContext();
  const pool = context.createTestPool({ scores: [200, 100, 0] });
  const user = pool.user();
  pool.deposit(user, 299n * SOL);
  return { context, pool, user };
});

const RENT = 2_282_880n;
const NEVER = U64_MAX;

describe("delegate_reserve", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  const refuses = (index: number, error: string) => context.refused(pool.delegateInstruction(index), [], error);

  describe("when the validator has no stake yet", () => {
    it("makes the canonical account with the target, and pays the transient one's rent out of it", () => {
      const { changes, event } = pool.delegate(0);
      const { epoch } = context.chain;
      assert.deepEqual(changes, {
        "pool.reserve_lamports": [300n * SOL, 102n * SOL],
        "pool.staked_lamports": [0n, 198n * SOL],
        "validators.[0].stake_lamports": [0n, 198n * SOL - RENT],
        "validators.[0].transient_lamports": [0n, RENT],
        "validators.[0].stake_status": [0n, 2n],
        "validators.[0].transient_status": [0n, 1n],
        "reserve.lamports": [300n * SOL + 890_880n, 102n * SOL + 890_880n],
        "stake 0": [undefined, "delegated"],
        "stake 0.lamports": [0n, 198n * SOL - RENT],
        "transient 0": [undefined, "11111111111111111111111111111111"],
        "transient 0.lamports": [0n, RENT],
      });
      const stake = context.chain.stakeAccount(pool.stake(0));
      assert.deepEqual(
        { ...stake, staker: stake?.staker.toBase58(), withdrawer: stake?.withdrawer.toBase58(), delegation: undefined },
        {
          kind: "delegated",
          lamports: 198n * SOL - RENT,
          rentExemptReserve: RENT,
          staker: pool.pdas.stakeAuthority.toBase58(),
          withdrawer: pool.pdas.stakeAuthority.toBase58(),
          delegation: undefined,
        },
      );
      const { vote, ...delegation } = stake?.delegation ?? assert.fail("delegated");
      assert.equal(vote.toBase58(), pool.vote(0).toBase58());
      assert.deepEqual(delegation, {
        stake: 198n * SOL - 2n * RENT,
        activationEpoch: epoch,
        deactivationEpoch: NEVER,
      });
      const books = { total: 300n * SOL, supply: 300n * SOL };
      assert.deepEqual(event, {
        name: "ReserveDelegated",
        data: {
          pool: pool.pdas.pool.toBase58(),
          vote: pool.vote(0).toBase58(),
          stake: pool.stake(0).toBase58(),
          lamports: 198n * SOL,
          before: books,
          after: books,
        },
      });
    });

    it("does the same when lamports lie at both addresses already: they are a reward of the next update", () => {
      context.chain.donate(pool.stake(0), 5n * SOL);
      context.chain.donate(pool.transient(0), 3n * SOL);
      pool.delegate(0);
      assert.equal(pool.record(0).stakeLamports, 198n * SOL - RENT);
      assert.equal(context.chain.stakeAccount(pool.stake(0))?.delegation?.stake, 203n * SOL - 2n * RENT);
      assert.equal(context.chain.balance(pool.transient(0)), 3n * SOL + RENT);
      const { event } = pool.nextEpoch();
      assert.equal(event.data.gain, 5n * SOL);
    });
  });

  describe("when the canonical account is activating", () => {
    it("adds to the same delegation", () => {
      pool.delegate(0);
      pool.deposit(user, 100n * SOL);
      // Everything: 400; buffer 4; target 264.
      const { changes, event } = pool.delegate(0);
      assert.equal(event.data.lamports, 66n * SOL);
      assert.equal(event.data.stake, pool.stake(0).toBase58());
      assert.deepEqual(changes["stake 0.stake"], [198n * SOL - 2n * RENT, 264n * SOL - 2n * RENT]);
      assert.deepEqual(Object.keys(changes).sort(), [
        "pool.reserve_lamports",
        "pool.staked_lamports",
        "reserve.lamports",
        "stake 0.lamports",
        "stake 0.stake",
        "validators.[0].stake_lamports",
      ]);
    });

    it("adds as little as a lamport", () => {
      pool.delegate(0);
      pool.setScore(1, 0);
      pool.injectPool("reserve_buffer", 0n);
      pool.injectPool("max_validator_share", 6_600n);
      pool.deposit(user, 10_000n); // The share's limit: 66 % of 300.00001 is 198.0000066.
      const { event } = pool.delegate(0);
      assert.equal(event.data.lamports, 6_600n);
    });
  });

  describe("when the canonical account is active", () => {
    it("makes a transient account of the address that has its rent", () => {
      pool.delegate(0);
      pool.nextEpoch();
      pool.deposit(user, 100n * SOL);
      const { changes, event } = pool.delegate(0);
      assert.equal(event.data.stake, pool.transient(0).toBase58());
      assert.equal(event.data.lamports, 66n * SOL);
      assert.deepEqual(changes["transient 0.lamports"], [RENT, 66n * SOL + RENT]);
      assert.deepEqual(changes["validators.[0].transient_lamports"], [RENT, 66n * SOL + RENT]);
      assert.deepEqual(changes["validators.[0].transient_status"], [1n, 2n]);
      assert.equal(context.chain.stakeAccount(pool.transient(0))?.delegation?.stake, 66n * SOL);
    });

    it("adds to that account in the same epoch, and to a used one in a later epoch", () => {
      pool.delegate(0);
      pool.nextEpoch();
      pool.deposit(user, 100n * SOL);
      pool.delegate(0);
      pool.deposit(user, 100n * SOL);
      pool.delegate(0);
      assert.equal(context.chain.stakeAccount(pool.transient(0))?.delegation?.stake, 132n * SOL);
      pool.nextEpoch();
      assert.equal(pool.record(0).transientStatus, StakeStatus.Idle);
      pool.deposit(user, 100n * SOL);
      const { event } = pool.delegate(0);
      assert.equal(event.data.stake, pool.transient(0).toBase58());
    });

    it("refuses while the transient account cools down", () => {
      pool.delegate(0);
      pool.delegate(1);
      pool.nextEpoch();
      pool.setScore(0, 100);
      pool.deactivate(0);
      pool.setScore(0, 1_000);
      refuses(0, "TransientInUse");
    });

    it("refuses a transient account deactivated in its first epoch until the pool has put it in order", () => {
      pool.injectPool("max_move", 10_000n);
      pool.delegate(0);
      pool.nextEpoch();
      pool.deposit(user, 100n * SOL);
      pool.delegate(0);
      pool.setScore(0, 1);
      pool.deactivate(0); // Inactive at once.
      pool.setScore(0, 1_000);
      refuses(0, "TransientInUse");
      context.done(pool.updateValidatorsInstruction([0]));
      pool.delegate(0);
    });
  });

  describe("when the canonical account is being deactivated", () => {
    it("refuses until the pool has put it in order", () => {
      pool.injectPool("max_move", 10_000n);
      pool.delegate(1);
      pool.setScore(1, 0);
      pool.deactivate(1); // In the epoch of its activation: inactive at once.
      pool.setScore(1, 100);
      refuses(1, "StakeCoolingDown");
      pool.context.done(pool.updateValidatorsInstruction());
      pool.delegate(1);
    });

    it("refuses when an outsider has deactivated it", () => {
      const reference = context.chain.createVoteAccount();
      pool.delegate(0);
      context.chain.setVoting(pool.vote(0), false);
      context.chain.passEpochs(6);
      pool.update();
      pool.deposit(user, 100n * SOL);
      context.chain.deactivateDelinquent(pool.stake(0), pool.vote(0), reference);
      refuses(0, "StakeCoolingDown");
    });
  });

  describe("when the rules let nothing go", () => {
    it("refuses a validator of score 0", () => refuses(2, "AtTarget"));

    it("refuses one at its target", () => {
      pool.delegate(0);
      refuses(0, "AtTarget");
    });

    it("refuses one at the largest share", () => {
      pool.injectPool("max_validator_share", 1_000n);
      pool.delegate(0);
      assert.equal(pool.record(0).stakeLamports + pool.record(0).transientLamports, 30n * SOL);
      refuses(0, "AtTarget");
    });

    it("floors the largest share", () => {
      pool.injectPool("max_validator_share", 1_001n);
      pool.deposit(user, 10_001n);
      const { event } = pool.delegate(0); // 10.01 % of 300.000010001 SOL is 30,030,001,001.1 lamports.
      assert.equal(event.data.lamports, 30_030_001_001n);
    });

    it("refuses what tickets and the buffer need", () => {
      pool.delegate(0);
      pool.order(user, 99n * SOL); // Of the 102 left 99 are the ticket's and 3 the buffer.
      pool.setScore(2, 50);
      refuses(2, "ReserveNeeded");
    });

    it("delegates only what tickets leave", () => {
      pool.order(user, 100n * SOL);
      const { event } = pool.delegate(0); // Two thirds of 197.
      assert.equal(event.data.lamports, (197n * SOL * 2n) / 3n);
    });

    it("refuses less than the minimum delegation and two rents", () => {
      pool.injectPool("reserve_buffer", 0n);
      pool.injectPool("max_validator_share", 33n); // 0.99 SOL
      refuses(0, "BelowMinimumDelegation");
    });

    it("takes exactly the minimum delegation and two rents", () => {
      const least = SOL + 2n * RENT;
      pool.setScore(0, 1_000_000);
      pool.setScore(1, 0);
      pool.injectPool("reserve_buffer", 0n);
      pool.injectPool("max_validator_share", 10_000n);
      // All but the least stays for a ticket.
      pool.order(user, 298n * SOL);
      pool.injectPool("queued_lamports", 300n * SOL - least + 1n);
      refuses(0, "BelowMinimumDelegation");
      pool.injectPool("queued_lamports", 300n * SOL - least);
      const { event } = pool.delegate(0);
      assert.equal(event.data.lamports, least);
    });
  });

  describe("when the validator is not what it seems", () => {
    it("refuses an index outside the list", () => {
      const validator = { index: 3, vote: pool.vote(0) };
      context.refused(instructions.delegateReserve({ pool: pool.addresses, validator }), [], "ValidatorNotFound");
    });

    it("refuses a vote account that is not at this index", () => {
      const validator = { index: 1, vote: pool.vote(0) };
      context.refused(instructions.delegateReserve({ pool: pool.addresses, validator }), [], "ValidatorNotFound");
    });

    it("refuses a vote account that is not in the list", () => {
      const validator = { index: 0, vote: context.chain.createVoteAccount() };
      context.refused(instructions.delegateReserve({ pool: pool.addresses, validator }), [], "ValidatorNotFound");
    });

    it("refuses a vote account that is closed", () => {
      context.chain.closeVoteAccount(pool.vote(0));
      refuses(0, "InvalidVoteAccount");
    });

    it("refuses a vote account without a node", () => {
      const account = context.chain.account(pool.vote(0)) ?? assert.fail();
      account.data.fill(0, 4, 36);
      context.chain.setAccount(pool.vote(0), account);
      refuses(0, "InvalidVoteAccount");
    });

    it("refuses an account that is no vote account", () => {
      const validator = { index: 0, vote: Keypair.generate().publicKey };
      context.refused(instructions.delegateReserve({ pool: pool.addresses, validator }), [], "InvalidVoteAccount");
    });
  });

  describe("when it is not the time", () => {
    it("refuses in the epoch after the last update", () => {
      context.chain.passEpochs(1);
      refuses(0, "PoolOutOfDate");
    });
    it("refuses while rewards are being paid out", () => {
      context.chain.setRewardsActive(true);
      refuses(0, "EpochRewardsActive");
    });
    it("refuses while the pool is paused", () => {
      pool.injectPool("paused_until", context.chain.unixTime + 1n);
      refuses(0, "Paused");
      pool.injectPool("paused_until", context.chain.unixTime);
      pool.delegate(0);
    });
  });
});
