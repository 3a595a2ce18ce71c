// Every instruction as it passes, for tests that are about all of them.
import { Keypair, type PublicKey, type TransactionInstruction } from "@solana/web3.js";
import { deployment, instructions, type PoolConfig } from "@truestake/sdk";
import { fixture, type Provider, SOL, TestContext, type TestPool } from "../common";
import type { Base } from "../common/accountSwaps";
import { createMetadata, METADATA, metadataProgram, updateMetadata } from "../common/tokenMetadata";

export interface World {
  context: TestContext;
  pool: TestPool;
  other: TestPool;
  user: Provider;
  stranger: Provider;
}

/**
 * Two pools in the same state: two validators with stake, one without, tickets 0 settled (somebody else paid its rent),
 * 1 queued, 2 cancelled and not passed, liquidity of SOL and tokens, and a stake account of the user's, active with validator 0.
 */
export const given = fixture((): World => {
  const context = new TestContext({ programs: [metadataProgram()] });
  const make = (): [TestPool, Provider] => {
    const pool = context.createTestPool({ scores: [200, 100, 0] });
    pool.createLiquidity();
    const user = pool.provider();
    pool.deposit(user, 299n * SOL);
    pool.addLiquidity(user, 50n * SOL);
    pool.sell(user, 5n * SOL);
    pool.delegateAll();
    const { guardian } = pool.roles;
    context.done(pool.orderInstruction(user, SOL, 1n, { payer: guardian.publicKey }), [user.keypair, guardian]);
    pool.order(user, 2n * SOL);
    pool.order(user, 2n * SOL);
    pool.cancel(user, 2n);
    return [pool, user];
  };
  const [pool, user] = make();
  const [other, stranger] = make();
  context.chain.passEpochs(1);
  for (const each of [pool, other]) {
    each.update();
    each.settle();
  }
  return { context, pool, other, user, stranger };
});

/** Builds an instruction for both pools. */
function forBoth(world: World, build: (pool: TestPool, user: Provider) => TransactionInstruction) {
  const { pool, other, user, stranger } = world;
  return { instruction: build(pool, user), foreign: build(other, stranger) };
}

/** Somebody who pays, where the one who acts need not. */
const payerOf = (pool: TestPool): PublicKey => pool.roles.guardian.publicKey;

/** By instruction. */
export const BASES: Record<string, (world: World) => Base> = {
  create_pool: ({ context, pool }) => {
    const creator = context.keypair("creator");
    const build = (mint: PublicKey) =>
      instructions.createPool({ creator: creator.publicKey, pool: deployment({ mint }), config: { ...pool.config } });
    const mint = Keypair.generate();
    return { instruction: build(mint.publicKey), signers: [creator, mint], foreign: build(pool.pdas.mint) };
  },
  grow_history: ({ context, other }) => {
    const payer = context.keypair("payer");
    const mint = Keypair.generate();
    const config: PoolConfig = { ...other.config };
    const create = instructions.createPool({
      creator: payer.publicKey,
      pool: deployment({ mint: mint.publicKey }),
      config,
    });
    context.done(create, [payer, mint]);
    const pool = deployment({ mint: mint.publicKey });
    return {
      instruction: instructions.growHistory({ pool, payer: payer.publicKey }),
      signers: [payer],
      foreign: instructions.growHistory({ pool: other.deployment, payer: payer.publicKey }),
    };
  },
  grow_queue: (world) => {
    const payer = world.context.keypair("payer");
    return {
      ...forBoth(world, (pool) => instructions.growQueue({ pool: pool.deployment, payer: payer.publicKey })),
      signers: [payer],
    };
  },
  deposit_sol: (world) => ({
    ...forBoth(world, (pool, user) =>
      pool.depositInstruction(user, SOL, { referrer: pool.tokenAccount(pool.roles.guardian.publicKey) }),
    ),
    signers: [world.user.keypair],
  }),
  order_unstake: (world) => ({
    ...forBoth(world, (pool, user) => pool.orderInstruction(user, SOL, 1n, { payer: payerOf(pool) })),
    signers: [world.user.keypair, world.pool.roles.guardian],
  }),
  cancel_ticket: (world) => ({
    ...forBoth(world, (pool, user) => pool.cancelInstruction(user, 1n)),
    signers: [world.user.keypair],
  }),
  transfer_ticket: (world) => ({
    ...forBoth(world, (pool, user) =>
      instructions.transferTicket({
        pool: pool.deployment,
        ticket: pool.ticketAddress(1n),
        owner: user.address,
        newOwner: pool.roles.admin.publicKey,
      }),
    ),
    signers: [world.user.keypair],
  }),
  claim_ticket: (world) => ({
    ...forBoth(world, (pool, user) => pool.claimInstruction(user.address, 0n)),
    signers: [],
  }),
  update_validators: (world) => {
    for (const pool of [world.pool, world.other]) {
      pool.injectPool("max_move", 10_000n);
      pool.setScore(0, 100);
      pool.toMovingPart().deactivate(0);
    }
    world.context.chain.passEpochs(1);
    return { ...forBoth(world, (pool) => pool.updateValidatorsInstruction()), signers: [] };
  },
  update_pool: (world) => {
    world.context.chain.passEpochs(1);
    for (const pool of [world.pool, world.other]) {
      world.context.chain.donate(pool.pdas.reserve, SOL);
      pool.updateValidators();
    }
    return { ...forBoth(world, (pool) => pool.updatePoolInstruction()), signers: [] };
  },
  delegate_reserve: (world) => {
    world.pool.deposit(world.user, 30n * SOL);
    world.other.deposit(world.stranger, 30n * SOL);
    return { ...forBoth(world, (pool) => pool.delegateInstruction(0)), signers: [] };
  },
  deactivate_stake: (world) => {
    world.pool.order(world.user, 50n * SOL);
    world.other.order(world.stranger, 50n * SOL);
    world.pool.toMovingPart();
    return { ...forBoth(world, (pool) => pool.deactivateInstruction(0)), signers: [] };
  },
  settle_tickets: (world) => ({ ...forBoth(world, (pool) => pool.settleInstruction(1, 1n)), signers: [] }),
  add_validator: (world) => {
    const votes = [world.context.chain.createVoteAccount(), world.context.chain.createVoteAccount()] as const;
    const { pool, other } = world;
    return {
      instruction: pool.addValidatorInstruction(votes[0], 1, undefined, { payer: payerOf(pool) }),
      foreign: other.addValidatorInstruction(votes[1], 1, undefined, { payer: payerOf(other) }),
      signers: [pool.roles.manager, pool.roles.guardian],
    };
  },
  set_score: (world) => ({
    ...forBoth(world, (pool) => pool.setScoreInstruction(0, 1)),
    signers: [world.pool.roles.manager],
  }),
  set_scores: (world) => ({
    ...forBoth(world, (pool) => pool.setScoresInstruction([{ index: 0, score: 1 }])),
    signers: [world.pool.roles.manager],
  }),
  propose_config: (world) => ({
    ...forBoth(world, (pool) => pool.proposeInstruction({ depositFee: 0, treasury: pool.config.treasury })),
    signers: [world.pool.roles.admin],
  }),
  propose_admin: (world) => ({
    ...forBoth(world, (pool, user) => {
      const admin = pool.roles.admin.publicKey;
      return instructions.proposeAdmin({ pool: pool.deployment, admin, newAdmin: user.address });
    }),
    signers: [world.pool.roles.admin],
  }),
  accept_admin: (world) => {
    const accept = (pool: TestPool, user: Provider) => {
      const { admin } = pool.roles;
      const proposal = { pool: pool.deployment, admin: admin.publicKey, newAdmin: user.address };
      world.context.done(instructions.proposeAdmin(proposal), [admin]);
      return instructions.acceptAdmin({ pool: pool.deployment, pendingAdmin: user.address });
    };
    return { ...forBoth(world, accept), signers: [world.user.keypair] };
  },
  set_role: (world) => ({
    ...forBoth(world, (pool, user) => {
      const admin = pool.roles.admin.publicKey;
      return instructions.setRole({ pool: pool.deployment, admin, role: "guardian", newHolder: user.address });
    }),
    signers: [world.pool.roles.admin],
  }),
  pause: (world) => ({
    ...forBoth(world, (pool) => pool.pauseInstruction(1)),
    signers: [world.pool.roles.guardian],
  }),
  resume: (world) => {
    const resume = (pool: TestPool) => {
      pool.pause(100_000);
      return instructions.resume({ pool: pool.deployment, guardian: pool.roles.guardian.publicKey });
    };
    return { ...forBoth(world, resume), signers: [world.pool.roles.guardian] };
  },
  create_liquidity: ({ context, other }) => {
    const pool = context.createTestPool();
    return {
      instruction: pool.createLiquidityInstruction({}, SOL, undefined, payerOf(pool)),
      foreign: other.createLiquidityInstruction({}, SOL, undefined, payerOf(other)),
      signers: [pool.roles.admin, pool.roles.guardian],
    };
  },
  set_liquidity_config: (world) => ({
    ...forBoth(world, (pool) => pool.setLiquidityInstruction({ minFee: 0 })),
    signers: [world.pool.roles.admin],
  }),
  create_token_metadata: (world) => {
    const payer = world.context.keypair("payer");
    return {
      ...forBoth(world, (pool) => createMetadata(pool, "pool", { payer: payer.publicKey })),
      signers: [world.pool.roles.admin, payer],
    };
  },
  update_token_metadata: (world) => {
    for (const pool of [world.pool, world.other]) {
      world.context.done(createMetadata(pool, "shares"), [pool.roles.admin]);
    }
    return {
      ...forBoth(world, (pool) => updateMetadata(pool, "shares", { ...METADATA, name: "Renamed" })),
      signers: [world.pool.roles.admin],
    };
  },
  add_liquidity: (world) => ({
    ...forBoth(world, (pool, user) => pool.addLiquidityInstruction(user, SOL)),
    signers: [world.user.keypair],
  }),
  remove_liquidity: (world) => ({
    ...forBoth(world, (pool, user) => pool.removeLiquidityInstruction(user, SOL, {}, { recipient: payerOf(pool) })),
    signers: [world.user.keypair],
  }),
  liquid_unstake: (world) => ({
    ...forBoth(world, (pool, user) => pool.sellInstruction(user, SOL, 1n, { recipient: payerOf(pool) })),
    signers: [world.user.keypair],
  }),
  // With a validator that has no stake yet: both its accounts are needed.
  deposit_stake_account: (world) => {
    const deposit = (pool: TestPool, user: Provider) => {
      pool.setScore(2, 100);
      const stake = world.context.stakeAccount(user.keypair, pool.vote(2), 10n * SOL);
      return pool.depositStakeInstruction(user, stake, 2);
    };
    const both = forBoth(world, deposit);
    world.context.chain.passEpochs(1);
    for (const pool of [world.pool, world.other]) pool.update();
    return { ...both, signers: [world.user.keypair] };
  },
  // More than the validator stake account has: the transient one gives.
  withdraw_stake_account: (world) => {
    const { pool, other, user, stranger } = world;
    pool.deposit(user, 1_000n * SOL);
    other.deposit(stranger, 1_000n * SOL);
    for (const each of [pool, other]) each.delegate(0);
    const withdraw = (from: TestPool, owner: Provider) =>
      from.withdrawStakeInstruction(owner, 0, 300n * SOL, { payer: payerOf(from) });
    return { ...forBoth(world, withdraw), signers: [user.keypair, pool.roles.guardian] };
  },
  emergency_deactivate: (world) => {
    for (const pool of [world.pool, world.other]) pool.setScore(0, 0);
    return { ...forBoth(world, (pool) => pool.emergencyInstruction(0)), signers: [world.pool.roles.manager] };
  },
  remove_validator: (world) => {
    for (const pool of [world.pool, world.other]) {
      pool.setScore(0, 0);
      pool.emergency(0);
    }
    world.context.chain.passEpochs(1);
    for (const pool of [world.pool, world.other]) pool.update();
    // Not the last one, so that the last one's mark counts too.
    return { ...forBoth(world, (pool) => pool.removeValidatorInstruction(0)), signers: [] };
  },
  convert: (world) => ({
    ...forBoth(world, (pool) => instructions.convert({ pool: pool.deployment, conversion: "toTokens", amount: SOL })),
    signers: [],
  }),
  check_backing: (world) => ({
    ...forBoth(world, (pool) =>
      instructions.checkBacking({ pool: pool.deployment, validators: pool.list.records().slice(0, 2) }),
    ),
    signers: [],
  }),
  get_price: (world) => ({
    ...forBoth(world, (pool) => instructions.getPrice({ pool: pool.deployment })),
    signers: [],
  }),
};
