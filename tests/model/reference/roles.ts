// What manager, admin and guardian may do. Everybody else is refused by name.
import { LIMITS, type ModelFees, type ModelLiquidityFees } from "../../common";
import { enterEpoch } from "./cranks";
import { allow, refuse } from "./refusal";
import { deactivate, delegated, isDelegated } from "./stakeAccount";
import type { Told } from "./users";
import { limitCooling, newValidator, STATUS } from "./validators";
import { accountsOf, requirePaidOut, rulesOf, validator, type World } from "./world";

const SECONDS_BETWEEN_PAUSES = LIMITS.pauseInterval;

// Validator manager

export function addValidator(world: World, { by, vote, score }: { by: string; vote: string; score: bigint }): Told {
  allow(by === world.roles.manager, "NotValidatorManager");
  allow(score <= BigInt(LIMITS.score), "ScoreTooHigh");
  allow(world.votes[vote]?.open === true, "InvalidVoteAccount");
  const isListed = world.validators.some((record) => record.vote === vote);
  allow(!isListed, "ValidatorAlreadyListed");
  enterEpoch(world);
  world.measured.count += 1;
  world.validators.push(newValidator(vote, score, world.clock.epoch));
  world.accounts[vote] ??= {
    stake: { lamports: 0n, isStake: false },
    transient: { lamports: 0n, isStake: false },
  };
  return { index: BigInt(world.validators.length - 1), score };
}

export function setScore(world: World, { by, index, score }: { by: string; index: number; score: bigint }): Told {
  allow(by === world.roles.manager, "NotValidatorManager");
  allow(score <= BigInt(LIMITS.score), "ScoreTooHigh");
  const record = validator(world, index);
  const old_score = record.score;
  record.score = score;
  return { old_score, new_score: score };
}

export function emergencyDeactivate(world: World, { by, index }: { by: string; index: number }): Told {
  const rules = rulesOf(world);
  allow(by === world.roles.manager, "NotValidatorManager");
  requirePaidOut(world);
  const record = validator(world, index);
  allow(record.score === 0n, "ValidatorStillScored");
  const accounts = accountsOf(world, record.vote);
  let lamports = 0n;
  for (const which of ["stake", "transient"] as const) {
    const account = accounts[which];
    if (record[`${which}Status`] !== STATUS.delegated || !isDelegated(account)) continue;
    record[`${which}Status`] = STATUS.deactivating;
    record.cooling += delegated(account);
    limitCooling(record);
    lamports += delegated(account);
    deactivate(account, rules);
  }
  allow(lamports > 0n, "NothingToDeactivate");
  return { lamports };
}

// Admin

export interface ConfigArgs {
  by: string;
  fees: Partial<ModelFees>;
  reserveBuffer?: bigint | undefined;
  maxValidatorShare?: bigint | undefined;
  maxMove?: bigint | undefined;
  depositCap?: bigint | undefined;
  treasury?: string | undefined;
}

export function proposeConfig(world: World, { by, fees, treasury, depositCap, ...ratios }: ConfigArgs): undefined {
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
  world.books.liquidity = { lamports: seed, tokens: 0n, shares: seed, fees };
  world.liquidityCap = cap;
  return { seed_lamports: seed };
}

/** All fees rise together two updates later when anything about them rises. */
export function setLiquidityConfig(world: World, { by, fees, cap }: LiquidityConfigArgs): undefined {
  const liquidity = world.books.liquidity ?? refuse("AccountOwnedByWrongProgram");
  allow(by === world.roles.admin, "NotAdmin");
  requireLiquidityFees(fees);
  const now = world.books.liquidityFees(liquidity);
  const names = ["target", "min", "max", "treasuryCut"] as const;
  const rises = names.some((name) => fees[name] > now[name]);
  liquidity.fees = rises ? now : fees;
  liquidity.pending = rises ? { fees, update: world.books.updates + 2n } : undefined;
  world.liquidityCap = cap;
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

// Guardian

export function pause(world: World, { by, seconds }: { by: string; seconds: bigint }): Told {
  const { clock, roles } = world;
  allow(by === roles.guardian, "NotGuardian");
  allow(seconds >= 1n && seconds <= BigInt(LIMITS.pauseSeconds), "PauseOutOfRange");
  allow(clock.time >= world.pauseAllowedFrom, "PauseTooSoon");
  world.pausedUntil = clock.time + seconds;
  world.pauseAllowedFrom = world.pausedUntil + SECONDS_BETWEEN_PAUSES;
  return { until: world.pausedUntil, next_pause_from: world.pauseAllowedFrom };
}

export function resume(world: World, { by }: { by: string }): Told {
  const { clock, roles } = world;
  allow(by === roles.guardian, "NotGuardian");
  allow(clock.time < world.pausedUntil, "NotPaused");
  world.pausedUntil = clock.time;
  world.pauseAllowedFrom = clock.time + SECONDS_BETWEEN_PAUSES;
  return { next_pause_from: world.pauseAllowedFrom };
}
