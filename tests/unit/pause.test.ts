import assert from "node:assert/strict";
import { instructions } from "@truestake/sdk";
import { LIMITS, type Provider, SOL, type TestContext, type TestPool, type User } from "../common";
import { stakedPool } from "./fixture";

const given = stakedPool();
const books = { total: 300n * SOL, supply: 300n * SOL };

describe("a pause", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  const refuses = (seconds: number, error: string) =>
    context.refused(pool.pauseInstruction(seconds), [pool.roles.guardian], error);
  const resumption = (guardian = pool.roles.guardian.publicKey) =>
    instructions.resume({ pool: pool.deployment, guardian });
  const resume = () => context.done(resumption(), [pool.roles.guardian]);
  const refusesResume = (error: string) => context.refused(resumption(), [pool.roles.guardian], error);
  /** Lets at least so many seconds pass, at 0.4 of them a slot. */
  const passSeconds = (seconds: bigint) => context.chain.advanceSlots((seconds * 5n + 1n) / 2n);
  const deposit = () => pool.depositInstruction(user, SOL);

  describe("pause", () => {
    it("stops the pool until its end, and nothing else changes", () => {
      const now = context.chain.unixTime;
      const { changes, event } = pool.pause(1_000);
      assert.deepEqual(changes, {
        "pool.paused_until": [0n, now + 1_000n],
        "pool.pause_allowed_from": [0n, now + 1_000n + LIMITS.pauseInterval],
      });
      assert.deepEqual(event, {
        name: "PoolPaused",
        data: {
          pool: pool.pdas.pool.toBase58(),
          until: now + 1_000n,
          next_pause_from: now + 87_400n,
          before: books,
          after: books,
        },
      });
    });

    it("ends by itself, to the second", () => {
      pool.pause(40);
      passSeconds(39n);
      context.refused(deposit(), [user.keypair], "Paused");
      passSeconds(1n);
      pool.deposit(user, SOL);
    });

    it("lasts from one second to three days", () => {
      refuses(0, "PauseOutOfRange");
      refuses(LIMITS.pauseSeconds + 1, "PauseOutOfRange");
      refuses(2 ** 32 - 1, "PauseOutOfRange");
      const state = context.chain.snapshot();
      for (const seconds of [1, LIMITS.pauseSeconds]) {
        context.chain.rewind(state);
        pool.pause(seconds);
        assert.equal(pool.state.pausedUntil - context.chain.unixTime, BigInt(seconds));
      }
    });

    it("cannot be prolonged, nor begun again before a day after its end", () => {
      pool.pause(1);
      refuses(1, "PauseTooSoon");
      const allowed = pool.state.pauseAllowedFrom;
      passSeconds(allowed - context.chain.unixTime - 1n);
      assert.equal(context.chain.unixTime, allowed - 1n);
      refuses(1, "PauseTooSoon");
      passSeconds(1n);
      pool.pause(1);
    });

    it("refuses anybody but the guardian", () => {
      for (const signer of [pool.roles.admin, pool.roles.manager, user.keypair]) {
        context.refused(pool.pauseInstruction(1, signer.publicKey), [signer], "NotGuardian");
      }
    });

    it("refuses a guardian who has not signed", () => {
      const unsigned = pool.pauseInstruction(1);
      for (const key of unsigned.keys) key.isSigner = false;
      context.refused(unsigned, [], "AccountNotSigner");
    });

    it("is open in any epoch and while rewards are being paid out", () => {
      context.chain.passEpochs(2);
      context.chain.setRewardsActive(true);
      pool.pause();
      resume();
    });
  });

  describe("resume", () => {
    it("ends it early, and a day has to pass from then on", () => {
      pool.pause(LIMITS.pauseSeconds);
      const { pausedUntil, pauseAllowedFrom } = pool.state;
      passSeconds(100n);
      const now = context.chain.unixTime;
      const { changes, event } = resume();
      assert.deepEqual(changes, {
        "pool.paused_until": [pausedUntil, now],
        "pool.pause_allowed_from": [pauseAllowedFrom, now + LIMITS.pauseInterval],
      });
      assert.deepEqual(event, {
        name: "PoolResumed",
        data: { pool: pool.pdas.pool.toBase58(), next_pause_from: now + 86_400n, before: books, after: books },
      });
      pool.deposit(user, SOL);
      refuses(1, "PauseTooSoon");
    });

    it("refuses when there is no pause, and when it has ended", () => {
      refusesResume("NotPaused");
      pool.pause(4);
      passSeconds(4n);
      refusesResume("NotPaused");
    });

    it("works once: it cannot put off the next pause", () => {
      pool.pause(1_000);
      resume();
      refusesResume("NotPaused");
    });

    it("refuses anybody but the guardian", () => {
      pool.pause();
      for (const signer of [pool.roles.admin, pool.roles.manager, user.keypair]) {
        context.refused(resumption(signer.publicKey), [signer], "NotGuardian");
      }
    });

    it("refuses a guardian who has not signed", () => {
      pool.pause();
      const unsigned = resumption();
      for (const key of unsigned.keys) key.isSigner = false;
      context.refused(unsigned, [], "AccountNotSigner");
    });
  });

  describe("stops", () => {
    let provider: Provider;

    beforeEach(() => {
      pool.createLiquidity();
      provider = pool.provider();
      pool.addLiquidity(provider, 50n * SOL);
    });

    it("deposits, new delegation, and trade with the liquidity pool", () => {
      const stake = context.stakeAccount(user.keypair, pool.vote(0), 10n * SOL);
      pool.nextEpoch();
      pool.deposit(user, 50n * SOL);
      pool.pause();
      context.refused(deposit(), [user.keypair], "Paused");
      context.refused(pool.depositStakeInstruction(user, stake, 0), [user.keypair], "Paused");
      context.refused(pool.delegateInstruction(0), [], "Paused");
      context.refused(pool.sellInstruction(user, SOL), [user.keypair], "Paused");
      context.refused(pool.addLiquidityInstruction(provider, SOL), [provider.keypair], "Paused");
    });

    it("no ticket, no claim, no stake withdrawal, no liquidity that is taken out, no update", () => {
      pool.order(user, SOL);
      pool.pause(LIMITS.pauseSeconds);
      const queued = pool.order(user, 50n * SOL);
      const cancelled = pool.order(user, SOL);
      pool.cancel(user, cancelled);
      context.done(
        instructions.transferTicket({
          pool: pool.deployment,
          ticket: pool.ticketAddress(queued),
          owner: user.address,
          newOwner: provider.address,
        }),
        [user.keypair],
      );
      pool.deactivateAll();
      pool.nextEpoch();
      assert(context.chain.unixTime < pool.state.pausedUntil, "it is still paused");
      pool.settle(2);
      pool.claim(user.address, 0n);
      pool.claim(provider.address, queued);
      pool.withdrawStake(user, 0, 10n * SOL);
      pool.removeLiquidity(provider, 10n * SOL);
      pool.setScore(2, 1);
    });

    it("neither the drain of a validator nor its removal", () => {
      pool.pause(LIMITS.pauseSeconds);
      pool.setScore(1, 0);
      pool.emergency(1);
      pool.nextEpoch();
      pool.removeValidator(1);
    });
  });
});
