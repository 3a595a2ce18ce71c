import assert from "node:assert/strict";
import type { PublicKey } from "@solana/web3.js";
import { instructions } from "@truestake/sdk";
import { LIMITS, SOL, type TestContext, type TestPool, U64_MAX } from "../common";
import { stakedPool } from "./fixture";

const given = stakedPool();

describe("set_score", () => {
  let context: TestContext;
  let pool: TestPool;

  beforeEach(() => {
    ({ context, pool } = given());
  });

  const refuses = (index: number, score: number, error: string) =>
    context.refused(pool.setScoreInstruction(index, score), [pool.roles.manager], error);

  describe("when the manager asks", () => {
    it("changes the score and the sum, and nothing else", () => {
      const { changes, event } = pool.setScore(0, 50);
      assert.deepEqual(changes, {
        "validators.total_score": [300n, 150n],
        "validators.[0].score": [200n, 50n],
      });
      const books = { total: 300n * SOL, supply: 300n * SOL };
      const data = {
        pool: pool.pdas.pool.toBase58(),
        vote: pool.vote(0).toBase58(),
        old_score: 200,
        new_score: 50,
        cap: U64_MAX,
        keep: false,
      };
      assert.deepEqual(event, { name: "ScoreSet", data: { ...data, before: books, after: books } });
    });

    it("takes 0, which drains the validator, and the largest score", () => {
      pool.setScore(0, 0);
      pool.setScore(1, LIMITS.score);
      assert.equal(pool.list.totalScore, BigInt(LIMITS.score));
    });

    it("takes the score it has already", () => {
      assert.deepEqual(pool.setScore(0, 200).changes, {});
    });

    it("refuses more than the largest score", () => {
      refuses(0, LIMITS.score + 1, "ScoreTooHigh");
      refuses(0, 2 ** 32 - 1, "ScoreTooHigh");
    });

    it("leaves cap and keep flag as they are, and says so", () => {
      pool.setScores({ index: 1, cap: 300n * SOL, keep: true });
      const { event, changes } = pool.setScore(1, 99);
      assert.deepEqual([event.data.cap, event.data.keep], [300n * SOL, true]);
      assert.deepEqual(Object.keys(changes), ["validators.total_score", "validators.[1].score"]);
    });

    it("counts at once whether its limit binds", () => {
      pool.injectPool("max_validator_share", 5_000n);
      pool.nextEpoch();
      // Two thirds of 297 are more than half of 300: 150 SOL is its limit.
      assert.deepEqual([pool.list.clippedScore, pool.list.clippedShare], [200n, 5_000n]);
      const { changes } = pool.setScore(0, 300);
      assert.deepEqual(changes, {
        "validators.total_score": [300n, 400n],
        "validators.clipped_score": [200n, 300n],
        // Four scores for three, and a score's part is the same: 4.41 of the 441 SOL that three would have.
        "validators.level": [1_073_741_824n, 1_431_655_765n],
        "validators.[0].score": [200n, 300n],
      });
      // The level falls for nobody below where the half of 300 SOL would bind no more for the 200 scores that were seen: for 1,200 that is
      // six times 150 SOL, of 297. 900 scores would have 675 SOL by that.
      pool.setScore(1, 900);
      assert.deepEqual([pool.list.clippedScore, pool.list.clippedShare], [1_200n, 10_000n]);
      // Now 44.1 by the score; it gets all 147 that the other's half leaves.
      pool.setScore(0, 100);
      assert.deepEqual([pool.list.clippedScore, pool.list.clippedShare], [900n, 5_000n]);
      pool.setScore(1, 900);
      assert.deepEqual([pool.list.clippedScore, pool.list.clippedShare], [900n, 5_000n]);
      assert.deepEqual(pool.setScore(1, 0).changes, {
        "validators.total_score": [1_000n, 100n],
        "validators.clipped_score": [900n, 0n],
        "validators.clipped_share": [5_000n, 0n],
        // The tenth of the scores that is left had 90 SOL beside the other's half: it may have the 147 that this leaves of 297.
        "validators.level": [(900n * 2n ** 30n) / 297n + 1n, (147n * 2n ** 30n) / 297n],
        // What it has it keeps, as the other does, which has far more than its half.
        "pool.intake_lamports": [198n * SOL, 297n * SOL],
        "pool.intake_uncapped": [1n, 0n],
        "validators.[1].taking": [1n, 4n],
        "validators.[1].score": [900n, 0n],
        "validators.[1].clipped": [1n, 0n],
        "validators.[1].clipped_limit": [5_000n, 0n],
      });
    });

    it("obeys for a validator whose vote account is closed", () => {
      context.chain.setLamports(pool.vote(0), 0n);
      pool.setScore(0, 0);
    });
  });

  describe("when the mark is not the validator's", () => {
    const swapped = (from: PublicKey, to: PublicKey, error: string) => {
      const instruction = pool.setScoreInstruction(0, 1);
      for (const key of instruction.keys) if (key.pubkey.equals(from)) key.pubkey = to;
      context.refused(instruction, [pool.roles.manager], error);
    };

    it("refuses another validator's mark, and another vote account", () => {
      swapped(pool.mark(pool.vote(0)), pool.mark(pool.vote(1)), "ValidatorNotFound");
      swapped(pool.vote(0), pool.vote(1), "ValidatorNotFound");
      swapped(pool.vote(0), context.chain.createVoteAccount(), "ValidatorNotFound");
    });

    it("refuses a validator that is not listed: it has no mark", () => {
      const vote = context.chain.createVoteAccount();
      const validatorManager = pool.roles.manager.publicKey;
      const set = instructions.setScore({ pool: pool.deployment, validatorManager, validator: { vote }, score: 1 });
      context.refused(set, [pool.roles.manager], "AccountOwnedByWrongProgram");
    });

    it("refuses the mark of the same validator in another pool, where it has another place", () => {
      const other = context.createTestPool();
      other.addValidator(1);
      other.addValidator(1, pool.vote(0));
      swapped(pool.mark(pool.vote(0)), other.mark(pool.vote(0)), "ValidatorNotFound");
    });
  });

  it("refuses anybody but the manager", () => {
    for (const signer of [pool.roles.admin, pool.roles.guardian, context.keypair("outsider")]) {
      context.refused(pool.setScoreInstruction(0, 1, signer.publicKey), [signer], "NotValidatorManager");
    }
  });

  it("is open in any epoch, while rewards are being paid out and the pool is paused", () => {
    context.chain.passEpochs(2);
    context.chain.setRewardsActive(true);
    pool.injectPool("paused_until", context.chain.unixTime + 1_000n);
    pool.setScore(0, 1);
  });
});
