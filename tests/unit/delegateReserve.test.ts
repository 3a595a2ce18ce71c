import assert from "node:assert/strict";
import { Keypair, type PublicKey } from "@solana/web3.js";
import { StakeStatus } from "@truestake/sdk";
import {
  FROZEN_STAKE_RENT,
  fixture,
  MINIMUM_DELEGATION,
  STAKE_RENT as RENT,
  SOL,
  TestContext,
  type TestPool,
  U64_MAX,
  type User,
  WALLET_RENT,
} from "../common";

/** 300 SOL in the reserve, of which 3 are the buffer. Targets: 198, 99 and 0. */
const given = fixture(() => {
  const context = new TestContext();
  const pool = context.createTestPool({ scores: [200, 100, 0] });
  const user = pool.user();
  pool.deposit(user, 299n * SOL);
  return { context, pool, user };
});

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
    it("makes the validator stake account with the target, and pays the transient one's rent out of it", () => {
      const { changes, event } = pool.delegate(0);
      const { epoch } = context.chain;
      assert.deepEqual(changes, {
        "pool.reserve_lamports": [300n * SOL, 102n * SOL],
        "pool.staked_lamports": [0n, 198n * SOL],
        "pool.stake_account_count": [0n, 2n],
        "pool.funded_rent": [0n, RENT],
        "validators.[0].delegated_lamports": [0n, 198n * SOL - 2n * RENT],
        "validators.[0].stake_lamports": [0n, 198n * SOL - RENT],
        "validators.[0].transient_lamports": [0n, RENT],
        "validators.[0].stake_status": [0n, 2n],
        "validators.[0].transient_status": [0n, 1n],
        "reserve.lamports": [300n * SOL + WALLET_RENT, 102n * SOL + WALLET_RENT],
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
          rentExemptReserve: FROZEN_STAKE_RENT,
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
      // Everything: 305, the gift to the stake address included; buffer 3.05; target two thirds of the rest.
      assert.equal(pool.record(0).stakeLamports, 201_300_000_000n - RENT);
      assert.equal(context.chain.stakeAccount(pool.stake(0))?.delegation?.stake, 201_300_000_000n - 2n * RENT);
      assert.equal(context.chain.balance(pool.transient(0)), 3n * SOL + RENT);
      const { event } = pool.nextEpoch();
      assert.equal(event.data.gain, 5n * SOL);
    });
  });

  describe("when the validator stake account is activating", () => {
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
        "validators.[0].delegated_lamports",
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

  describe("when the validator stake account is active", () => {
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
      pool.toMovingPart().deactivate(0);
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
      pool.toMovingPart().deactivate(0); // Inactive at once.
      pool.setScore(0, 1_000);
      refuses(0, "TransientInUse");
      context.done(pool.updateValidatorsInstruction([0]));
      pool.delegate(0);
    });
  });

  describe("when the validator stake account is being deactivated", () => {
    it("refuses until the pool has put it in order", () => {
      pool.injectPool("max_move", 10_000n);
      pool.delegate(1);
      pool.setScore(1, 0);
      pool.toMovingPart().deactivate(1); // In the epoch of its activation: inactive at once.
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
      pool.toMovingPart();
      refuses(2, "ReserveNeeded");
    });

    it("delegates only what tickets leave", () => {
      pool.order(user, 100n * SOL);
      const { event } = pool.toMovingPart().delegate(0); // Two thirds of 197.
      assert.equal(event.data.lamports, (197n * SOL * 2n) / 3n);
    });

    it("keeps nothing for tickets that can be cancelled for nothing: it is taken back for them in the moving part", () => {
      pool.order(user, 100n * SOL);
      context.chain.advanceSlots(pool.movingSlot - 1n - context.chain.slot);
      assert.equal(pool.delegate(0).event.data.lamports, 198n * SOL);
      assert.equal(pool.delegate(1).event.data.lamports, 99n * SOL);
      const { recalled, lamports } = pool.toMovingPart().deactivate(0).event.data;
      assert.deepEqual([recalled, lamports], [true, 97n * SOL]);
    });

    it("keeps for tickets of earlier epochs at any time", () => {
      pool.order(user, 100n * SOL);
      pool.nextEpoch();
      assert.equal(pool.delegate(0).event.data.lamports, (197n * SOL * 2n) / 3n);
    });

    it("refuses less than the minimum delegation and two rents", () => {
      pool.injectPool("reserve_buffer", 0n);
      pool.setScores({ index: 0, cap: MINIMUM_DELEGATION + 2n * RENT - 1n });
      refuses(0, "BelowMinimumDelegation");
    });

    it("takes exactly the minimum delegation and two rents", () => {
      const least = MINIMUM_DELEGATION + 2n * RENT;
      pool.setScore(0, 1_000_000);
      pool.setScore(1, 0);
      pool.injectPool("reserve_buffer", 0n);
      pool.injectPool("max_validator_share", 10_000n);
      // All but the least stays for a ticket.
      pool.order(user, 298n * SOL);
      pool.toMovingPart();
      pool.injectPool("queued_tokens", 300n * SOL);
      pool.injectPool("queued_lamports", 300n * SOL - least + 1n);
      refuses(0, "BelowMinimumDelegation");
      pool.injectPool("queued_lamports", 300n * SOL - least);
      const { event } = pool.delegate(0);
      assert.equal(event.data.lamports, least);
    });
  });

  describe("when rent has risen and the validator stake account is at rest", () => {
    it("[fault-small-delegation] takes exactly the minimum delegation and what the account lacks of its rent", () => {
      pool.delegate(1);
      pool.setScore(0, 0);
      pool.setScore(1, 0);
      pool.emergency(1);
      pool.nextEpoch();
      pool.setScore(1, 100);
      pool.injectPool("reserve_buffer", 0n);
      pool.injectPool("max_validator_share", 10_000n);
      pool.order(user, SOL);
      context.chain.setRent(context.chain.lamportsPerByte * 2n);
      // All but the least stays for a ticket; the reserve itself lacks as much of its rent as it had.
      const left = pool.toMovingPart().state.reserveLamports - WALLET_RENT - MINIMUM_DELEGATION - RENT;
      pool.injectPool("queued_tokens", 300n * SOL);
      pool.injectPool("queued_lamports", left + 1n);
      refuses(1, "BelowMinimumDelegation");
      pool.injectPool("queued_lamports", left);
      const { event } = pool.delegate(1);
      assert.deepEqual([event.data.stake, event.data.lamports], [pool.stake(1).toBase58(), MINIMUM_DELEGATION + RENT]);
      assert.equal(context.chain.stakeAccount(pool.stake(1))?.delegation?.stake, MINIMUM_DELEGATION);
    });
  });

  describe("when the validator is not what it seems", () => {
    it("refuses another validator's mark, and one of a validator that is not listed", () => {
      const swapped = (mark: PublicKey) => {
        const instruction = pool.delegateInstruction(0);
        for (const key of instruction.keys) if (key.pubkey.equals(pool.mark(pool.vote(0)))) key.pubkey = mark;
        return instruction;
      };
      context.refused(swapped(pool.mark(pool.vote(1))), [], "ValidatorNotFound");
      const vote = context.chain.createVoteAccount();
      context.refused(swapped(pool.mark(vote)), [], "AccountOwnedByWrongProgram");
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
      const instruction = pool.delegateInstruction(0);
      for (const key of instruction.keys)
        if (key.pubkey.equals(pool.vote(0))) key.pubkey = Keypair.generate().publicKey;
      context.refused(instruction, [], "InvalidVoteAccount");
    });
  });

  describe("when limits bind", () => {
    it("goes up to a validator's cap, and no further", () => {
      pool.setScores({ index: 0, cap: 60n * SOL });
      assert.equal(pool.delegate(0).event.data.lamports, 60n * SOL);
      refuses(0, "AtTarget");
    });

    it("gives what a cap keeps from one to the others, from when it is set", () => {
      pool.setScores({ index: 0, cap: 60n * SOL });
      assert.deepEqual([pool.list.clippedScore, pool.list.clippedCaps], [200n, 60n * SOL]);
      pool.delegate(0);
      pool.delegate(1);
      assert.equal(delegated(0), 60n * SOL);
      assert.equal(delegated(1), 237n * SOL);
    });

    it("shares it by score among those whose limit does not bind", () => {
      pool.setScores({ index: 0, cap: 60n * SOL }, { index: 2, score: 200 });
      pool.nextEpoch();
      pool.delegateAll();
      // 297 less 60: a third for 100, two thirds for 200.
      assert.deepEqual([0, 1, 2].map(delegated), [60n * SOL, 79n * SOL, 158n * SOL]);
    });

    it("keeps the largest share a limit for those who receive it", () => {
      pool.injectPool("max_validator_share", 5_000n);
      pool.nextEpoch();
      pool.delegateAll();
      // Half of 300 is 150; the other 147 of 297.
      assert.deepEqual([0, 1].map(delegated), [150n * SOL, 147n * SOL]);
    });

    it("leaves in the reserve what no limit lets go", () => {
      pool.setScores({ index: 0, cap: 60n * SOL }, { index: 1, cap: 40n * SOL });
      pool.nextEpoch();
      pool.nextEpoch();
      pool.delegateAll();
      assert.deepEqual([0, 1].map(delegated), [60n * SOL, 40n * SOL]);
      for (const index of [0, 1]) refuses(index, "AtTarget");
    });

    const delegated = (index: number) => pool.record(index).stakeLamports + pool.record(index).transientLamports;
  });

  it("measures the reserve first: what was sent there is a gain that waits, and can be delegated", () => {
    context.chain.donate(pool.pdas.reserve, 100n * SOL);
    const { changes, event } = pool.delegate(0);
    // Everything: 400; buffer 4; two thirds of 396.
    assert.equal(event.data.lamports, 264n * SOL);
    assert.deepEqual(changes["pool.pending_gain"], [0n, 100n * SOL]);
    assert.deepEqual(event.data.before, event.data.after);
  });

  it("measures the reserve first: what it lacks is a loss at once", () => {
    context.chain.setLamports(pool.pdas.reserve, 200n * SOL + WALLET_RENT);
    const { event } = pool.delegate(0);
    assert.equal(event.data.lamports, 132n * SOL); // Two thirds of 198.
    assert.deepEqual(event.data.after, { total: 200n * SOL, supply: 300n * SOL });
  });

  it("refuses an account that it cannot read", () => {
    pool.delegate(0);
    const account = context.chain.account(pool.stake(0)) ?? assert.fail();
    account.data.writeUInt32LE(9, 0); // No state that the stake program knows.
    context.chain.setAccount(pool.stake(0), account);
    refuses(0, "UnexpectedStakeState");
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
