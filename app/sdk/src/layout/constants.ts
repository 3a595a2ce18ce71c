// Seeds and limits of the program, from the IDL; nothing is copied.
import * as idl from "../idl/constants";

/** Seeds of the program's derived addresses, as ASCII; see `deployment.ts`. */
export const SEEDS = {
  pool: idl.POOL,
  mintAuthority: idl.MINT_AUTHORITY,
  stakeAuthority: idl.STAKE_AUTHORITY,
  reserve: idl.RESERVE,
  escrow: idl.ESCROW,
  seed: idl.SEED,
  validators: idl.VALIDATORS,
  history: idl.HISTORY,
  queue: idl.QUEUE,
  mark: idl.MARK,
  stake: idl.STAKE,
  transient: idl.TRANSIENT,
  ticket: idl.TICKET,
  exit: idl.EXIT,
  liquidity: idl.LIQUIDITY,
  liquiditySol: idl.LIQUIDITY_SOL,
  liquidityTokens: idl.LIQUIDITY_TOKENS,
  liquidityMint: idl.LIQUIDITY_MINT,
} as const;

/** Decimals of every pool token. */
export const DECIMALS = idl.DECIMALS;
/** Least seed deposit, in lamports. */
export const MINIMUM_SEED_LAMPORTS = idl.MINIMUM_SEED_LAMPORTS;
/** Least deposit, in lamports. */
export const MINIMUM_DEPOSIT_LAMPORTS = idl.MINIMUM_DEPOSIT_LAMPORTS;
/** Least value of a ticket when it is ordered, in lamports. */
export const MINIMUM_TICKET_LAMPORTS = idl.MINIMUM_TICKET_LAMPORTS;
/** Ceiling of the reward fee, in basis points. */
export const MAX_REWARD_FEE_BPS = idl.MAX_REWARD_FEE_BPS;
/** Ceiling of the deposit fee, in basis points. */
export const MAX_DEPOSIT_FEE_BPS = idl.MAX_DEPOSIT_FEE_BPS;
/** Ceiling of the withdrawal fee, in basis points. */
export const MAX_WITHDRAWAL_FEE_BPS = idl.MAX_WITHDRAWAL_FEE_BPS;
/** Ceiling of the ticket fee, in basis points. */
export const MAX_TICKET_FEE_BPS = idl.MAX_TICKET_FEE_BPS;
/** Ceiling of the reserve buffer, in basis points. */
export const MAX_RESERVE_BUFFER_BPS = idl.MAX_RESERVE_BUFFER_BPS;
/** Ceiling of an instant unstake's rate, in basis points. */
export const MAX_LIQUIDITY_FEE_BPS = idl.MAX_LIQUIDITY_FEE_BPS;
/** Ceiling of the treasury's part of that fee, in basis points. */
export const MAX_TREASURY_CUT_BPS = idl.MAX_TREASURY_CUT_BPS;
/** Least liquidity target, in lamports. */
export const MINIMUM_LIQUIDITY_TARGET_LAMPORTS = idl.MINIMUM_LIQUIDITY_TARGET_LAMPORTS;
/** Least seed of a liquidity pool, in lamports. */
export const MINIMUM_LIQUIDITY_SEED_LAMPORTS = idl.MINIMUM_LIQUIDITY_SEED_LAMPORTS;
/** A raised fee takes effect with this many epoch updates. */
export const FEE_RISE_UPDATES = idl.FEE_RISE_UPDATES;
/** A new validator manager takes over with this many epoch updates. */
export const MANAGER_CHANGE_UPDATES = idl.MANAGER_CHANGE_UPDATES;
/** Shortest moving part of an epoch, in basis points. */
export const MIN_MOVING_PART_BPS = idl.MIN_MOVING_PART_BPS;
/** Longest moving part of an epoch, in basis points. */
export const MAX_MOVING_PART_BPS = idl.MAX_MOVING_PART_BPS;
/** Least payment on a part of a ticket, in lamports. */
export const MIN_PART_LAMPORTS = idl.MIN_PART_LAMPORTS;
/** What idling costs before any update has measured it, in parts per billion. */
export const DEFAULT_IDLE_RATE_PPB = /* @__PURE__ */ BigInt(idl.DEFAULT_IDLE_RATE_PPB);
/** The most that idling costs, in parts per billion. */
export const MAX_IDLE_RATE_PPB = /* @__PURE__ */ BigInt(idl.MAX_IDLE_RATE_PPB);
/** Longest pause, in seconds. */
export const MAX_PAUSE_SECONDS = /* @__PURE__ */ Number(idl.MAX_PAUSE_SECONDS);
/** Least time between two pauses, in seconds. */
export const PAUSE_INTERVAL_SECONDS = /* @__PURE__ */ Number(idl.PAUSE_INTERVAL_SECONDS);
/** Rebalancing lets a validator be over its target by this part of it, in basis points. */
export const REBALANCE_TOLERANCE_BPS = idl.REBALANCE_TOLERANCE_BPS;
/** Largest score of a validator. */
export const MAX_SCORE = idl.MAX_SCORE;
/** Most validators in one pool. */
export const MAX_VALIDATORS = idl.MAX_VALIDATORS;
/** Entries of the price history. */
export const HISTORY_LENGTH = idl.HISTORY_LENGTH;
/** Bytes of a stake account. */
export const STAKE_ACCOUNT_BYTES = /* @__PURE__ */ Number(idl.STAKE_ACCOUNT_BYTES);
/** Longest name of a token, in bytes of UTF-8. */
export const MAX_NAME_BYTES = idl.MAX_NAME_BYTES;
/** Longest symbol of a token, in bytes. */
export const MAX_SYMBOL_BYTES = idl.MAX_SYMBOL_BYTES;
/** Longest URI of a token, in bytes. */
export const MAX_URI_BYTES = idl.MAX_URI_BYTES;
