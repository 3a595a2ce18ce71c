//! Seeds and limits. Each is exported to the IDL, so that clients read it from there and never copy it.

use anchor_lang::prelude::*;

/// Seeds of the program's derived addresses. Each is followed by the pool's address, the pool's own by its mint.
pub mod seeds {
    use super::*;

    /// Pool: "pool", mint.
    #[constant]
    pub const POOL: &[u8] = b"pool";
    /// Authority of the mint: "mint_authority", pool.
    #[constant]
    pub const MINT_AUTHORITY: &[u8] = b"mint_authority";
    /// Staker and withdrawer of every stake account of the pool: "stake_authority", pool.
    #[constant]
    pub const STAKE_AUTHORITY: &[u8] = b"stake_authority";
    /// System account with the undelegated SOL: "reserve", pool.
    #[constant]
    pub const RESERVE: &[u8] = b"reserve";
    /// Token account of the queued tickets, and its own authority: "escrow", pool.
    #[constant]
    pub const ESCROW: &[u8] = b"escrow";
    /// Token account of the seed deposit, and its own authority; the program never signs for it: "seed", pool.
    #[constant]
    pub const SEED: &[u8] = b"seed";
    /// Validator list: "validators", pool.
    #[constant]
    pub const VALIDATORS: &[u8] = b"validators";
    /// Price history: "history", pool.
    #[constant]
    pub const HISTORY: &[u8] = b"history";
    /// Mark of a validator's place in the list: "mark", pool, vote account.
    #[constant]
    pub const MARK: &[u8] = b"mark";
    /// A validator stake account: "stake", pool, vote account.
    #[constant]
    pub const STAKE: &[u8] = b"stake";
    /// A validator's transient stake account: "transient", pool, vote account.
    #[constant]
    pub const TRANSIENT: &[u8] = b"transient";
    /// Liquidity pool: "liquidity", pool.
    #[constant]
    pub const LIQUIDITY: &[u8] = b"liquidity";
    /// System account with the liquidity pool's SOL: "liquidity_sol", pool.
    #[constant]
    pub const LIQUIDITY_SOL: &[u8] = b"liquidity_sol";
    /// The liquidity pool's token account, and its own authority: "liquidity_tokens", pool.
    #[constant]
    pub const LIQUIDITY_TOKENS: &[u8] = b"liquidity_tokens";
    /// Mint of the liquidity pool's shares, and its own authority: "liquidity_mint", pool.
    #[constant]
    pub const LIQUIDITY_MINT: &[u8] = b"liquidity_mint";
    /// Ticket: "ticket", pool, who ordered it, nonce as little-endian u64. Nothing in it is shared: nobody's order depends on
    /// anybody else's.
    #[constant]
    pub const TICKET: &[u8] = b"ticket";
    /// Ring of the queued tickets' addresses: "queue", pool.
    #[constant]
    pub const QUEUE: &[u8] = b"queue";
    /// Stake account that a holder takes: "exit", pool, owner of the tokens, nonce as little-endian u64.
    #[constant]
    pub const EXIT: &[u8] = b"exit";
}

/// Layout version of all accounts.
pub const VERSION: u8 = 1;

/// Decimals of the pool token: those of SOL, so that balances compare at a glance.
#[constant]
pub const DECIMALS: u8 = 9;

/// Least seed deposit, in lamports. Its tokens stay locked for ever, so neither supply nor total is ever near zero:
/// the first depositor cannot move the price, and no division meets a zero.
#[constant]
pub const MINIMUM_SEED_LAMPORTS: u64 = 1_000_000_000;

/// Least deposit, in lamports. Below it rounding would eat a noticeable part.
#[constant]
pub const MINIMUM_DEPOSIT_LAMPORTS: u64 = 10_000;

/// Least value of a ticket when it is ordered, in lamports: the queue is settled in order, so filling it with dust must
/// cost more than it delays.
#[constant]
pub const MINIMUM_TICKET_LAMPORTS: u64 = 1_000_000;

/// Ceilings that no admin can lift, in basis points.
#[constant]
pub const MAX_REWARD_FEE_BPS: u16 = 1_000;
/// See [`MAX_REWARD_FEE_BPS`].
#[constant]
pub const MAX_DEPOSIT_FEE_BPS: u16 = 50;
/// See [`MAX_REWARD_FEE_BPS`].
#[constant]
pub const MAX_WITHDRAWAL_FEE_BPS: u16 = 50;
/// See [`MAX_REWARD_FEE_BPS`].
#[constant]
pub const MAX_TICKET_FEE_BPS: u16 = 50;

/// See [`MAX_REWARD_FEE_BPS`].
#[constant]
pub const MAX_LIQUIDITY_FEE_BPS: u16 = 1_000;
/// Largest part of the liquidity fee that goes to the treasury: most of it is the providers'.
#[constant]
pub const MAX_TREASURY_CUT_BPS: u16 = 5_000;
/// Least liquidity target, in lamports: a line over less would be a step.
#[constant]
pub const MINIMUM_LIQUIDITY_TARGET_LAMPORTS: u64 = 1_000_000_000;
/// Least seed of a liquidity pool, in lamports; its shares are locked for ever, for the reason the pool's seed is.
#[constant]
pub const MINIMUM_LIQUIDITY_SEED_LAMPORTS: u64 = 1_000_000_000;

/// Most of everything held that may have to stay undelegated: a buffer over it would be a pool that does not stake.
#[constant]
pub const MAX_RESERVE_BUFFER_BPS: u16 = 2_000;

/// Shortest moving part of an epoch.
#[constant]
pub const MIN_MOVING_PART_BPS: u16 = 100;
/// Longest moving part of an epoch: stake that moves before would idle for tickets that can still be cancelled for nothing.
#[constant]
pub const MAX_MOVING_PART_BPS: u16 = 5_000;

/// Rebalancing lets a validator be over its target by this part of it.
#[constant]
pub const REBALANCE_TOLERANCE_BPS: u16 = truestake_math::REBALANCE_TOLERANCE.0;
/// What idling costs before any update has measured it, in parts per billion.
#[constant]
pub const DEFAULT_IDLE_RATE_PPB: u32 = truestake_math::DEFAULT_IDLE_RATE.0;
/// The most that idling costs, in parts per billion.
#[constant]
pub const MAX_IDLE_RATE_PPB: u32 = truestake_math::MAX_IDLE_RATE.0;
/// Least payment on a part of a ticket, in lamports.
#[constant]
pub const MIN_PART_LAMPORTS: u64 = truestake_math::MIN_PART.0;

/// Largest score; the sum over any list fits a u64.
#[constant]
pub const MAX_SCORE: u32 = 1_000_000;

/// Most validators a pool lists: the runtime's largest account (10 MiB) would hold 54,612 records; the rest is room for the
/// record to grow.
#[constant]
pub const MAX_VALIDATORS: u32 = 40_000;

/// Entries of the price history.
#[constant]
pub const HISTORY_LENGTH: u16 = 512;

/// Bytes of a stake account.
#[constant]
pub const STAKE_ACCOUNT_BYTES: u64 = 200;

/// A raised fee takes effect with this many epoch updates: whoever does not like it can leave before.
#[constant]
pub const FEE_RISE_UPDATES: u64 = 2;

/// A new validator manager takes over with this many epoch updates, so that known losses can be charged to the old one's
/// validators before.
#[constant]
pub const MANAGER_CHANGE_UPDATES: u64 = 5;

/// A pause ends by itself after at most this many seconds.
#[constant]
pub const MAX_PAUSE_SECONDS: i64 = 3 * 24 * 60 * 60;

/// After a pause the pool runs for at least this many seconds before the next.
#[constant]
pub const PAUSE_INTERVAL_SECONDS: i64 = 24 * 60 * 60;

/// Longest name of a token, in bytes, as the metadata program has it.
#[constant]
pub const MAX_NAME_BYTES: u16 = 32;
/// See [`MAX_NAME_BYTES`].
#[constant]
pub const MAX_SYMBOL_BYTES: u16 = 10;
/// See [`MAX_NAME_BYTES`].
#[constant]
pub const MAX_URI_BYTES: u16 = 200;
