// What a change of the settings does, before it is made.
import { PublicKey } from "@solana/web3.js";
import type { LiquidityFees, LiquidityPool } from "../accounts/liquidityPool";
import { type Fees, feesOf, type Pool } from "../accounts/pool";
import { coming } from "../accounts/scheduled";
import { programError } from "../errors";
import type { LiquidityConfig } from "../instructions/createLiquidity";
import type { ConfigChange } from "../instructions/proposeConfig";
import {
  FEE_RISE_UPDATES,
  MAX_DEPOSIT_FEE_BPS,
  MAX_LIQUIDITY_FEE_BPS,
  MAX_MOVING_PART_BPS,
  MAX_RESERVE_BUFFER_BPS,
  MAX_REWARD_FEE_BPS,
  MAX_TICKET_FEE_BPS,
  MAX_TREASURY_CUT_BPS,
  MAX_WITHDRAWAL_FEE_BPS,
  MIN_MOVING_PART_BPS,
  MINIMUM_LIQUIDITY_TARGET_LAMPORTS,
} from "../layout/constants";
import { MAX_TARGET } from "../math/curve";
import { WHOLE_BPS } from "../math/units";
import { liquidityFeesAt } from "./liquidity";

/** One setting and what becomes of it. */
export interface SettingChange {
  setting: string;
  from: number | bigint | PublicKey;
  to: number | bigint | PublicKey;
  /** Number of the epoch update with which it takes effect; undefined: at once. */
  fromUpdate: bigint | undefined;
}

export interface ConfigQuote {
  changes: SettingChange[];
  /** Fees in force at once. */
  fees: Fees;
  /** Fees from update number `fromUpdate` on; undefined when nothing has to wait. */
  pendingFees: Fees | undefined;
  fromUpdate: bigint | undefined;
}

const FEES = { reward: "rewardFee", deposit: "depositFee", withdrawal: "withdrawalFee", ticket: "ticketFee" } as const;
const CEILINGS = {
  reward: MAX_REWARD_FEE_BPS,
  deposit: MAX_DEPOSIT_FEE_BPS,
  withdrawal: MAX_WITHDRAWAL_FEE_BPS,
  ticket: MAX_TICKET_FEE_BPS,
} as const;
const FEE_NAMES = /* @__PURE__ */ Object.keys(FEES) as (keyof typeof FEES)[];
const SETTINGS = ["treasury", "depositCap", "reserveBuffer", "maxValidatorShare", "maxMove", "movingPart"] as const;

/**
 * What `propose_config` does: what changes at once, and what with which epoch update. A fee that is already about to rise
 * waits anew. Throws the error that the program would refuse with.
 *
 * @example
 * ```ts
 * const { changes, fromUpdate } = quoteConfig(pool, { rewardFee: 600 });
 * ```
 */
export function quoteConfig(pool: Pool, change: ConfigChange): ConfigQuote {
  requireSettings(change);
  const [now, later] = [feesOf(pool), coming(pool.fees)];
  const wanted: Fees = { ...later, referralShare: change.referralShare ?? later.referralShare };
  for (const name of FEE_NAMES) wanted[name] = change[FEES[name]] ?? later[name];
  const tooHigh = FEE_NAMES.some((name) => wanted[name] > CEILINGS[name]);
  if (tooHigh || wanted.referralShare > WHOLE_BPS) throw programError("FeeTooHigh");

  const fees = { ...wanted };
  for (const name of FEE_NAMES) fees[name] = Math.min(wanted[name], now[name]);
  const waits = FEE_NAMES.some((name) => fees[name] !== wanted[name]);
  const fromUpdate = waits ? pool.updates + FEE_RISE_UPDATES : undefined;

  const changes: SettingChange[] = [];
  const note = (setting: string, from: SettingChange["from"], to: SettingChange["to"], at?: bigint): void => {
    if (!same(from, to)) changes.push({ setting, from, to, fromUpdate: at });
  };
  for (const name of FEE_NAMES) {
    note(FEES[name], now[name], wanted[name], wanted[name] > now[name] ? fromUpdate : undefined);
  }
  note("referralShare", now.referralShare, wanted.referralShare);
  for (const name of SETTINGS) note(name, pool[name], change[name] ?? pool[name]);
  return { changes, fees, pendingFees: waits ? wanted : undefined, fromUpdate };
}

function requireSettings({ reserveBuffer, maxValidatorShare, maxMove, movingPart }: ConfigChange): void {
  const within = (ratio: number | undefined, least: number, most: number): boolean =>
    ratio === undefined || (ratio >= least && ratio <= most);
  const fits =
    within(reserveBuffer, 0, MAX_RESERVE_BUFFER_BPS) &&
    within(maxValidatorShare, 1, WHOLE_BPS) &&
    within(maxMove, 0, WHOLE_BPS) &&
    within(movingPart, MIN_MOVING_PART_BPS, MAX_MOVING_PART_BPS);
  if (!fits) throw programError("RatioOutOfRange");
}

function same(a: SettingChange["from"], b: SettingChange["from"]): boolean {
  return a instanceof PublicKey && b instanceof PublicKey ? a.equals(b) : a === b;
}

export interface LiquidityConfigQuote {
  changes: SettingChange[];
  /** Number of the epoch update with which the fees take effect, all of them; undefined: at once. */
  fromUpdate: bigint | undefined;
}

/**
 * What `set_liquidity_config` does: the fees wait together where anything about them rises; the cap changes at once.
 * Throws the error that the program would refuse with.
 *
 * @example
 * ```ts
 * const quote = quoteLiquidityConfig(liquidity, pool, line);
 * ```
 */
export function quoteLiquidityConfig(
  liquidity: LiquidityPool,
  { updates }: Pick<Pool, "updates">,
  config: LiquidityConfig,
): LiquidityConfigQuote {
  const { target, minFee, maxFee, treasuryCut, cap } = config;
  if (maxFee > MAX_LIQUIDITY_FEE_BPS || treasuryCut > MAX_TREASURY_CUT_BPS) throw programError("FeeTooHigh");
  const fits = minFee <= maxFee && target >= MINIMUM_LIQUIDITY_TARGET_LAMPORTS && target <= MAX_TARGET;
  if (!fits) throw programError("RatioOutOfRange");
  const now = liquidityFeesAt(liquidity, updates);
  const wanted: LiquidityFees = { target, min: minFee, max: maxFee, treasuryCut };
  const dearer = (Object.keys(wanted) as (keyof LiquidityFees)[]).some((name) => wanted[name] > now[name]);
  const fromUpdate = dearer ? updates + FEE_RISE_UPDATES : undefined;
  const changes: SettingChange[] = [
    { setting: "target", from: now.target, to: target, fromUpdate },
    { setting: "minFee", from: now.min, to: minFee, fromUpdate },
    { setting: "maxFee", from: now.max, to: maxFee, fromUpdate },
    { setting: "treasuryCut", from: now.treasuryCut, to: treasuryCut, fromUpdate },
    { setting: "cap", from: liquidity.cap, to: cap, fromUpdate: undefined },
  ];
  return { changes: changes.filter(({ from, to }) => !same(from, to)), fromUpdate };
}
