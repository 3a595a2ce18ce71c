use anchor_lang::prelude::*;
use anchor_spl::token::Token;

use crate::error::VaultError;
use crate::state::Vault;
use crate::truestake;
use crate::truestake::program::Truestake;

/// What has no words here is of the pool, whose program checks it.
#[derive(Accounts)]
pub struct CancelUnstake<'info> {
    /// Signer: the vault's owner.
    pub owner: Signer<'info>,
    /// Read: the vault.
    #[account(
        has_one = owner @ VaultError::NotOwner,
        has_one = holder @ VaultError::WrongHolder,
        has_one = tokens @ VaultError::WrongTokens,
        has_one = pool @ VaultError::WrongPool,
    )]
    pub vault: Account<'info, Vault>,
    /// Read: the vault's holder, who owns the ticket. Signs the call.
    /// CHECK: the vault names it.
    pub holder: UncheckedAccount<'info>,
    /// Write: the vault's tokens. Receives what comes back.
    /// CHECK: the vault names it.
    #[account(mut)]
    pub tokens: UncheckedAccount<'info>,
    /// Write: the vault's pool.
    /// CHECK: the vault names it.
    #[account(mut)]
    pub pool: UncheckedAccount<'info>,
    /// Write: the pool token.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub mint: UncheckedAccount<'info>,
    /// Write: the tokens of queued tickets. Gives tokens.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub escrow: UncheckedAccount<'info>,
    /// Write: the ticket.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub ticket: UncheckedAccount<'info>,
    /// The pool's program.
    pub pool_program: Program<'info, Truestake>,
    /// The token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> CancelUnstake<'info> {
    fn call(&self) -> truestake::cpi::accounts::CancelTicket<'info> {
        truestake::cpi::accounts::CancelTicket {
            owner: self.holder.to_account_info(),
            pool: self.pool.to_account_info(),
            mint: self.mint.to_account_info(),
            ticket: self.ticket.to_account_info(),
            escrow: self.escrow.to_account_info(),
            destination: self.tokens.to_account_info(),
            token_program: self.token_program.to_account_info(),
        }
    }
}

pub fn cancel_unstake(ctx: Context<CancelUnstake>, minimum_tokens_out: u64) -> Result<()> {
    let accounts = &ctx.accounts;
    accounts.vault.sign(&accounts.vault.key(), |signer| {
        let context = CpiContext::new_with_signer(accounts.pool_program.key(), accounts.call(), signer);
        truestake::cpi::cancel_ticket(context, minimum_tokens_out)
    })
}
