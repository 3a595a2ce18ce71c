// What the admin may do. Everybody else is refused by name.
import { LIMITS, type ModelFees, type ModelLiquidityFees, noArrivals } from "../../common";
import { allow, refuse } from "./refusal";
import type { Told } from "./users";
import type { World } from "./world";

export interface ConfigArgs {
  by: string;
  fees: Partial<ModelFees>;
  reserveBuffer?: bigint | undefined;
  maxValidatorShare?: bigint | undefined;
  maxMove?: bigint | undefined;
  depositCap?: bigint | undefined;
  treasury?: string | undefined;
}

export function proposeConfig(world: World, { by, fees, treasury, depositCap, ...ratios }: ConfigArgs): Told {
  const { books, policy } = world;
  allow(by === world.roles.admin, "NotAdmin");
  const { reserveBuffer = policy.reserveBuffer, maxValidatorShare = policy.maxValidatorShare } = ratios;
  const { maxMove = policy.maxMove } = ratios;
  const fits = reserveBuffer <= BigInt(LIMITS.reserveBuffer) && maxValidatorShare >= 1n;
  allow(fits && maxValidatorShare <= 10_000n && maxMove <= 10_000n, "RatioOutOfRange");
  const wanted = { ...(books.pending?.fees ?? books.fees), ...fees };
  const isAllowed =
    wanted.reward <= LIMITS.rewardFee &&
    wanted.deposit <= LIMITS.depositFee &&
    wanted.withdrawal <= LIMITS.withdrawalFee &&
    wanted.ticket <= LIMITS.ticketFee &&
    wanted.referralShare <= 10_000;
  allow(isAllowed, "FeeTooHigh");
  books.propose(fees);
  world.policy = { reserveBuffer, maxValidatorShare, maxMove };
  world.depositCap = depositCap ?? world.depositCap;
  if (treasury) {
    world.treasuries[treasury] ??= undefined;
    world.treasury = treasury;
  }
  return { pending_fees_update: books.pending?.update ?? 0n };
}

export function applyConfig({ books }: World): undefined {
  const { pending } = books;
  if (!pending || books.updates < pending.update) refuse("NothingPending");
  books.fees = pending.fees;
  books.pending = undefined;
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

export function createLiquidity(world: World, { by, fees, cap, seed }: LiquidityConfigArgs & { seed: bigint }): Told {
  if (world.books.liquidity) refuse("System:AccountAlreadyInUse");
  allow(by === world.roles.admin, "NotAdmin");
  requireLiquidityFees(fees);
  allow(seed >= LIMITS.liquiditySeed, "SeedTooSmall");
  world.books.liquidity = { lamports: seed, tokens: 0n, shares: seed, fees, earned: noArrivals(), added: noArrivals() };
  world.liquidityCap = cap;
  return { seed_lamports: seed };
}

/** All fees rise together two updates later when anything about them rises. */
export function setLiquidityConfig(world: World, { by, fees, cap }: LiquidityConfigArgs): Told {
  const liquidity = world.books.liquidity ?? refuse("AccountOwnedByWrongProgram");
  allow(by === world.roles.admin, "NotAdmin");
  requireLiquidityFees(fees);
  const now = world.books.liquidityFees(liquidity);
  const names = ["target", "min", "max", "treasuryCut"] as const;
  const rises = names.some((name) => fees[name] > now[name]);
  liquidity.fees = rises ? now : fees;
  liquidity.pending = rises ? { fees, update: world.books.updates + 2n } : undefined;
  world.liquidityCap = cap;
  return { pending_fees_update: liquidity.pending?.update ?? 0n };
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

export function setRole({ roles }: World, { by, role, to }: RoleArgs): undefined {
  allow(by === roles.admin, "NotAdmin");
  roles[role] = to ?? refuse("MissingRole");
}
