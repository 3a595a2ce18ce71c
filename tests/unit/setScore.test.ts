import assert from "node:assert/strict";
import { instructions } from "@truestake/sdk";
import { LIMITS, SOL, type TestContext, type TestPool } from "../common";
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
      const data = { pool: pool.pdas.pool.toBase58(), vote: pool.vote(0).toBase58(), old_score: 200, new_score: 50 };
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

    it("obeys for a validator whose vote account is closed", () => {
      context.chain.setLamports(pool.vote(0), 0n);
      pool.setScore(0, 0);
    });
  });

  describe("when the validator is not at this index", () => {
    const set = (index: number, vote = pool.vote(0)) =>
      instructions.setScore({
        pool: pool.addresses,
        validatorManager: pool.roles.manager.publicKey,
        validator: { index, vote },
        score: 1,
      });

    it("refuses another validator's index", () => {
      context.refused(set(1), [pool.roles.manager], "ValidatorNotFound");
    });
    it("refuses an index outside the list", () => {
      for (const index of [3, 2 ** 32 - 1]) context.refused(set(index), [pool.roles.manager], "ValidatorNotFound");
    });
    it("refuses a vote account that is not listed", () => {
      context.refused(set(0, context.chain.createVoteAccount()), [pool.roles.manager], "ValidatorNotFound");
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
