import assert from "node:assert/strict";
import { Taking } from "@truestake/sdk";
import { LIMITS, SOL, type TestContext, type TestPool, U64_MAX } from "../common";
import { stakedPool } from "./fixture";

/** 300 SOL; scores of 200, 100 and 0. */
const given = stakedPool();

describe("set_scores", () => {
  let context: TestContext;
  let pool: TestPool;

  beforeEach(() => {
    ({ context, pool } = given());
  });

  type Changes = Parameters<TestPool["setScores"]>;
  const refuses = (error: string, ...changes: Changes) =>
    context.refused(pool.setScoresInstruction(changes), [pool.roles.manager], error);

  describe("when the manager asks", () => {
    it("changes scores, caps and keep flags of many, and nothing else", () => {
      const { changes, event } = pool.setScores(
        { index: 0, score: 50, cap: 100n * SOL },
        { index: 2, score: 10, keep: true },
      );
      assert.deepEqual(changes, {
        // It has 198 SOL, which is over its cap, and takes no more; the third one takes its place.
        "pool.intake_lamports": [0n, 198n * SOL],
        "validators.total_score": [300n, 160n],
        "validators.[0].taking": [1n, 3n],
        "validators.[2].taking": [4n, 1n],
        "validators.[0].score": [200n, 50n],
        "validators.[0].cap": [U64_MAX, 100n * SOL],
        "validators.[2].score": [0n, 10n],
        "validators.[2].keep": [0n, 1n],
      });
      const books = { total: 300n * SOL, supply: 300n * SOL };
      const data = { pool: pool.pdas.pool.toBase58(), count: 2, total_score: 160n };
      assert.deepEqual(event, { name: "ScoresSet", data: { ...data, before: books, after: books } });
    });

    it("takes every cap, and the largest score", () => {
      pool.setScores({ index: 0, cap: 0n, score: LIMITS.score }, { index: 1, cap: 1n }, { index: 2, cap: U64_MAX });
      assert.deepEqual(
        pool.list.records().map(({ cap }) => cap),
        [0n, 1n, U64_MAX],
      );
      assert.equal(pool.list.totalScore, BigInt(LIMITS.score) + 100n);
    });

    it("takes the same validator twice: the last word counts, and the sum is right", () => {
      const { event } = pool.setScores({ index: 0, score: 7 }, { index: 0, score: 9 });
      assert.equal(event.data.count, 2);
      assert.equal(pool.record(0).score, 9);
      assert.equal(pool.list.totalScore, 109n);
      // With caps, too: what the first two take is noted once, 500 SOL and all that comes.
      pool.setScores({ index: 0, cap: 700n * SOL }, { index: 0, cap: 250n * SOL }, { index: 0, cap: 250n * SOL });
      const { intakeLamports, intakeUncapped, intakeCapped } = pool.state;
      assert.deepEqual([intakeLamports, intakeUncapped, intakeCapped], [250n * SOL, 1, 0n]);
    });

    it("notes a cap that is reached for nothing, a little over the largest share", () => {
      // 65.4 % of 300 SOL are 196.2, and validator 0 has 198: no 64th too much.
      pool.injectPool("max_validator_share", 6_540n);
      pool.setScores({ index: 0, cap: 197n * SOL });
      assert.equal(pool.record(0).taking, Taking.Nothing);
      pool.setScores({ index: 0, cap: 199n * SOL });
      assert.equal(pool.record(0).taking, Taking.ShareToCap);
    });

    it("sets the keep flag and takes it away", () => {
      pool.setScores({ index: 0, keep: true });
      assert.equal(pool.record(0).keep, 1);
      assert.deepEqual(pool.setScores({ index: 0, keep: false }).changes, { "validators.[0].keep": [1n, 0n] });
    });

    it("changes nothing where all stays as it is", () => {
      assert.deepEqual(pool.setScores({ index: 0 }, { index: 1 }).changes, {});
    });

    it("counts at once whether limits bind", () => {
      pool.setScores({ index: 0, cap: 60n * SOL });
      pool.nextEpoch();
      assert.deepEqual([pool.list.clippedScore, pool.list.clippedCaps], [200n, 60n * SOL]);
      pool.setScores({ index: 0, cap: 70n * SOL });
      assert.deepEqual([pool.list.clippedScore, pool.list.clippedCaps], [200n, 70n * SOL]);
      // Two thirds of 297 are less, but the level falls with the next epoch alone.
      pool.setScores({ index: 0, cap: 200n * SOL });
      assert.deepEqual([pool.list.clippedScore, pool.list.clippedCaps], [200n, 200n * SOL]);
      pool.nextEpoch();
      assert.deepEqual([pool.list.clippedScore, pool.list.clippedCaps], [0n, 0n]);
      // By the scores 99 and 198.
      pool.setScores({ index: 1, cap: 40n * SOL }, { index: 0, cap: 150n * SOL });
      assert.deepEqual([pool.list.clippedScore, pool.list.clippedCaps], [300n, 190n * SOL]);
      pool.setScores({ index: 0, score: 0 }, { index: 1, score: 0 });
      assert.deepEqual([pool.list.clippedScore, pool.list.clippedCaps], [0n, 0n]);
    });
  });

  it("keeps a validator in the list until the flag is gone", () => {
    pool.setScores({ index: 2, keep: true });
    context.refused(pool.removeValidatorInstruction(2), [], "ValidatorKept");
    pool.setScores({ index: 2, keep: false });
    pool.removeValidator(2);
  });

  describe("when a part of it is wrong, refuses all of it", () => {
    it("no change at all", () => refuses("ZeroAmount"));

    it("a score over the maximum", () => {
      refuses("ScoreTooHigh", { index: 1, score: 5 }, { index: 0, score: LIMITS.score + 1 });
      refuses("ScoreTooHigh", { index: 0, score: 2 ** 32 - 1 });
    });

    it("a vote account that is not at the place", () => {
      refuses("ValidatorNotFound", { index: 1, score: 5 }, { index: 0, vote: pool.vote(1) });
    });

    it("a place outside the list", () => {
      const { vote } = pool.record(0);
      const rest = { vote, score: 1, cap: 0n, keep: false };
      for (const index of [3, 2 ** 32 - 1]) {
        const instruction = pool.setScoresInstruction([{ index: 0, ...rest }]);
        new DataView(instruction.data.buffer).setUint32(12, index, true);
        context.refused(instruction, [pool.roles.manager], "ValidatorNotFound");
      }
    });
  });

  it("refuses anybody but the manager", () => {
    for (const signer of [pool.roles.admin, pool.roles.guardian, context.keypair("outsider")]) {
      const instruction = pool.setScoresInstruction([{ index: 0, score: 1 }], signer.publicKey);
      context.refused(instruction, [signer], "NotValidatorManager");
    }
  });

  it("refuses a manager who has not signed", () => {
    const unsigned = pool.setScoresInstruction([{ index: 0, score: 1 }]);
    for (const key of unsigned.keys) key.isSigner = false;
    context.refused(unsigned, [], "AccountNotSigner");
  });

  it("is open in any epoch, while rewards are being paid out and the pool is paused", () => {
    context.chain.passEpochs(2);
    context.chain.setRewardsActive(true);
    pool.pause();
    pool.setScores({ index: 0, score: 1 });
  });
});
