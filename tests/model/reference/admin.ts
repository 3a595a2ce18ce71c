// What the admin may do. Everybody else is refused by name.
import { coming, LIMITS, type ModelFees, type ModelLiquidityFees, newLiquidity } from "../../common";
import { PPB } from "./numbers";
import { allow, refuse } from "./refusal";
import type { Told } from "./users";
import { managerOf, pay, rentFor, type World } from "./world";

export interface ConfigArgs {
  by: string;
  fees: Partial<ModelFees>;
  reserveBuffer?: bigint | undefined;
  maxValidatorShare?: bigint | undefined;
  maxMove?: bigint | undefined;
  movingPart?: bigint | undefined;
  depositCap?: bigint | undefined;
  treasury?: string | undefined;
}

export function proposeConfig(world: World, { by, fees, treasury, depositCap, ...ratios }: ConfigArgs): Told {
  const { books, policy } = world;
  allow(by === world.roles.admin, "NotAdmin");
  const { reserveBuffer = policy.reserveBuffer, maxValidatorShare = policy.maxValidatorShare } = ratios;
  const { maxMove = policy.maxMove, movingPart = books.movingPart } = ratios;
  const { least, most } = LIMITS.movingPart;
  const fits = reserveBuffer <= BigInt(LIMITS.reserveBuffer) && maxValidatorShare >= 1n;
  const isPart = movingPart >= BigInt(least) && movingPart <= BigInt(most);
  allow(fits && maxValidatorShare <= 10_000n && maxMove <= 10_000n && isPart, "RatioOutOfRange");
  const wanted = { ...coming(books.fees), ...fees };
  const isAllowed =
    wanted.reward <= LIMITS.rewardFee &&
    wanted.deposit <= LIMITS.depositFee &&
    wanted.withdrawal <= LIMITS.withdrawalFee &&
    wanted.ticket <= LIMITS.ticketFee &&
    wanted.referralShare <= 10_000;
  allow(isAllowed, "FeeTooHigh");
  books.propose(fees);
  // What validators take in this epoch was noted by what it was.
  if (maxValidatorShare < policy.maxValidatorShare) books.intake.busy = PPB;
  world.policy = { reserveBuffer, maxValidatorShare, maxMove };
  Object.assign(books, { reserveBuffer, maxValidatorShare });
  books.movingPart = movingPart;
  world.depositCap = depositCap ?? world.depositCap;
  if (treasury) {
    world.treasuries[treasury] ??= undefined;
    world.treasury = treasury;
  }
  return { pending_fees_update: books.fees.from };
}

export interface LiquidityConfigArgs {
  by: string;
  fees: ModelLiquidityFees;
  cap: bigint;
}

function requireLiquidityFees({ target, min, max, treasuryCut }: ModelLiquidityFees): undefined {
  allow(max <= BigInt(LIMITS.liquidityFee) && treasuryCut <= BigInt(LIMITS.treasuryCut), "FeeTooHigh");
  const isTarget = target >= LIMITS.liquidityTarget && target <= LIMITS.largestLiquidityTarget;
  allow(min <= max && isTarget, "RatioOutOfRange");
}

/** Bytes of a token account and of a mint. */
const TOKENS_BYTES = 165n;
const MINT_BYTES = 82n;

export interface LiquidityArgs extends LiquidityConfigArgs {
  seed: bigint;
  /** Who pays the seed and all rents; the admin unless named. */
  payer?: string | undefined;
}

export function createLiquidity(world: World, { by, fees, cap, seed, payer = by }: LiquidityArgs): Told {
  allow(by === world.roles.admin, "NotAdmin");
  requireLiquidityFees(fees);
  allow(seed >= LIMITS.liquiditySeed, "SeedTooSmall");
  if (world.books.liquidity) refuse("System:AccountAlreadyInUse");
  world.books.liquidity = newLiquidity(seed, fees, world.clock.slot);
  world.liquidityCap = cap;
  const vault = rentFor(world, 0n) + seed;
  world.vault += vault;
  const rents = [world.sizes.liquidity, TOKENS_BYTES, MINT_BYTES].map((bytes) => rentFor(world, bytes));
  pay(world, payer, -rents.reduce((sum, rent) => sum + rent, vault));
  return { seed_lamports: seed };
}

/** All fees rise together two updates later when anything about them rises. */
export function setLiquidityConfig(world: World, { by, fees, cap }: LiquidityConfigArgs): Told {
  const liquidity = world.books.liquidity ?? refuse("AccountOwnedByWrongProgram");
  allow(by === world.roles.admin, "NotAdmin");
  requireLiquidityFees(fees);
  world.books.setLiquidityFees(liquidity, fees, world.clock);
  world.liquidityCap = cap;
  return { pending_fees_update: liquidity.fees.from };
}

export function proposeAdmin({ roles }: World, { by, to }: { by: string; to: string | undefined }): undefined {
  allow(by === roles.admin, "NotAdmin");
  roles.pending = to;
}

export function acceptAdmin({ roles }: World, { by }: { by: string }): undefined {
  allow(by === roles.pending, "NotPendingAdmin");
  roles.admin = by;
  roles.pending = undefined;
}

export interface RoleArgs {
  by: string;
  role: "manager" | "guardian";
  to: string | undefined;
}

/** A guardian takes over at once, a validator manager five updates later. */
export function setRole(world: World, { by, role, to }: RoleArgs): Told {
  const { roles, books } = world;
  allow(by === roles.admin, "NotAdmin");
  if (to === undefined) refuse("MissingRole");
  if (role === "guardian") {
    roles.guardian = to;
    return { from_update: 0n };
  }
  const now = managerOf(world);
  roles.manager =
    to === now ? { now, next: undefined, from: 0n } : { now, next: to, from: books.updates + LIMITS.updates.manager };
  return { from_update: roles.manager.from };
}
