// SOL that comes when it can no longer be delegated before the next epoch, and leaves as soon as it can: how such a life begins and ends.
import assert from "node:assert/strict";
import { decodeConverted, delegatedLamports, instructions } from "@truestake/sdk";
import { fixtures, SOL, TestContext, type TestPool, type User } from "../common";
import { FREE, worth } from "./helpers";

/** Parts per million that stake earns in an epoch. */
const RATE = 400n;

export interface LateSol {
  context: TestContext;
  pool: TestPool;
  user: User;
  leaver: User;
  thief: User;
  /** The thief's other key. */
  helper: User;
  /** What the thief has, with the helper. */
  wealth(): bigint;
  before: bigint;
  /** Passes to the next epoch, with rewards for all stake. */
  next(): void;
}

type PoolOptions = Parameters<TestContext["createTestPool"]>[0];

/** The rewards that stake of a pool earns in an epoch. */
export const rewardsOf = ({ votes }: TestPool) => votes.map((vote) => ({ vote, partsPerMillion: RATE }));

/** A pool without fees of a user, and of somebody who may leave; a thief has SOL beside it. */
function newLife({ users, leavers = 0n, ...options }: { users: bigint; leavers?: bigint } & PoolOptions): LateSol {
  const context = new TestContext();
  const { chain } = context;
  const pool = context.createTestPool({ ...FREE, scores: [100, 100], ...options });
  const [user, leaver] = [pool.user("user"), pool.user("leaver")];
  const [thief, helper] = [pool.user("thief", 1_000_000n * SOL), pool.user("helper", 1_000_000n * SOL)];
  pool.deposit(user, users);
  if (leavers > 0n) pool.deposit(leaver, leavers);
  const next = () => pool.nextEpoch(rewardsOf(pool));
  const wealth = () => chain.balance(thief.address) + chain.balance(helper.address);
  return { context, pool, user, leaver, thief, helper, wealth, before: wealth(), next };
}

/** Such a pool that has earned for two epochs. */
export const beginLateSol = fixtures((options: Parameters<typeof newLife>[0]): LateSol => {
  const life = newLife(options);
  life.pool.delegateAll();
  life.pool.nextEpoch();
  for (let epoch = 0; epoch < 2; epoch++) life.next();
  return life;
});

type LimitedOptions = Required<Pick<PoolOptions & object, "scores" | "maxValidatorShare">> & {
  caps?: bigint[];
} & Partial<Parameters<typeof newLife>[0]>;

/** Such a pool of 1,000 SOL in which limits bind: after some epochs all is delegated, and every validator is at its target. */
export const beginLimited = fixtures(({ caps = [], ...options }: LimitedOptions): LateSol => {
  const life = newLife({ users: 999n * SOL, ...options });
  if (caps.length > 0) life.pool.setScores(...caps.map((cap, index) => ({ index, cap })));
  for (let epoch = 0; epoch < 12; epoch++) {
    life.pool.delegateAll();
    life.pool.deactivateAll();
    life.next();
  }
  life.pool.delegateAll();
  return life;
});

/** Deactivates all that may be, and says what of it was rebalanced in this epoch. */
export function rebalance({ pool }: LateSol): bigint {
  while (pool.deactivateAll() > 0);
  const { movedEpoch, movedLamports } = pool.state;
  return movedEpoch === pool.chain.epoch ? movedLamports : 0n;
}

/** What moves in this epoch, after so many looks at all, and in the next three, in which no rewards bring anybody over a cap. */
export function rebalanceAfter(life: LateSol, looks: number): bigint[] {
  const { pool, context } = life;
  for (let look = 0; look < looks; look++) context.done(pool.updateValidatorsInstruction());
  const moved = [rebalance(life)];
  for (let epoch = 0; epoch < 3; epoch++) {
    pool.nextEpoch();
    pool.delegateAll();
    moved.push(rebalance(life));
  }
  return moved;
}

/** What each validator has that stays, in lamports. */
export const stakesOf = ({ pool }: LateSol): bigint[] => pool.list.records().map(delegatedLamports);

/** Tokens that a deposit would give now. */
export const tokensFor = ({ context, deployment }: TestPool, amount: bigint): bigint =>
  decodeConverted(context.view(instructions.convert({ pool: deployment, conversion: "toTokens", amount }))).amount;

/** Goes to a slot of the running epoch, by its place in it. */
export function toSlot({ pool: { chain } }: LateSol, place: bigint): void {
  chain.advanceSlots(place - (chain.slot % chain.slotsPerEpoch));
}

/** Goes to the last slot before the epoch's closing part, its last hundredth. */
export function toLastOpenSlot(life: LateSol): void {
  const { slotsPerEpoch } = life.pool.chain;
  toSlot(life, slotsPerEpoch - slotsPerEpoch / 100n - 1n);
}

/**
 * The thief leaves: past the epoch's end, where an honest keeper delegates at once, the SOL is ordered out in the last slot before the
 * moving part, recalled, and paid. What the thief gained, and what the user has when all is released.
 */
export function leaveWith(
  life: LateSol,
  brought: bigint,
  earlier: [User, bigint][] = [],
): { gain: bigint; users: bigint } {
  const { pool, user, thief, next, wealth, before } = life;
  const settle = () => {
    if (pool.state.nextSettlement < pool.state.nextTicket) pool.settle();
  };
  next();
  settle();
  pool.delegateAll();
  pool.chain.advanceSlots(pool.movingSlot - pool.chain.slot - 1n);
  const tickets = [...earlier];
  if (brought > 0n) tickets.push([thief, pool.order(thief, pool.tokensOf(thief.tokens))]);
  while (pool.deactivateAll() > 0);
  next();
  settle();
  for (const [owner, ticket] of tickets) pool.claim(owner.address, ticket);
  const gain = wealth() - before;
  pool.delegateAll();
  next();
  next();
  return { gain, users: worth(pool, pool.tokensOf(user.tokens)) };
}

/** SOL that is brought gains nothing, and the user has what is theirs without it, but for rounding. */
export function takesNothing(brought: bigint, end: (amount: bigint) => ReturnType<typeof leaveWith>): void {
  const [alone, found] = [end(0n), end(brought)];
  assert(found.users + 1_000n >= alone.users, `the users lack ${alone.users - found.users}`);
  assert(found.gain <= 0n, `gained ${found.gain}`);
}
