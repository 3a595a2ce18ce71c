// Seeds and limits of the program, from the IDL; nothing is copied.
import idl from "./idl/truestake.json";

const values = new Map(idl.constants.map(({ name, value }) => [name, value]));

function constant(name: string): string {
  const value = values.get(name);
  if (value === undefined) throw new Error(`the IDL has no constant ${name}`);
  return value;
}

const seed = (name: string): Buffer => Buffer.from(JSON.parse(constant(name)));
const small = (name: string): number => Number(constant(name));
const large = (name: string): bigint => BigInt(constant(name));

/** Seeds of the program's derived addresses; see `pda.ts`. */
export const SEEDS = {
  pool: seed("POOL"),
  mintAuthority: seed("MINT_AUTHORITY"),
  stakeAuthority: seed("STAKE_AUTHORITY"),
  reserve: seed("RESERVE"),
  escrow: seed("ESCROW"),
  seed: seed("SEED"),
  validators: seed("VALIDATORS"),
  history: seed("HISTORY"),
  queue: seed("QUEUE"),
  mark: seed("MARK"),
  stake: seed("STAKE"),
  transient: seed("TRANSIENT"),
  ticket: seed("TICKET"),
  exit: seed("EXIT"),
  liquidity: seed("LIQUIDITY"),
  liquiditySol: seed("LIQUIDITY_SOL"),
  liquidityTokens: seed("LIQUIDITY_TOKENS"),
  liquidityMint: seed("LIQUIDITY_MINT"),
} as const;

/** Decimals of every pool token. */
export const DECIMALS = small("DECIMALS");
/** Least seed deposit, in lamports. */
export const MINIMUM_SEED_LAMPORTS = large("MINIMUM_SEED_LAMPORTS");
/** Least deposit, in lamports. */
export const MINIMUM_DEPOSIT_LAMPORTS = large("MINIMUM_DEPOSIT_LAMPORTS");
/** Least value of a ticket when it is ordered, in lamports. */
export const MINIMUM_TICKET_LAMPORTS = large("MINIMUM_TICKET_LAMPORTS");
/** Ceiling of the reward fee, in basis points. */
export const MAX_REWARD_FEE_BPS = small("MAX_REWARD_FEE_BPS");
/** Ceiling of the deposit fee, in basis points. */
export const MAX_DEPOSIT_FEE_BPS = small("MAX_DEPOSIT_FEE_BPS");
/** Ceiling of the withdrawal fee, in basis points. */
export const MAX_WITHDRAWAL_FEE_BPS = small("MAX_WITHDRAWAL_FEE_BPS");
/** Ceiling of the ticket fee, in basis points. */
export const MAX_TICKET_FEE_BPS = small("MAX_TICKET_FEE_BPS");
/** Ceiling of the reserve buffer, in basis points. */
export const MAX_RESERVE_BUFFER_BPS = small("MAX_RESERVE_BUFFER_BPS");
/** Ceiling of an instant unstake's rate, in basis points. */
export const MAX_LIQUIDITY_FEE_BPS = small("MAX_LIQUIDITY_FEE_BPS");
/** Ceiling of the treasury's part of that fee, in basis points. */
export const MAX_TREASURY_CUT_BPS = small("MAX_TREASURY_CUT_BPS");
/** Least liquidity target, in lamports. */
export const MINIMUM_LIQUIDITY_TARGET_LAMPORTS = large("MINIMUM_LIQUIDITY_TARGET_LAMPORTS");
/** Least seed of a liquidity pool, in lamports. */
export const MINIMUM_LIQUIDITY_SEED_LAMPORTS = large("MINIMUM_LIQUIDITY_SEED_LAMPORTS");
/** A raised fee takes effect with this many epoch updates. */
export const FEE_RISE_UPDATES = large("FEE_RISE_UPDATES");
/** A new validator manager takes over with this many epoch updates. */
export const MANAGER_CHANGE_UPDATES = large("MANAGER_CHANGE_UPDATES");
/** Shortest moving part of an epoch, in basis points. */
export const MIN_MOVING_PART_BPS = small("MIN_MOVING_PART_BPS");
/** Longest moving part of an epoch, in basis points. */
export const MAX_MOVING_PART_BPS = small("MAX_MOVING_PART_BPS");
/** Least payment on a part of a ticket, in lamports. */
export const MIN_PART_LAMPORTS = large("MIN_PART_LAMPORTS");
/** What idling costs before any update has measured it, in parts per billion. */
export const DEFAULT_IDLE_RATE_PPB = large("DEFAULT_IDLE_RATE_PPB");
/** The most that idling costs, in parts per billion. */
export const MAX_IDLE_RATE_PPB = large("MAX_IDLE_RATE_PPB");
/** Longest pause, in seconds. */
export const MAX_PAUSE_SECONDS = small("MAX_PAUSE_SECONDS");
/** Least time between two pauses, in seconds. */
export const PAUSE_INTERVAL_SECONDS = small("PAUSE_INTERVAL_SECONDS");
/** Rebalancing lets a validator be over its target by this part of it, in basis points. */
export const REBALANCE_TOLERANCE_BPS = small("REBALANCE_TOLERANCE_BPS");
/** Largest score of a validator. */
export const MAX_SCORE = small("MAX_SCORE");
/** Most validators in one pool. */
export const MAX_VALIDATORS = small("MAX_VALIDATORS");
/** Entries of the price history. */
export const HISTORY_LENGTH = small("HISTORY_LENGTH");
/** Bytes of a stake account. */
export const STAKE_ACCOUNT_BYTES = small("STAKE_ACCOUNT_BYTES");
/** Longest name of a token, in bytes of UTF-8. */
export const MAX_NAME_BYTES = small("MAX_NAME_BYTES");
/** Longest symbol of a token, in bytes. */
export const MAX_SYMBOL_BYTES = small("MAX_SYMBOL_BYTES");
/** Longest URI of a token, in bytes. */
export const MAX_URI_BYTES = small("MAX_URI_BYTES");
