use anchor_lang::prelude::*;
use anchor_lang::system_program;

use crate::error::VaultError;
use crate::state::{require_available, Vault};

#[derive(Accounts)]
pub struct WithdrawSol<'info> {
    /// Signer: the vault's owner. Receives the lamports.
    #[account(mut)]
    pub owner: Signer<'info>,
    /// Read: the vault.
    #[account(has_one = owner @ VaultError::NotOwner, has_one = holder @ VaultError::WrongHolder)]
    pub vault: Account<'info, Vault>,
    /// Write: the vault's holder. Pays the lamports.
    /// CHECK: the vault names it.
    #[account(mut)]
    pub holder: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

pub fn withdraw_sol(ctx: Context<WithdrawSol>, lamports: u64) -> Result<()> {
    let WithdrawSol { owner, vault, holder, .. } = ctx.accounts;
    require_available(holder, lamports)?;
    let accounts = system_program::Transfer { from: holder.to_account_info(), to: owner.to_account_info() };
    vault.sign(&vault.key(), |signer| {
        system_program::transfer(CpiContext::new_with_signer(system_program::ID, accounts, signer), lamports)
    })
}
