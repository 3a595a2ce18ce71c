import assert from "node:assert/strict";
import { Keypair } from "@solana/web3.js";
import { feesOf, type instructions, PROGRAM_ID } from "@truestake/sdk";
import { LIMITS, SOL, type TestContext, type TestPool, U64_MAX, UNWRITABLE, type User } from "../common";
import { stakedPool } from "./fixture";

type Change = instructions.ConfigChange;

/** 300 SOL at a price of 1; fees of 5 %, 0.1 %, 0.1 % and 0.1 %. */
const given = stakedPool();

const NONE = { reward: 0, deposit: 0, withdrawal: 0, ticket: 0, referral_share: 0 };
const FEES = { reward: 500, deposit: 10, withdrawal: 10, ticket: 10, referral_share: 2_500 };

describe("propose_config", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  const refuses = (change: Change, error: string) =>
    context.refused(pool.proposeInstruction(change), [pool.roles.admin], error);

  /** What a deposit of 10 SOL pays for the deposit fee, in tokens. */
  const depositFee = () => pool.deposit(user, 10n * SOL).event.data.treasury_tokens;

  describe("when a fee falls", () => {
    it("is in force at once, and nothing else changes", () => {
      const { changes, event } = pool.propose({ depositFee: 5 });
      assert.deepEqual(changes, { "pool.fees.now.deposit": [10n, 5n] });
      const { deposit: _, ...rest } = event.data.fees as typeof FEES;
      assert.deepEqual(event, {
        name: "ConfigProposed",
        data: {
          pool: pool.pdas.pool.toBase58(),
          fees: { ...rest, deposit: 5 },
          pending_fees: event.data.pending_fees,
          pending_fees_update: 0n,
          treasury: pool.config.treasury.toBase58(),
          deposit_cap: U64_MAX,
          reserve_buffer: 100,
          max_validator_share: 10_000,
          max_move: 1_000,
          moving_part: 1_000,
          before: { total: 300n * SOL, supply: 300n * SOL },
          after: { total: 300n * SOL, supply: 300n * SOL },
        },
      });
      for (const [name, value] of Object.entries({ ...FEES, deposit: 5 })) {
        assert.equal((event.data.fees as Record<string, unknown>)[name], value, name);
      }
      for (const [name, value] of Object.entries(NONE)) {
        assert.equal((event.data.pending_fees as Record<string, unknown>)[name], value, name);
      }
      assert.equal(depositFee(), 5_000_000n);
    });

    it("is in force at once, every fee of it, down to 0", () => {
      const { changes } = pool.propose({ rewardFee: 0, depositFee: 0, withdrawalFee: 0, ticketFee: 0 });
      assert.deepEqual(changes, {
        "pool.fees.now.reward": [500n, 0n],
        "pool.fees.now.deposit": [10n, 0n],
        "pool.fees.now.withdrawal": [10n, 0n],
        "pool.fees.now.ticket": [10n, 0n],
      });
    });
  });

  describe("when a fee rises", () => {
    it("takes effect with the second update after, neither before nor after", () => {
      const { updates } = pool.state;
      const { changes } = pool.propose({ depositFee: 50 });
      assert.deepEqual(changes, {
        "pool.fees.next.reward": [0n, 500n],
        "pool.fees.next.deposit": [0n, 50n],
        "pool.fees.next.withdrawal": [0n, 10n],
        "pool.fees.next.ticket": [0n, 10n],
        "pool.fees.next.referral_share": [0n, 2_500n],
        "pool.fees.from_update": [0n, updates + 2n],
      });
      assert.equal(depositFee(), 10_000_000n);
      pool.nextEpoch();
      assert.equal(depositFee(), 10_000_000n);
      const { changes: update } = pool.nextEpoch();
      assert.deepEqual(
        Object.keys(update).filter((name) => name.startsWith("pool.fees")),
        [],
        "the update writes nothing: what is in force follows from its number",
      );
      assert.equal(feesOf(pool.state).deposit, 50);
      assert.equal(depositFee(), 50_000_000n);
    });

    it("counts updates, not epochs: a pool that nobody updates keeps its fees", () => {
      pool.propose({ depositFee: 50 });
      context.chain.passEpochs(5);
      pool.update();
      assert.equal(depositFee(), 10_000_000n);
      pool.update(); // Nothing: the pool is up to date.
      assert.equal(depositFee(), 10_000_000n);
    });

    it("charges the epoch in which it comes due at the old reward fee", () => {
      pool.propose({ rewardFee: 1_000 });
      /** Earns 3 SOL; all that was earned before is released. */
      const charged = (fee: bigint) => {
        context.chain.passEpochs(1);
        context.chain.donate(pool.pdas.reserve, 3n * SOL);
        pool.updateValidators();
        const { total, supply } = pool.books;
        const { event } = context.done(pool.updatePoolInstruction());
        assert.equal(event.data.taxable, 3n * SOL);
        assert.equal(event.data.fee_tokens, (fee * supply) / (total + 3n * SOL - fee));
      };
      charged(150_000_000n); // One update later,
      charged(150_000_000n); // in the update that brings it,
      assert.equal(feesOf(pool.state).reward, 1_000);
      charged(300_000_000n); // and after it.
    });

    it("takes a ticket's fee of the time of its order", () => {
      pool.propose({ ticketFee: 50 });
      const old = pool.order(user, 10n * SOL);
      pool.nextEpoch();
      pool.nextEpoch();
      const young = pool.order(user, 10n * SOL);
      assert.equal(pool.ticket(old).fee, 10);
      assert.equal(pool.ticket(young).fee, 50);
    });

    it("takes the ceilings themselves", () => {
      const { rewardFee, depositFee, withdrawalFee, ticketFee } = LIMITS;
      pool.propose({ rewardFee, depositFee, withdrawalFee, ticketFee });
      pool.nextEpoch();
      pool.nextEpoch();
      const fees = feesOf(pool.state);
      assert.deepEqual(
        [fees.reward, fees.deposit, fees.withdrawal, fees.ticket],
        [rewardFee, depositFee, withdrawalFee, ticketFee],
      );
    });
  });

  describe("when one fee rises and another falls", () => {
    it("cuts at once and raises later", () => {
      const { changes } = pool.propose({ depositFee: 50, ticketFee: 0 });
      assert.deepEqual(changes["pool.fees.now.ticket"], [10n, 0n]);
      assert.equal(changes["pool.fees.now.deposit"], undefined);
      pool.nextEpoch();
      pool.nextEpoch();
      assert.equal(feesOf(pool.state).deposit, 50);
      assert.equal(feesOf(pool.state).ticket, 0);
    });
  });

  describe("when a proposal is pending", () => {
    beforeEach(() => {
      pool.propose({ depositFee: 50 });
      pool.nextEpoch();
    });

    it("starts the wait anew with a new one, whatever that changes", () => {
      const { updates } = pool.state;
      pool.propose({ maxMove: 5 });
      assert.equal(pool.state.fees.fromUpdate, updates + 2n);
      assert.equal(pool.state.fees.next.deposit, 50);
      pool.nextEpoch();
      assert.equal(feesOf(pool.state).deposit, 10);
      pool.nextEpoch();
      assert.equal(feesOf(pool.state).deposit, 50);
    });

    it("leaves the pending fee as it is to become while another rises", () => {
      pool.propose({ ticketFee: 20 });
      pool.nextEpoch();
      pool.nextEpoch();
      assert.equal(feesOf(pool.state).deposit, 50);
      assert.equal(feesOf(pool.state).ticket, 20);
    });

    it("forgets the rise when the fee is proposed as it is", () => {
      const { changes } = pool.propose({ depositFee: 10 });
      assert.deepEqual(changes["pool.fees.from_update"]?.[1], 0n);
      pool.nextEpoch();
      pool.nextEpoch();
      assert.equal(feesOf(pool.state).deposit, 10);
    });

    it("cuts below what is in force at once, the pending rise forgotten", () => {
      pool.propose({ depositFee: 3 });
      assert.equal(feesOf(pool.state).deposit, 3);
      assert.equal(pool.state.fees.fromUpdate, 0n);
    });
  });

  describe("when a rise is in force", () => {
    it("is what the next proposal begins from: only a change of it is one", () => {
      const { updates } = pool.state;
      pool.propose({ depositFee: 50 });
      for (let passed = 0; passed < 3; passed++) pool.nextEpoch();
      assert.deepEqual(pool.propose({}).changes, {
        "pool.fees.now.deposit": [10n, 50n],
        "pool.fees.next.reward": [500n, 0n],
        "pool.fees.next.deposit": [50n, 0n],
        "pool.fees.next.withdrawal": [10n, 0n],
        "pool.fees.next.ticket": [10n, 0n],
        "pool.fees.next.referral_share": [2_500n, 0n],
        "pool.fees.from_update": [updates + 2n, 0n],
      });
      assert.equal(depositFee(), 50_000_000n);
      pool.propose({ depositFee: 49 });
      assert.equal(depositFee(), 49_000_000n);
    });
  });

  describe("when no fee changes", () => {
    it("changes the settings at once, each alone", () => {
      const treasury = Keypair.generate().publicKey;
      const alone = (change: Change) => pool.propose(change).changes;
      assert.deepEqual(alone({ treasury }), {
        "pool.treasury": [pool.config.treasury.toBase58(), treasury.toBase58()],
      });
      assert.deepEqual(alone({ depositCap: 7n }), { "pool.deposit_cap": [U64_MAX, 7n] });
      assert.deepEqual(alone({ reserveBuffer: 2_000 }), { "pool.reserve_buffer": [100n, 2_000n] });
      assert.deepEqual(alone({ maxValidatorShare: 1 }), {
        "pool.max_validator_share": [10_000n, 1n],
        // What validators take was noted by the share of then.
        "pool.busy_share": [0n, 1_000_000_000n],
      });
      assert.deepEqual(alone({ maxValidatorShare: 10_000 }), { "pool.max_validator_share": [1n, 10_000n] });
      assert.deepEqual(alone({ maxMove: 0 }), { "pool.max_move": [1_000n, 0n] });
      assert.deepEqual(alone({ movingPart: 5_000 }), { "pool.moving_part": [1_000n, 5_000n] });
      assert.deepEqual(alone({ referralShare: 10_000 }), { "pool.fees.now.referral_share": [2_500n, 10_000n] });
    });

    it("changes nothing when nothing is asked for", () => {
      assert.deepEqual(pool.propose({}).changes, {});
    });

    it("takes every amount for the cap: 0, 1 and u64::MAX", () => {
      for (const depositCap of [0n, 1n, U64_MAX]) {
        pool.propose({ depositCap });
        assert.equal(pool.state.depositCap, depositCap);
      }
    });
  });

  describe("when something is out of its bounds", () => {
    it("refuses a fee over its ceiling, pending or not", () => {
      for (const fee of ["rewardFee", "depositFee", "withdrawalFee", "ticketFee"] as const) {
        refuses({ [fee]: LIMITS[fee] + 1 }, "FeeTooHigh");
        refuses({ [fee]: 65_535 }, "FeeTooHigh");
      }
      refuses({ referralShare: 10_001 }, "FeeTooHigh");
    });

    it("refuses ratios outside their ranges", () => {
      refuses({ reserveBuffer: LIMITS.reserveBuffer + 1 }, "RatioOutOfRange");
      refuses({ maxValidatorShare: 0 }, "RatioOutOfRange");
      refuses({ maxValidatorShare: LIMITS.maxValidatorShare + 1 }, "RatioOutOfRange");
      refuses({ maxMove: 10_001 }, "RatioOutOfRange");
      for (const movingPart of [0, LIMITS.movingPart.least - 1, LIMITS.movingPart.most + 1, 65_535]) {
        refuses({ movingPart }, "RatioOutOfRange");
      }
    });

    it("takes the ends of the moving part's range", () => {
      for (const movingPart of [LIMITS.movingPart.least, LIMITS.movingPart.most]) {
        pool.propose({ movingPart });
        assert.equal(pool.state.movingPart, movingPart);
      }
    });

    for (const [name, treasury] of Object.entries(UNWRITABLE)) {
      it(`[lesson-g] refuses ${name} as treasury: it would stop every update`, () => {
        refuses({ treasury }, treasury.equals(PROGRAM_ID) ? "WrongTreasury" : "ConstraintMut");
      });
    }

    it("refuses the whole of a proposal of which a part is wrong", () => {
      refuses({ depositFee: 0, maxMove: 10_001 }, "RatioOutOfRange");
    });
  });

  it("refuses anybody but the admin", () => {
    for (const signer of [pool.roles.manager, pool.roles.guardian, user.keypair]) {
      context.refused(pool.proposeInstruction({ depositFee: 0 }, signer.publicKey), [signer], "NotAdmin");
    }
  });

  it("refuses an admin who has not signed", () => {
    const instruction = pool.proposeInstruction({ depositFee: 0 });
    for (const key of instruction.keys) key.isSigner = false;
    context.refused(instruction, [], "AccountNotSigner");
  });

  it("is open in any epoch, while rewards are being paid out and the pool is paused", () => {
    context.chain.passEpochs(2);
    context.chain.setRewardsActive(true);
    pool.pause();
    pool.propose({ depositFee: 0 });
  });
});
