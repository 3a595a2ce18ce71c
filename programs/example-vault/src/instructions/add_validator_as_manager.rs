use anchor_lang::prelude::*;

use crate::error::VaultError;
use crate::state::Vault;
use crate::truestake;
use crate::truestake::program::Truestake;

/// What has no words here is of the pool, whose program checks it.
#[derive(Accounts)]
pub struct AddValidatorAsManager<'info> {
    /// Signer: the vault's owner. Pays for the validator's place in the list.
    #[account(mut)]
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
    /// Read: the address of its validator stake account.
    /// CHECK: by the pool's program.
    pub stake: UncheckedAccount<'info>,
    /// Read: the address of its transient stake account.
    /// CHECK: by the pool's program.
    pub transient: UncheckedAccount<'info>,
    /// Create: the validator's mark.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub mark: UncheckedAccount<'info>,
    /// The pool's program.
    pub pool_program: Program<'info, Truestake>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> AddValidatorAsManager<'info> {
    fn call(&self) -> truestake::cpi::accounts::AddValidator<'info> {
        truestake::cpi::accounts::AddValidator {
            payer: self.owner.to_account_info(),
            validator_manager: self.holder.to_account_info(),
            pool: self.pool.to_account_info(),
            validators: self.validators.to_account_info(),
            vote: self.vote.to_account_info(),
            stake: self.stake.to_account_info(),
            transient: self.transient.to_account_info(),
            mark: self.mark.to_account_info(),
            system_program: self.system_program.to_account_info(),
        }
    }
}

pub fn add_validator_as_manager(ctx: Context<AddValidatorAsManager>, score: u32, cap: u64) -> Result<()> {
    let accounts = &ctx.accounts;
    accounts.vault.sign(&accounts.vault.key(), |signer| {
        let context = CpiContext::new_with_signer(accounts.pool_program.key(), accounts.call(), signer);
        truestake::cpi::add_validator(context, score, cap)
    })
}
