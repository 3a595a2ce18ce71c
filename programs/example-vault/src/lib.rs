//! # Example vault
//!
//! Keeps somebody's SOL and stakes it with a Truestake pool: the worked example of a program whose own address deposits and
//! leaves, by calls into the pool's program. It needs no crate of the pool's: everything comes from the published IDL.
//!
//! ## Two addresses
//!
//! A [`Vault`](state::Vault) is an account of this program with data. What acts is its **holder**, another derived address: a
//! system account **without data**, with at least its rent. The system program moves SOL of such accounts only, and the pool
//! takes one as depositor, owner of tickets, payer and validator manager as it takes any wallet. The program signs for it.
//!
//! ## In and out
//!
//! SOL comes in by an ordinary transfer to the holder. [`deposit`](example_vault::deposit) makes it tokens; the ways back are the
//! pool's own: a ticket in the queue, a sale to its liquidity pool, a stake account. Rents are paid by the vault's owner, apart
//! from what is the vault's, and come back to the owner.
//!
//! ## A validator manager
//!
//! A pool's validator manager can be a program too. The two instructions that end in `_as_manager` show it; a vault has no
//! other use for them.

#![cfg_attr(
    test,
    allow(clippy::arithmetic_side_effects, clippy::unwrap_used, reason = "a test that goes wrong should panic")
)]

use anchor_lang::prelude::*;

pub mod constants;
pub mod error;
pub mod instructions;
pub mod price;
pub mod state;

use instructions::*;

declare_id!("2DFPNErQCtpaQjC3p9vF2r4X1Sg6DJeioJrDGbVQ69US");

// Everything about the pool comes from its published IDL, idls/truestake.json.
declare_program!(truestake);

/// Errors that are not named are the pool's.
#[program]
pub mod example_vault {
    use super::*;

    /// Creates the signer's vault for a pool.
    ///
    /// Errors: `WrongMint`, `UnknownVersion`.
    pub fn create_vault(ctx: Context<CreateVault>) -> Result<()> {
        instructions::create_vault(ctx)
    }

    /// Pays SOL of the vault to its owner.
    ///
    /// Errors: `NotOwner`, `WrongHolder`, `InsufficientFunds`.
    pub fn withdraw_sol(ctx: Context<WithdrawSol>, lamports: u64) -> Result<()> {
        instructions::withdraw_sol(ctx, lamports)
    }

    /// Deposits SOL of the vault for tokens: `deposit_sol`, with the holder as depositor.
    ///
    /// Errors: `NotOwner`, `WrongHolder`, `WrongTokens`, `WrongPool`, `InsufficientFunds`.
    pub fn deposit(ctx: Context<Deposit>, lamports: u64, minimum_tokens_out: u64) -> Result<()> {
        instructions::deposit(ctx, lamports, minimum_tokens_out)
    }

    /// Orders the redemption of tokens: `order_unstake`, with the holder as owner.
    ///
    /// Errors: `NotOwner`, `WrongHolder`, `WrongTokens`, `WrongPool`.
    pub fn order_unstake(ctx: Context<OrderUnstake>, nonce: u64, tokens: u64, minimum_lamports_out: u64) -> Result<()> {
        instructions::order_unstake(ctx, nonce, tokens, minimum_lamports_out)
    }

    /// Takes a ticket's tokens back: `cancel_ticket`. It is also how tokens of a ticket come back that the queue has passed
    /// unpaid, so whoever orders needs it.
    ///
    /// Errors: `NotOwner`, `WrongHolder`, `WrongTokens`, `WrongPool`.
    pub fn cancel_unstake(ctx: Context<CancelUnstake>, minimum_tokens_out: u64) -> Result<()> {
        instructions::cancel_unstake(ctx, minimum_tokens_out)
    }

    /// Takes what a ticket was paid: `claim_ticket`. Anybody may, here as there: it goes to the holder.
    ///
    /// Errors: `WrongHolder`, `WrongPool`.
    pub fn claim_unstake(ctx: Context<ClaimUnstake>) -> Result<()> {
        instructions::claim_unstake(ctx)
    }

    /// Sells tokens for SOL at once: `liquid_unstake`, with the holder as seller and recipient.
    ///
    /// Errors: `NotOwner`, `WrongHolder`, `WrongTokens`, `WrongPool`.
    pub fn sell(ctx: Context<Sell>, tokens: u64, minimum_lamports_out: u64) -> Result<()> {
        instructions::sell(ctx, tokens, minimum_lamports_out)
    }

    /// Takes stake for tokens: `withdraw_stake_account`, with the holder as owner of the tokens. The stake account is the vault
    /// owner's.
    ///
    /// Errors: `NotOwner`, `WrongHolder`, `WrongTokens`, `WrongPool`.
    pub fn take_stake_account(
        ctx: Context<TakeStakeAccount>,
        nonce: u64,
        tokens: u64,
        minimum_lamports_out: u64,
    ) -> Result<()> {
        instructions::take_stake_account(ctx, nonce, tokens, minimum_lamports_out)
    }

    /// Returns what the vault has in hand, as return data; see [`HoldingsReport`].
    ///
    /// Errors: `WrongHolder`, `WrongTokens`, `WrongPool`, `UnknownVersion`, `PriceOutOfDate`, `NoPrice`.
    pub fn holdings(ctx: Context<Holdings>) -> Result<HoldingsReport> {
        instructions::holdings(ctx)
    }

    /// Lists a validator: `add_validator`, where the holder is the pool's validator manager.
    ///
    /// Errors: `NotOwner`, `WrongHolder`, `WrongPool`.
    pub fn add_validator_as_manager(ctx: Context<AddValidatorAsManager>, score: u32, cap: u64) -> Result<()> {
        instructions::add_validator_as_manager(ctx, score, cap)
    }

    /// Sets a validator's score: `set_score`, where the holder is the pool's validator manager.
    ///
    /// Errors: `NotOwner`, `WrongHolder`, `WrongPool`.
    pub fn set_score_as_manager(ctx: Context<SetScoreAsManager>, score: u32) -> Result<()> {
        instructions::set_score_as_manager(ctx, score)
    }
}
