use anchor_lang::prelude::*;
use anchor_spl::token::Token;

use crate::error::VaultError;
use crate::state::Vault;
use crate::truestake;
use crate::truestake::program::Truestake;

/// What has no words here is of the pool, whose program checks it.
#[derive(Accounts)]
pub struct OrderUnstake<'info> {
    /// Signer: the vault's owner. Pays the ticket's rent, which comes back when it is claimed.
    #[account(mut)]
    pub owner: Signer<'info>,
    /// Read: the vault.
    #[account(
        has_one = owner @ VaultError::NotOwner,
        has_one = holder @ VaultError::WrongHolder,
        has_one = tokens @ VaultError::WrongTokens,
        has_one = pool @ VaultError::WrongPool,
    )]
    pub vault: Account<'info, Vault>,
    /// Read: the vault's holder. Owns the tokens, will own the ticket, and signs the call.
    /// CHECK: the vault names it.
    pub holder: UncheckedAccount<'info>,
    /// Write: the vault's tokens. Gives tokens.
    /// CHECK: the vault names it.
    #[account(mut)]
    pub tokens: UncheckedAccount<'info>,
    /// Write: the vault's pool.
    /// CHECK: the vault names it.
    #[account(mut)]
    pub pool: UncheckedAccount<'info>,
    /// Write: the pool's ring of queued tickets.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub queue: UncheckedAccount<'info>,
    /// Write: the tokens of queued tickets. Receives tokens.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub escrow: UncheckedAccount<'info>,
    /// Create: the ticket of the holder and the nonce.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub ticket: UncheckedAccount<'info>,
    /// The pool's program.
    pub pool_program: Program<'info, Truestake>,
    /// The token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> OrderUnstake<'info> {
    fn call(&self) -> truestake::cpi::accounts::OrderUnstake<'info> {
        truestake::cpi::accounts::OrderUnstake {
            payer: self.owner.to_account_info(),
            owner: self.holder.to_account_info(),
            pool: self.pool.to_account_info(),
            queue: self.queue.to_account_info(),
            source: self.tokens.to_account_info(),
            escrow: self.escrow.to_account_info(),
            ticket: self.ticket.to_account_info(),
            token_program: self.token_program.to_account_info(),
            system_program: self.system_program.to_account_info(),
        }
    }
}

pub fn order_unstake(ctx: Context<OrderUnstake>, nonce: u64, tokens: u64, minimum_lamports_out: u64) -> Result<()> {
    let accounts = &ctx.accounts;
    accounts.vault.sign(&accounts.vault.key(), |signer| {
        let context = CpiContext::new_with_signer(accounts.pool_program.key(), accounts.call(), signer);
        truestake::cpi::order_unstake(context, nonce, tokens, minimum_lamports_out)
    })
}
