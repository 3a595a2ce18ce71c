// Made from truestake.json by `npm run generate`; not to be edited.

/** Address that the program is published at. */
export const ADDRESS = "ERKbdDNBTX8YJfF7WknSJ7Q2CtE21P6iy1wQi7HdjhjD";
/** Decimals of the pool token: those of SOL, so that balances compare at a glance. */
export const DECIMALS = 9;
/** What idling costs before any update has measured it, in parts per billion. */
export const DEFAULT_IDLE_RATE_PPB = 1000000;
/** Token account of the queued tickets, and its own authority: "escrow", pool. */
export const ESCROW = "escrow";
/** Stake account that a holder takes: "exit", pool, owner of the tokens, nonce as little-endian u64. */
export const EXIT = "exit";
/** A raised fee takes effect with this many epoch updates: whoever does not like it can leave before. */
export const FEE_RISE_UPDATES = 2n;
/** Price history: "history", pool. */
export const HISTORY = "history";
/** Entries of the price history. */
export const HISTORY_LENGTH = 512;
/** Liquidity pool: "liquidity", pool. */
export const LIQUIDITY = "liquidity";
/** Mint of the liquidity pool's shares, and its own authority: "liquidity_mint", pool. */
export const LIQUIDITY_MINT = "liquidity_mint";
/** System account with the liquidity pool's SOL: "liquidity_sol", pool. */
export const LIQUIDITY_SOL = "liquidity_sol";
/** The liquidity pool's token account, and its own authority: "liquidity_tokens", pool. */
export const LIQUIDITY_TOKENS = "liquidity_tokens";
/**
 * A new validator manager takes over with this many epoch updates, so that known losses can be charged to the old one's
 * validators before.
 */
export const MANAGER_CHANGE_UPDATES = 5n;
/** Mark of a validator's place in the list: "mark", pool, vote account. */
export const MARK = "mark";
/** See [`MAX_REWARD_FEE_BPS`]. */
export const MAX_DEPOSIT_FEE_BPS = 50;
/** The most that idling costs, in parts per billion. */
export const MAX_IDLE_RATE_PPB = 5000000;
/** See [`MAX_REWARD_FEE_BPS`]. */
export const MAX_LIQUIDITY_FEE_BPS = 1000;
/** Longest moving part of an epoch: stake that moves before would idle for tickets that can still be cancelled for nothing. */
export const MAX_MOVING_PART_BPS = 5000;
/** Longest name of a token, in bytes, as the metadata program has it. */
export const MAX_NAME_BYTES = 32;
/** A pause ends by itself after at most this many seconds. */
export const MAX_PAUSE_SECONDS = 259200n;
/** Most of everything held that may have to stay undelegated: a buffer over it would be a pool that does not stake. */
export const MAX_RESERVE_BUFFER_BPS = 2000;
/** Ceilings that no admin can lift, in basis points. */
export const MAX_REWARD_FEE_BPS = 1000;
/** Largest score; the sum over any list fits a u64. */
export const MAX_SCORE = 1000000;
/** See [`MAX_NAME_BYTES`]. */
export const MAX_SYMBOL_BYTES = 10;
/** See [`MAX_REWARD_FEE_BPS`]. */
export const MAX_TICKET_FEE_BPS = 50;
/** Largest part of the liquidity fee that goes to the treasury: most of it is the providers'. */
export const MAX_TREASURY_CUT_BPS = 5000;
/** See [`MAX_NAME_BYTES`]. */
export const MAX_URI_BYTES = 200;
/**
 * Most validators a pool lists: the runtime's largest account (10 MiB) would hold 54,612 records; the rest is room for the
 * record to grow.
 */
export const MAX_VALIDATORS = 40000;
/** See [`MAX_REWARD_FEE_BPS`]. */
export const MAX_WITHDRAWAL_FEE_BPS = 50;
/** Least deposit, in lamports. Below it rounding would eat a noticeable part. */
export const MINIMUM_DEPOSIT_LAMPORTS = 10000n;
/** Least seed of a liquidity pool, in lamports; its shares are locked for ever, for the reason the pool's seed is. */
export const MINIMUM_LIQUIDITY_SEED_LAMPORTS = 1000000000n;
/** Least liquidity target, in lamports: a line over less would be a step. */
export const MINIMUM_LIQUIDITY_TARGET_LAMPORTS = 1000000000n;
/**
 * Least seed deposit, in lamports. Its tokens stay locked for ever, so neither supply nor total is ever near zero:
 * the first depositor cannot move the price, and no division meets a zero.
 */
export const MINIMUM_SEED_LAMPORTS = 1000000000n;
/**
 * Least value of a ticket when it is ordered, in lamports: the queue is settled in order, so filling it with dust must
 * cost more than it delays.
 */
export const MINIMUM_TICKET_LAMPORTS = 1000000n;
/** Authority of the mint: "mint_authority", pool. */
export const MINT_AUTHORITY = "mint_authority";
/** Shortest moving part of an epoch. */
export const MIN_MOVING_PART_BPS = 100;
/** Least payment on a part of a ticket, in lamports. */
export const MIN_PART_LAMPORTS = 1000000n;
/** After a pause the pool runs for at least this many seconds before the next. */
export const PAUSE_INTERVAL_SECONDS = 86400n;
/** Pool: "pool", mint. */
export const POOL = "pool";
/** Ring of the queued tickets' addresses: "queue", pool. */
export const QUEUE = "queue";
/** Rebalancing lets a validator be over its target by this part of it. */
export const REBALANCE_TOLERANCE_BPS = 10;
/** System account with the undelegated SOL: "reserve", pool. */
export const RESERVE = "reserve";
/** Token account of the seed deposit, and its own authority; the program never signs for it: "seed", pool. */
export const SEED = "seed";
/** A validator stake account: "stake", pool, vote account. */
export const STAKE = "stake";
/** Bytes of a stake account. */
export const STAKE_ACCOUNT_BYTES = 200n;
/** Staker and withdrawer of every stake account of the pool: "stake_authority", pool. */
export const STAKE_AUTHORITY = "stake_authority";
/**
 * Ticket: "ticket", pool, who ordered it, nonce as little-endian u64. Nothing in it is shared: nobody's order depends on
 * anybody else's.
 */
export const TICKET = "ticket";
/** A validator's transient stake account: "transient", pool, vote account. */
export const TRANSIENT = "transient";
/** Validator list: "validators", pool. */
export const VALIDATORS = "validators";
