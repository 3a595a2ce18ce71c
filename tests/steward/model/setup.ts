// What lives begin with: a pool that an earlier manager ran, six validators with votes, and a steward, new or settled.
import assert from "node:assert/strict";
import type { Snapshot } from "@truestake/localnet";
import { instructions } from "@truestake/sdk";
import { decodeVoteAccount } from "@truestake/sdk/validators";
import { SOL, TestContext } from "../../common";
import { POLICY, type Policy, STEWARD, TestSteward } from "../../common/steward";
import { assess, join, liftVeto, listedPlaces, rate, request, veto, withdraw } from "./calls";
import { crank, QUIET, quietEpoch } from "./keepers";
import { type Counts, type Ground, Life } from "./life";
import { addBlsKey, fundVote, passEpoch, slash } from "./nature";
import type { VoteAccount, World } from "./world";

export const VALIDATORS = 6;
/** The earlier manager has listed so many of them. */
const OLD = 2;
const EPOCHS_OF_VOTES = 11;
/** Updates until the steward is the manager. */
const UPDATES = 5;

/** How a life begins. */
interface Opening {
  policy: Partial<Policy>;
  /** Whether five members have had stake for a while. */
  isSettled: boolean;
  /** What they have beside their votes when they join. */
  prepare?: (life: Life) => void;
  /** What has just happened to them. */
  finish?: (life: Life) => void;
}

const OPENINGS: Record<string, Opening> = {
  new: { policy: { least_debt: 1n }, isSettled: false },
  settled: { policy: {}, isSettled: true },
  strict: {
    policy: {
      share: 2_500,
      commission_ceiling: 1_000,
      tolerance: 50,
      floor_ratio: 700_000,
      join_fee: 0n,
      least_debt: SOL,
    },
    isSettled: true,
  },
  // Some have a key, some the balance, three both.
  asking: {
    policy: { require_bls_key: 1, min_vote_balance: SOL / 2n },
    isSettled: true,
    prepare: (life) => {
      for (const number of [1, 2, 3, 4]) addBlsKey(life, number);
      for (const number of [0, 1, 2, 3]) fundVote(life, number, SOL);
    },
  },
  // One has left while it was vetoed.
  left: { policy: {}, isSettled: true, finish: leaveVetoed },
  // Nobody noted six epochs, and then one has lost more than its bond.
  stricken: { policy: {}, isSettled: true, finish: strike },
};

function leaveVetoed(life: Life): void {
  assert(veto(life, 0));
  assert(liftVeto(life, 0));
  assert(veto(life, 0));
  assert(request(life, { place: 0, by: 0, tokens: 0n, leaves: true }));
  for (let epoch = 0; epoch < 5; epoch++) quietEpoch(life);
  assert(withdraw(life, { place: 0, to: 0 }));
}

function strike(life: Life): void {
  for (let epoch = 0; epoch < 6; epoch++) passEpoch(life, QUIET);
  crank(life, { moves: false });
  slash(life, 1, 5_000n, true);
  const places = listedPlaces(life);
  assess(life, places);
  rate(life, places);
}

export const OPENING_NAMES = Object.keys(OPENINGS);

interface Made {
  ground: Ground;
  snapshot: Snapshot;
}

let first: Made | undefined;

/** The pool and its validators, without a steward that knows of itself. */
function groundOf(): Made {
  if (first) return first;
  const context = new TestContext({ programs: [STEWARD] });
  const pool = context.createTestPool({ rewardFee: 500, depositFee: 0, maxMove: 10_000, reserveBuffer: 100 });
  const holder = pool.user("holder", 400_000n * SOL);
  pool.deposit(holder, 200_000n * SOL);
  const steward = new TestSteward(context, pool);
  steward.notes = false;
  for (let made = 0; made < VALIDATORS; made++) {
    const { vote } = steward.newValidator(300n * SOL);
    if (made < OLD) pool.addValidator(1_000, vote);
  }
  for (let epoch = 0; epoch < EPOCHS_OF_VOTES; epoch++) {
    if (epoch === EPOCHS_OF_VOTES - UPDATES) {
      const { admin } = pool.roles;
      const args = { pool: pool.deployment, admin: admin.publicKey, role: "validatorManager" as const };
      context.done(instructions.setRole({ ...args, newHolder: steward.authority }), [admin]);
    }
    steward.nextEpoch();
    pool.toMovingPart();
    pool.delegateAll();
  }
  first = {
    ground: { context, pool, holder, validators: [...steward.validators] },
    snapshot: context.chain.snapshot(),
  };
  return first;
}

function voteAccount(ground: Ground, number: number): VoteAccount {
  const { vote } = ground.validators[number] ?? assert.fail();
  const { chain } = ground.context;
  const { commissionBps, credits, lastVotedSlot } = decodeVoteAccount((chain.account(vote) ?? assert.fail()).data);
  return {
    isOpen: true,
    isReadable: true,
    commission: BigInt(commissionBps),
    hasBlsKey: false,
    lastVoted: lastVotedSlot,
    lamports: chain.balance(vote),
    credits: credits.map(({ epoch, credits }) => ({ epoch, credits })),
  };
}

const NO_POOL = {
  isManaged: false,
  price: { total: 1n, supply: 1n },
  ...{ held: 0n, queued: 0n, recent: 0n, late: 0n, queueEpoch: 0n, movingPart: 0n, buffer: 0n },
};

/** A pool gets its steward. */
function found({ ground, snapshot }: Made, policy: Policy, counts: Counts): Life {
  const { context, pool, validators } = ground;
  const { chain } = context;
  chain.rewind(snapshot);
  const done = context.done(new TestSteward(context, pool).create(policy), [pool.roles.admin]);
  assert.equal(done.error, undefined);
  const world: World = {
    cluster: {
      epoch: chain.epoch,
      slot: chain.slot,
      slotsPerEpoch: chain.slotsPerEpoch,
      rewards: { height: 0n, points: 0n, lamports: 0n, isActive: false },
      newest: undefined,
    },
    votes: validators.map((_, number) => voteAccount(ground, number)),
    pool: { ...NO_POOL, records: [], history: [] },
    policy,
    next: undefined,
    earlier: undefined,
    managedSince: 0n,
    dismissed: 0n,
    notedHeight: 0n,
    notes: new Map(),
    members: [],
    barred: [],
    tokens: Object.fromEntries(validators.map(({ owner }) => [owner.address.toBase58(), pool.tokensOf(owner.tokens)])),
    vault: 0n,
    gifts: 0n,
    supply: 0n,
    reserve: 0n,
  };
  const life = new Life(ground, world, counts);
  life.lookAround();
  life.check("create_steward");
  return life;
}

const openings = new Map<string, { snapshot: Snapshot; world: World }>();

/** A life that begins as its name says; what was made once is come back to. */
export function begin(name: string, counts: Counts): Life {
  const made = groundOf();
  const opening = OPENINGS[name] ?? assert.fail(name);
  const known = openings.get(name);
  if (known) {
    made.ground.context.chain.rewind(known.snapshot);
    return new Life(made.ground, structuredClone(known.world), counts);
  }
  const life = found(made, { ...POLICY, ...opening.policy }, counts);
  if (opening.isSettled) {
    opening.prepare?.(life);
    for (const [validator, tokens] of [30n, 100n, 100n, 100n, 100n].entries()) {
      join(life, { validator, place: life.world.members.length, tokens: tokens * SOL, pledge: 500 });
    }
    for (let epoch = 0; epoch < 9; epoch++) quietEpoch(life);
    opening.finish?.(life);
  } else {
    quietEpoch(life);
    crank(life);
  }
  openings.set(name, { snapshot: life.chain.snapshot(), world: structuredClone(life.world) });
  return life;
}
