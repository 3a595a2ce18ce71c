use anchor_lang::prelude::*;
use anchor_spl::token::TokenAccount;

use crate::constants::POOL_VERSION;
use crate::error::VaultError;
use crate::price::worth;
use crate::state::{available, Vault};
use crate::truestake::accounts::Pool;

/// What a vault has in hand, as return data. Tickets that are not claimed are not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize)]
pub struct HoldingsReport {
    /// SOL that can be spent.
    pub lamports: u64,
    pub tokens: u64,
    /// Lamports that the tokens are worth at the true price, floored.
    pub tokens_worth: u64,
}

#[derive(Accounts)]
pub struct Holdings<'info> {
    /// Read: the vault.
    #[account(
        has_one = holder @ VaultError::WrongHolder,
        has_one = tokens @ VaultError::WrongTokens,
        has_one = pool @ VaultError::WrongPool,
    )]
    pub vault: Account<'info, Vault>,
    /// Read: the vault's holder. Its SOL counts.
    /// CHECK: the vault names it.
    pub holder: UncheckedAccount<'info>,
    /// Read: the vault's tokens.
    pub tokens: Account<'info, TokenAccount>,
    /// Read: the pool.
    pub pool: AccountLoader<'info, Pool>,
}

pub fn holdings(ctx: Context<Holdings>) -> Result<HoldingsReport> {
    let accounts = &ctx.accounts;
    let clock = Clock::get()?;
    let pool = accounts.pool.load()?;
    require!(pool.version == POOL_VERSION, VaultError::UnknownVersion);
    require!(pool.last_update_epoch == clock.epoch, VaultError::PriceOutOfDate);
    let tokens = accounts.tokens.amount;
    Ok(HoldingsReport {
        lamports: available(&accounts.holder)?,
        tokens,
        tokens_worth: worth(&pool, tokens, clock.slot).ok_or(VaultError::NoPrice)?,
    })
}
