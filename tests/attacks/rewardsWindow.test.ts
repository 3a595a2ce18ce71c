// Class: the time in which an epoch's rewards are being paid out: stake accounts do not show yet what they earned. The
// guard is require_rewards_paid() in everything that measures, prices or moves stake; what needs neither stays open.
import assert from "node:assert/strict";
import type { Keypair, PublicKey, TransactionInstruction } from "@solana/web3.js";
import { decodeTruePrice, instructions } from "@truestake/sdk";
import { fixture, type Provider, SOL, type TestContext, type TestPool } from "../common";
import { stakedPool } from "./helpers";

interface Given {
  context: TestContext;
  pool: TestPool;
  user: Provider;
  stake: PublicKey;
}

const staked = stakedPool();

/** Ticket 0 is settled and 1 queued; there is liquidity, and a stake account of the user's. Rewards are being paid out. */
const given = fixture((): Given => {
  const { context, pool } = staked();
  pool.createLiquidity();
  const user = pool.provider();
  pool.deposit(user, 100n * SOL);
  pool.addLiquidity(user, 10n * SOL);
  pool.order(user, SOL);
  const stake = context.stakeAccount(user.keypair, pool.vote(0), 10n * SOL);
  pool.nextEpoch();
  pool.settle();
  pool.order(user, SOL);
  pool.setScore(1, 0);
  context.chain.setRewardsActive(true);
  return { context, pool, user, stake };
});

type Case = (given: Given) => [TransactionInstruction | TransactionInstruction[], Keypair[]];

const CLOSED: Record<string, Case> = {
  deposit_sol: ({ pool, user }) => [pool.depositInstruction(user, SOL), [user.keypair]],
  order_unstake: ({ pool, user }) => [pool.orderInstruction(user, SOL), [user.keypair]],
  liquid_unstake: ({ pool, user }) => [pool.sellInstruction(user, SOL), [user.keypair]],
  add_liquidity: ({ pool, user }) => [pool.addLiquidityInstruction(user, SOL), [user.keypair]],
  deposit_stake_account: ({ pool, user, stake }) => [pool.depositStakeInstruction(user, stake, 0), [user.keypair]],
  withdraw_stake_account: ({ pool, user }) => {
    return [pool.withdrawStakeInstruction(user, 0, 10n * SOL), [user.keypair]];
  },
  update_validators: ({ pool }) => [pool.updateValidatorsInstruction(), []],
  delegate_reserve: ({ pool }) => [pool.delegateInstruction(0), []],
  deactivate_stake: ({ pool }) => [pool.deactivateInstruction(1), []],
  settle_tickets: ({ pool }) => [pool.settleInstruction(), []],
  emergency_deactivate: ({ pool }) => [pool.emergencyInstruction(1), [pool.roles.manager]],
};

const OPEN: Record<string, Case> = {
  cancel_ticket: ({ pool, user }) => [pool.cancelInstruction(user, 1n), [user.keypair]],
  claim_ticket: ({ pool, user }) => [pool.claimInstruction(user.address, 0n), []],
  remove_liquidity: ({ pool, user }) => [pool.removeLiquidityInstruction(user, SOL), [user.keypair]],
  set_score: ({ pool }) => [pool.setScoreInstruction(0, 0), [pool.roles.manager]],
  pause: ({ pool }) => [pool.pauseInstruction(1), [pool.roles.guardian]],
  check_backing: ({ pool }) => [
    instructions.checkBacking({ pool: pool.deployment, validators: pool.list.records() }),
    [],
  ],
};

describe("[class-rewards] [lesson-k] [bug-spl-rewards] while rewards are being paid out", () => {
  for (const [name, make] of Object.entries(CLOSED)) {
    it(`${name} is refused`, () => {
      const world = given();
      const [instruction, signers] = make(world);
      world.context.refused(instruction, signers, "EpochRewardsActive");
    });
  }

  for (const [name, make] of Object.entries(OPEN)) {
    it(`${name} is open`, () => {
      const world = given();
      const [instruction, signers] = make(world);
      world.context.done(instruction, signers);
    });
  }

  it("the epoch is not updated, nor a drained validator removed", () => {
    const { context, pool } = given();
    context.chain.setRewardsActive(false);
    pool.emergency(1);
    pool.nextEpoch();
    context.chain.setRewardsActive(true);
    context.refused(pool.removeValidatorInstruction(1), [], "EpochRewardsActive");
    context.chain.passEpochs(1);
    context.refused(pool.updatePoolInstruction(), [], "EpochRewardsActive");
  });

  it("the price says that it is not fresh", () => {
    const { context, pool } = given();
    const price = () => decodeTruePrice(context.view(instructions.getPrice({ pool: pool.deployment })));
    assert.equal(price().fresh, false);
    context.chain.setRewardsActive(false);
    assert.equal(price().fresh, true);
  });
});
