// Class: an account of somebody else's that could stop everybody: a closed or frozen treasury, a dead validator, a
// ticket that nobody claims.
import assert from "node:assert/strict";
import { StakeStatus } from "@truestake/sdk";
import { SOL, type TestContext, type TestPool, type User } from "../common";
import { stakedPool } from "./helpers";

const given = stakedPool();

describe("[P-14] [lesson-g] nobody is stopped by", () => {
  let context: TestContext;
  let pool: TestPool;
  let victim: User;

  beforeEach(() => {
    ({ context, pool, victim } = given());
  });

  /** Everything a user and a crank want from a pool. */
  function everything(): void {
    pool.deposit(victim, 10n * SOL);
    if (!pool.deployment.liquidity) pool.createLiquidity({}, 20n * SOL);
    pool.sell(victim, SOL);
    const stake = context.stakeAccount(victim.keypair, pool.vote(1), 5n * SOL);
    pool.nextEpoch();
    pool.depositStake(victim, stake, 1);
    pool.withdrawStake(victim, 1, 5n * SOL);
    pool.delegateAll();
    pool.order(victim, 50n * SOL);
    pool.order(victim, 2n * SOL);
    pool.cancel(victim, pool.state.nextTicket - 1n);
    pool.deactivateAll();
    pool.nextEpoch();
    pool.deactivateAll(); // What an activating account was in the way of.
    context.chain.passEpochs(1);
    context.chain.donate(pool.pdas.reserve, SOL);
    pool.update();
    const ticket = pool.state.nextSettlement;
    pool.settle(2);
    pool.claim(victim.address, ticket);
  }

  it("a treasury that never existed", () => {
    const second = context.createTestPool({ treasury: false });
    assert.equal(context.chain.account(second.config.treasury), null);
    const user = second.user();
    const { event } = second.deposit(user, 10n * SOL);
    assert.equal(event.data.treasury_tokens, 0n);
    context.chain.passEpochs(1);
    context.chain.donate(second.pdas.reserve, SOL);
    assert.equal(second.update().event.data.fee_tokens, 0n);
  });

  it("[bug-spl-fee-account] a treasury that its owner has closed", () => {
    context.chain.setLamports(pool.config.treasury, 0n);
    everything();
  });

  it("[bug-spl-fee-account] a treasury that is frozen, of another mint, or of no token at all", () => {
    const account = context.chain.account(pool.config.treasury) ?? assert.fail();
    const state = context.chain.snapshot();
    const broken = [
      (data: Buffer) => data.writeUInt8(2, 108),
      (data: Buffer) => pool.pdas.pool.toBuffer().copy(data),
      (data: Buffer) => data.fill(0),
    ];
    for (const change of broken) {
      context.chain.rewind(state);
      const data = Buffer.from(account.data);
      change(data);
      context.chain.setAccount(pool.config.treasury, { ...account, data });
      everything();
    }
  });

  it("a validator whose vote account is closed: its stake is taken back", () => {
    context.chain.setVoting(pool.vote(0), false);
    context.chain.passEpochs(3);
    context.chain.setLamports(pool.vote(0), 0n);
    pool.update();
    pool.injectPool("max_move", 10_000n);
    pool.setScore(0, 0);
    pool.deactivateAll();
    pool.nextEpoch();
    assert.equal(pool.record(0).stakeStatus, StakeStatus.Idle);
    everything();
  });

  it("[bug-community-holder] having the tokens by a transfer alone: they are as good as any", () => {
    const heir = pool.user("heir");
    pool.transferTokens(victim, heir.tokens, 100n * SOL);
    pool.createLiquidity({}, 20n * SOL);
    pool.sell(heir, SOL);
    pool.withdrawStake(heir, 0, 10n * SOL);
    const ticket = pool.order(heir, 50n * SOL);
    pool.deactivateAll();
    pool.nextEpoch();
    pool.settle();
    pool.claim(heir.address, ticket);
  });

  it("a ticket that nobody claims", () => {
    pool.order(victim, SOL);
    pool.nextEpoch();
    pool.settle();
    everything();
  });

  it("an owner of the head of the queue who cancels, or whose address can hold nothing", () => {
    pool.order(victim, SOL);
    pool.order(victim, SOL);
    pool.cancel(victim, 0n);
    pool.nextEpoch();
    pool.settle();
    everything();
  });

  it("an epoch's rewards that are never paid out, for claims and cancellations", () => {
    pool.order(victim, SOL);
    pool.order(victim, SOL);
    pool.nextEpoch();
    pool.settle();
    context.chain.setRewardsActive(true);
    pool.claim(victim.address, 0n);
    pool.cancel(victim, 1n);
  });

  it("a pause, for every way out", () => {
    pool.order(victim, SOL);
    pool.order(victim, SOL);
    pool.injectPool("paused_until", context.chain.unixTime + 1_000_000n);
    context.refused(pool.depositInstruction(victim, SOL), [victim.keypair], "Paused");
    pool.nextEpoch();
    pool.order(victim, 100n * SOL);
    pool.deactivateAll();
    pool.settle();
    pool.claim(victim.address, 0n);
    pool.cancel(victim, 1n);
  });

  it("a mint with more tokens than the books know, for every way out", () => {
    pool.injectSupply(pool.supply + SOL);
    context.refused(pool.depositInstruction(victim, SOL), [victim.keypair], "SupplyAboveBooks");
    pool.order(victim, 2n * SOL);
    pool.nextEpoch();
    pool.settle();
    pool.claim(victim.address, 0n);
  });

  it("a whale's exit: the last to leave gets out too", () => {
    pool.order(victim, pool.tokensOf(victim.tokens));
    pool.deactivateAll();
    pool.nextEpoch();
    pool.settle();
    pool.claim(victim.address, 0n);
    assert.equal(pool.state.queuedTokens, 0n);
  });
});
