// SOL that comes when it can no longer be delegated before the next epoch, and leaves as soon as it can: how such a life begins and ends.
import { SOL, TestContext, type TestPool, type User } from "../common";
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

/** A pool that has earned for two epochs, of a user and somebody who may leave; a thief has SOL beside it. */
export function beginLateSol({ users, leavers = 0n }: { users: bigint; leavers?: bigint }): LateSol {
  const context = new TestContext();
  const { chain } = context;
  const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
  const [user, leaver] = [pool.user("user"), pool.user("leaver")];
  const [thief, helper] = [pool.user("thief", 1_000_000n * SOL), pool.user("helper", 1_000_000n * SOL)];
  pool.deposit(user, users);
  if (leavers > 0n) pool.deposit(leaver, leavers);
  pool.delegateAll();
  pool.nextEpoch();
  const next = () => pool.nextEpoch(pool.votes.map((vote) => ({ vote, partsPerMillion: RATE })));
  for (let epoch = 0; epoch < 2; epoch++) next();
  const wealth = () => chain.balance(thief.address) + chain.balance(helper.address);
  return { context, pool, user, leaver, thief, helper, wealth, before: wealth(), next };
}

/** Goes to a slot of the running epoch, by its place in it. */
export function toSlot({ pool: { chain } }: LateSol, place: bigint): void {
  chain.advanceSlots(place - (chain.slot % chain.slotsPerEpoch));
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
