use anchor_lang::prelude::*;
use anchor_spl::token::Token;

use crate::error::VaultError;
use crate::state::{require_available, Vault};
use crate::truestake;
use crate::truestake::program::Truestake;

/// What has no words here is of the pool, whose program checks it.
#[derive(Accounts)]
pub struct Deposit<'info> {
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
    /// Write: the vault's holder. Pays the lamports, and signs the call.
    /// CHECK: the vault names it.
    #[account(mut)]
    pub holder: UncheckedAccount<'info>,
    /// Write: the vault's tokens. Receives tokens.
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
    /// Read: an address that only signs. Authority of the mint.
    /// CHECK: by the pool's program.
    pub mint_authority: UncheckedAccount<'info>,
    /// Write: the pool's reserve. Receives lamports.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub reserve: UncheckedAccount<'info>,
    /// Write: the pool's treasury. Receives the fee.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub treasury: UncheckedAccount<'info>,
    /// Write: the pool's liquidity pool, whose tokens are bought first. Left out, like the next two, exactly when the pool has
    /// none.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub liquidity: Option<UncheckedAccount<'info>>,
    /// Write: the liquidity pool's SOL. Receives lamports.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub liquidity_sol: Option<UncheckedAccount<'info>>,
    /// Write: the liquidity pool's tokens. Gives tokens.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub liquidity_tokens: Option<UncheckedAccount<'info>>,
    /// The pool's program.
    pub pool_program: Program<'info, Truestake>,
    /// The token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> Deposit<'info> {
    fn call(&self) -> truestake::cpi::accounts::DepositSol<'info> {
        let optional = |account: &Option<UncheckedAccount<'info>>| account.as_ref().map(ToAccountInfo::to_account_info);
        truestake::cpi::accounts::DepositSol {
            depositor: self.holder.to_account_info(),
            pool: self.pool.to_account_info(),
            mint: self.mint.to_account_info(),
            mint_authority: self.mint_authority.to_account_info(),
            reserve: self.reserve.to_account_info(),
            destination: self.tokens.to_account_info(),
            treasury: self.treasury.to_account_info(),
            referrer: None,
            liquidity: optional(&self.liquidity),
            liquidity_sol: optional(&self.liquidity_sol),
            liquidity_tokens: optional(&self.liquidity_tokens),
            token_program: self.token_program.to_account_info(),
            system_program: self.system_program.to_account_info(),
        }
    }
}

pub fn deposit(ctx: Context<Deposit>, lamports: u64, minimum_tokens_out: u64) -> Result<()> {
    let accounts = &ctx.accounts;
    require_available(&accounts.holder, lamports)?;
    accounts.vault.sign(&accounts.vault.key(), |signer| {
        let context = CpiContext::new_with_signer(accounts.pool_program.key(), accounts.call(), signer);
        truestake::cpi::deposit_sol(context, lamports, minimum_tokens_out, None)
    })
}
