// Every instruction of the steward as it passes, for tests that are about all of them.
import assert from "node:assert/strict";
import type { Keypair, TransactionInstruction } from "@solana/web3.js";
import { instructions } from "@truestake/sdk";
import { fixture, SOL, TestContext, type User } from "../common";
import type { Base } from "../common/accountSwaps";
import { CREDITS_PER_SLOT, STEWARD, TestSteward, type TestValidator } from "../common/steward";

/** One of the two pools, and its steward. */
interface Side {
  steward: TestSteward;
  /** Of a pool that has none yet. */
  none: TestSteward;
  /** The pool lists it, and it is no member. */
  old: TestValidator;
  /** Has stake, and a bond of which little may be vetoed. */
  member: TestValidator;
  second: TestValidator;
  /** A member that the pool does not list. */
  waiting: TestValidator;
  /** No member. */
  last: TestValidator;
  /** Pays rents. */
  payer: Keypair;
  /** Has most of the pool's tokens. */
  holder: User;
}

export interface World {
  context: TestContext;
  here: Side;
  there: Side;
}

function makeSide(context: TestContext): Side {
  const pool = context.createTestPool({ rewardFee: 0, depositFee: 0, maxMove: 10_000, reserveBuffer: 0 });
  const holder = pool.user("holder", 300_000n * SOL);
  pool.deposit(holder, 200_000n * SOL);
  const steward = new TestSteward(context, pool);
  const { admin } = pool.roles;
  // Two members: with less for each, too little counted of the larger bond to veto the other.
  context.done(steward.create({ share: 10_000 }), [admin]);
  const role = { pool: pool.deployment, admin: admin.publicKey, role: "validatorManager" as const };
  const validator = () => steward.newValidator(400n * SOL);
  const old = validator();
  const [member, second, waiting, last] = [validator(), validator(), validator(), validator()];
  pool.addValidator(0, old.vote);
  context.done(instructions.setRole({ ...role, newHolder: steward.authority }), [admin]);
  const none = new TestSteward(context, context.createTestPool());
  return { steward, none, old, member, second, waiting, last, payer: context.keypair("payer"), holder };
}

/** Epochs in which all validators of both sides vote, with both pools updated. */
function pass({ context, here, there }: World, epochs: number): void {
  for (let epoch = 0; epoch < epochs; epoch++) {
    const ended = context.chain.epoch;
    here.steward.endEpoch();
    for (const validator of there.steward.validators) {
      validator.addCredits(ended, CREDITS_PER_SLOT * context.chain.slotsPerEpoch, context.chain.slot - 1n);
      validator.voteNow();
    }
    context.done(there.steward.noteEpoch());
    for (const { steward } of [here, there]) steward.pool.update();
  }
}

/** Lets a validator join at the end of the list; the side's payer pays. */
function admit(context: TestContext, { steward, payer }: Side, validator: TestValidator, tokens: bigint): void {
  const index = steward.count;
  const join = steward.join(validator, { index, tokens }, { payer: payer.publicKey });
  context.done(join, [payer, validator.withdrawer, validator.owner.keypair]);
  validator.index = index;
}

/** Two pools in the same state. */
export const given = fixture((): World => {
  const context = new TestContext({ programs: [STEWARD] });
  const world = { context, here: makeSide(context), there: makeSide(context) };
  const sides = [world.here, world.there];
  pass(world, 11);
  for (const side of sides) {
    const { steward, member, second, waiting } = side;
    admit(context, side, member, 30n * SOL);
    admit(context, side, second, 370n * SOL);
    for (const one of [member, second]) context.done(steward.list(one));
    admit(context, side, waiting, 20n * SOL);
  }
  pass(world, 2);
  for (const { steward, member, second } of sides) {
    context.done(steward.rate([member, second]));
    steward.pool.toMovingPart();
    steward.pool.delegateAll();
  }
  pass(world, 2);
  return world;
});

/** Builds an instruction for both pools. */
function forBoth({ here, there }: World, build: (side: Side) => TransactionInstruction) {
  return { instruction: build(here), foreign: build(there) };
}

/** So many of its bond count that a tenth of them may be vetoed. */
function announceVeto({ here, context }: World): void {
  const { steward, member } = here;
  context.done(steward.rate([member, here.second]));
  context.done(steward.veto(member), [steward.pool.roles.admin]);
}

const payerOf = ({ payer }: Side) => ({ payer: payer.publicKey });
const adminOf = ({ here }: World): Keypair[] => [here.steward.pool.roles.admin];
const ownerOf = ({ here }: World): Keypair[] => [here.member.owner.keypair];

/** By instruction: what makes it pass, from the state of {@link given}. */
export const BASES: Record<string, (world: World) => Base> = {
  create_steward: (world) => ({
    ...forBoth(world, (side) => side.none.create({}, payerOf(side))),
    signers: [world.here.payer, world.here.none.pool.roles.admin],
  }),
  update_policy: (world) => ({
    ...forBoth(world, ({ steward }) => steward.updatePolicy({ min_bond: SOL })),
    signers: adminOf(world),
  }),
  note_epoch: (world) => {
    world.here.steward.notes = false;
    world.here.steward.endEpoch();
    world.here.steward.notes = true;
    return { ...forBoth(world, ({ steward }) => steward.noteEpoch()), signers: [] };
  },
  join: (world) => {
    const { payer, last } = world.here;
    const both = forBoth(world, (side) => side.steward.join(side.last, { tokens: 20n * SOL }, payerOf(side)));
    return { ...both, signers: [payer, last.withdrawer, last.owner.keypair] };
  },
  set_pledge: (world) => ({
    ...forBoth(world, ({ steward, member }) => steward.setPledge(member, 100)),
    signers: ownerOf(world),
  }),
  deposit_bond: (world) => ({
    ...forBoth(world, ({ steward, member }) => steward.deposit(member, SOL)),
    signers: ownerOf(world),
  }),
  request_withdrawal: (world) => ({
    ...forBoth(world, ({ steward, member }) => steward.request(member, SOL)),
    signers: ownerOf(world),
  }),
  withdraw_bond: (world) => {
    const { here, context } = world;
    context.done(here.steward.request(here.member, SOL), ownerOf(world));
    for (let epoch = 0; epoch < 4; epoch++) {
      pass(world, 1);
      context.done(here.steward.assess([here.member]));
      if (here.steward.member(here.member).debt > 0n) context.done(here.steward.cover([here.member.index]));
      context.done(here.steward.rate([here.member, here.second]));
      here.steward.pool.toMovingPart();
      here.steward.pool.deactivateAll();
    }
    const rentPayer = (side: Side) => ({ rent_payer: side.payer.publicKey });
    return { ...forBoth(world, (side) => side.steward.withdraw(side.member, rentPayer(side))), signers: [] };
  },
  remove_member: (world) => {
    const { here, context } = world;
    const { steward, second } = here;
    steward.burnOut(second, here.holder);
    for (let epoch = 0; epoch < 3; epoch++) {
      context.done(steward.rate([here.member, second]));
      steward.pool.toMovingPart();
      steward.pool.deactivateAll();
      pass(world, 1);
      context.done(steward.assess([second]));
    }
    const rentPayer = (side: Side) => ({ rent_payer: side.payer.publicKey });
    return { ...forBoth(world, (side) => side.steward.remove(side.second, rentPayer(side))), signers: [] };
  },
  close_membership: (world) => {
    const { here, context } = world;
    const { steward, member } = here;
    announceVeto(world);
    context.done(steward.request(member, 0n, true), ownerOf(world));
    for (let epoch = 0; epoch < 5; epoch++) {
      pass(world, 1);
      context.done(steward.assess([member]));
      if (steward.member(member).debt > 0n) context.done(steward.cover([member.index]));
      context.done(steward.rate([member, here.second]));
      steward.pool.toMovingPart();
      steward.pool.deactivateAll();
    }
    pass(world, 1);
    context.done(steward.assess([member]));
    const rentPayer = (side: Side) => ({ rent_payer: side.payer.publicKey });
    context.done(steward.withdraw(member, rentPayer(here)));
    context.chain.passEpochs(30);
    return { ...forBoth(world, (side) => side.steward.closeMembership(side.member, rentPayer(side))), signers: [] };
  },
  list_validator: (world) => ({
    ...forBoth(world, (side) => side.steward.list(side.waiting, payerOf(side))),
    signers: [world.here.payer],
  }),
  rate: (world) => ({ ...forBoth(world, ({ steward, member }) => steward.rate([member])), signers: [] }),
  migrate: (world) => ({ ...forBoth(world, ({ steward, old }) => steward.migrate([old.vote])), signers: [] }),
  assess: (world) => ({ ...forBoth(world, ({ steward, member }) => steward.assess([member])), signers: [] }),
  cover: (world) => {
    const { here, context } = world;
    here.member.taken = 10_000n;
    pass(world, 1);
    here.member.taken = undefined;
    context.done(here.steward.assess([here.member]));
    assert(here.steward.member(here.member).debt > 0n);
    return { ...forBoth(world, ({ steward, member }) => steward.cover([member.index])), signers: [] };
  },
  veto: (world) => {
    const { here, context } = world;
    context.done(here.steward.rate([here.member, here.second]));
    return { ...forBoth(world, ({ steward, member }) => steward.veto(member)), signers: adminOf(world) };
  },
  lift_veto: (world) => {
    announceVeto(world);
    return { ...forBoth(world, ({ steward, member }) => steward.liftVeto(member)), signers: adminOf(world) };
  },
};
