use anchor_lang::prelude::*;

use crate::error::VaultError;
use crate::state::Vault;
use crate::truestake;
use crate::truestake::program::Truestake;

/// What has no words here is of the pool, whose program checks it.
#[derive(Accounts)]
pub struct SetScoreAsManager<'info> {
    /// Signer: the vault's owner.
    pub owner: Signer<'info>,
    /// Read: the vault.
    #[account(
        has_one = owner @ VaultError::NotOwner,
        has_one = holder @ VaultError::WrongHolder,
        has_one = pool @ VaultError::WrongPool,
    )]
    pub vault: Account<'info, Vault>,
    /// Read: the vault's holder, the pool's validator manager. Signs the call.
    /// CHECK: the vault names it.
    pub holder: UncheckedAccount<'info>,
    /// Write: the vault's pool.
    /// CHECK: the vault names it.
    #[account(mut)]
    pub pool: UncheckedAccount<'info>,
    /// Write: the pool's validator list.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub validators: UncheckedAccount<'info>,
    /// Read: the validator's vote account.
    /// CHECK: by the pool's program.
    pub vote: UncheckedAccount<'info>,
    /// Read: the validator's mark.
    /// CHECK: by the pool's program.
    pub mark: UncheckedAccount<'info>,
    /// The pool's program.
    pub pool_program: Program<'info, Truestake>,
}

pub fn set_score_as_manager(ctx: Context<SetScoreAsManager>, score: u32) -> Result<()> {
    let accounts = &ctx.accounts;
    let call = truestake::cpi::accounts::SetScore {
        validator_manager: accounts.holder.to_account_info(),
        pool: accounts.pool.to_account_info(),
        validators: accounts.validators.to_account_info(),
        vote: accounts.vote.to_account_info(),
        mark: accounts.mark.to_account_info(),
    };
    accounts.vault.sign(&accounts.vault.key(), |signer| {
        let context = CpiContext::new_with_signer(accounts.pool_program.key(), call, signer);
        truestake::cpi::set_score(context, score)
    })
}
