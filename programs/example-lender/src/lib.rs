//! # Example lender
//!
//! Lends SOL against a Truestake pool token: the worked example of integrating it. It is small on purpose, and complete
//! in what matters: how a program reads the true price, checks it, and what it does when the price is old or falls.
//!
//! ## A market
//!
//! One lender's SOL, lent against one pool's token on fixed terms. Borrowers deposit tokens into a position and borrow up
//! to the loan-to-value. Once the debt passes the liquidation threshold, anybody may repay it, in whole or in part, for
//! collateral of as much worth and a bonus. What collateral does not cover is the lender's loss.
//!
//! Interest is simple: every epoch begun costs a fixed part of the principal, the first at once. Interest bears none, so
//! it does not matter how often anybody has it written down. Payments go to interest first.
//!
//! ## The price
//!
//! Collateral counts at the **lowest** of
//!
//! - the true price now, by the pool's books: the **bid**, which whoever leaves is paid;
//! - its time-weighted mean since the pool's last N updates: a sudden rise counts slowly, a loss at once;
//! - the price N updates ago, raised by as much as the market's terms believe possible.
//!
//! The arithmetic of the pool's books is the crate `truestake-math`, which the pool itself uses; the loan's is [`math`].
//!
//! No market's price is read: the token redeems at the true price, so a sale below it makes no debt unsafe. See
//! [`price`] for the reading, and docs/INTEGRATING.md for the reasons.
//!
//! ## Rounding
//!
//! Against whoever acts: worth and tokens that leave are floored, debts and payments are ceiled.

#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::cast_possible_truncation,
        clippy::unwrap_used,
        reason = "a test that goes wrong should panic"
    )
)]

use anchor_lang::prelude::*;

pub mod constants;
pub mod error;
pub mod events;
pub mod instructions;
pub mod math;
pub mod price;
pub mod state;
pub mod system;
pub mod token;

use instructions::*;

declare_id!("7pMUbyNTBWof7CynHV4tn5EYGnWkwGw2TCZj7LgxHCYt");

// Everything about the pool comes from its published IDL, idls/truestake.json.
declare_program!(truestake);

/// Lends SOL against the pool token at its true price.
///
/// Rounding: against whoever acts: worth and tokens that leave are floored, debts and payments are ceiled. The errors of the price are
/// those that `borrow` lists.
#[program]
pub mod example_lender {
    use super::*;

    // The lender

    /// Creates the signer's market for a pool's token. Emits `MarketCreated`.
    ///
    /// Errors: `RatioOutOfRange`, `MeanOutOfRange`, `WrongMint`, `UnknownVersion`.
    pub fn create_market(ctx: Context<CreateMarket>, terms: MarketTerms) -> Result<()> {
        instructions::create_market(ctx, terms)
    }

    /// Adds the lender's SOL to what can be borrowed. Emits `Funded`.
    ///
    /// Errors: `NotLender`, `ZeroAmount`, `InsufficientLamports`, `WrongVault`.
    pub fn fund(ctx: Context<Fund>, lamports: u64) -> Result<()> {
        instructions::fund(ctx, lamports)
    }

    /// Takes back SOL that is not lent. Emits `FundsWithdrawn`.
    ///
    /// Errors: `NotLender`, `ZeroAmount`, `InsufficientFunds`, `WrongVault`.
    pub fn withdraw_funds(ctx: Context<WithdrawFunds>, lamports: u64) -> Result<()> {
        instructions::withdraw_funds(ctx, lamports)
    }

    // Borrowers

    /// Opens the signer's position in a market. Emits `PositionOpened`.
    ///
    /// Errors: none of its own.
    pub fn open_position(ctx: Context<OpenPosition>) -> Result<()> {
        instructions::open_position(ctx)
    }

    /// Closes an empty position and returns its rent. Emits `PositionClosed`.
    ///
    /// Errors: `NotOwner`, `PositionInUse`.
    pub fn close_position(ctx: Context<ClosePosition>) -> Result<()> {
        instructions::close_position(ctx)
    }

    /// Adds tokens to a position. Needs no price. Emits `CollateralDeposited`.
    ///
    /// Errors: `NotOwner`, `WrongMarket`, `ZeroAmount`, `InsufficientTokens`, `WrongTokenAccount`, `WrongTokenOwner`,
    /// `WrongCollateral`.
    pub fn deposit_collateral(ctx: Context<DepositCollateral>, tokens: u64) -> Result<()> {
        instructions::deposit_collateral(ctx, tokens)
    }

    /// Takes tokens out of a position, as long as the rest carries its debt. Without debt no price is needed. Emits
    /// `CollateralWithdrawn`.
    ///
    /// Errors: `NotOwner`, `WrongMarket`, `ZeroAmount`, `InsufficientCollateral`, `LoanToValueExceeded`,
    /// `WrongTokenAccount`, `WrongDestination`, `WrongCollateral`, and those of the price.
    pub fn withdraw_collateral(ctx: Context<WithdrawCollateral>, tokens: u64) -> Result<()> {
        instructions::withdraw_collateral(ctx, tokens)
    }

    /// Borrows SOL against a position's tokens; the epoch's interest is added at once. Emits `Borrowed`.
    ///
    /// Errors: `NotOwner`, `WrongMarket`, `ZeroAmount`, `InsufficientFunds`, `LoanToValueExceeded`, `WrongVault`, and those
    /// of the price: `WrongPool`, `WrongHistory`, `UnknownVersion`, `PriceOutOfDate`, `HistoryTooShort`, `HistoryTooOld`,
    /// `NoPrice`.
    pub fn borrow(ctx: Context<Borrow>, lamports: u64) -> Result<()> {
        instructions::borrow(ctx, lamports)
    }

    /// Repays debt of a position, no more than there is. May be called by anybody; needs no price. Emits `Repaid`.
    ///
    /// Errors: `WrongMarket`, `ZeroAmount`, `NothingOwed`, `InsufficientLamports`, `WrongVault`.
    pub fn repay(ctx: Context<Repay>, lamports: u64) -> Result<()> {
        instructions::repay(ctx, lamports)
    }

    // Anybody

    /// Repays up to `lamports` of a position's debt that has passed the liquidation threshold, for collateral of as much
    /// worth and the bonus. Emits `Liquidated`.
    ///
    /// Errors: `WrongMarket`, `ZeroAmount`, `PositionHealthy`, `ZeroResult`, `SlippageExceeded`, `InsufficientLamports`,
    /// `WrongTokenAccount`, `WrongDestination`, `WrongCollateral`, `WrongVault`, and those of the price.
    pub fn liquidate(ctx: Context<Liquidate>, lamports: u64, minimum_tokens_out: u64) -> Result<()> {
        instructions::liquidate(ctx, lamports, minimum_tokens_out)
    }

    /// Returns the price that the market counts with and what it comes from, as return data; see [`PriceReport`]. It asks
    /// the pool's program, and compares: the second way to read the price.
    ///
    /// Errors: `PriceDiffers`, and those of the price.
    pub fn check_price(ctx: Context<CheckPrice>) -> Result<PriceReport> {
        instructions::check_price(ctx)
    }
}
