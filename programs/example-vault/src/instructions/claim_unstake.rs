use anchor_lang::prelude::*;

use crate::error::VaultError;
use crate::state::Vault;
use crate::truestake;
use crate::truestake::program::Truestake;

/// What has no words here is of the pool, whose program checks it.
#[derive(Accounts)]
pub struct ClaimUnstake<'info> {
    /// Read: the vault.
    #[account(has_one = holder @ VaultError::WrongHolder, has_one = pool @ VaultError::WrongPool)]
    pub vault: Account<'info, Vault>,
    /// Write: the vault's holder, who owns the ticket. Receives the lamports.
    /// CHECK: the vault names it.
    #[account(mut)]
    pub holder: UncheckedAccount<'info>,
    /// Read: the vault's pool.
    /// CHECK: the vault names it.
    pub pool: UncheckedAccount<'info>,
    /// Write: the ticket. Closed where nothing of it is left.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub ticket: UncheckedAccount<'info>,
    /// Write: who paid the ticket's rent. Receives it back.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub rent_payer: UncheckedAccount<'info>,
    /// The pool's program.
    pub pool_program: Program<'info, Truestake>,
}

pub fn claim_unstake(ctx: Context<ClaimUnstake>) -> Result<()> {
    let accounts = &ctx.accounts;
    let call = truestake::cpi::accounts::ClaimTicket {
        pool: accounts.pool.to_account_info(),
        ticket: accounts.ticket.to_account_info(),
        owner: accounts.holder.to_account_info(),
        rent_payer: accounts.rent_payer.to_account_info(),
    };
    truestake::cpi::claim_ticket(CpiContext::new(accounts.pool_program.key(), call))
}
