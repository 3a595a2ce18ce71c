use anchor_lang::prelude::*;
use anchor_spl::token::Token;

use crate::error::VaultError;
use crate::state::Vault;
use crate::truestake;
use crate::truestake::program::Truestake;

/// What has no words here is of the pool, whose program checks it.
#[derive(Accounts)]
pub struct Sell<'info> {
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
    /// Write: the vault's holder. Owns the tokens, receives the lamports, and signs the call.
    /// CHECK: the vault names it.
    #[account(mut)]
    pub holder: UncheckedAccount<'info>,
    /// Write: the vault's tokens. Gives tokens.
    /// CHECK: the vault names it.
    #[account(mut)]
    pub tokens: UncheckedAccount<'info>,
    /// Read: the vault's pool.
    /// CHECK: the vault names it.
    pub pool: UncheckedAccount<'info>,
    /// Write: the pool's liquidity pool.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub liquidity: UncheckedAccount<'info>,
    /// Write: the liquidity pool's SOL. Pays the lamports.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub liquidity_sol: UncheckedAccount<'info>,
    /// Write: the liquidity pool's tokens. Receives tokens.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub liquidity_tokens: UncheckedAccount<'info>,
    /// Write: the pool's treasury. Receives its part of the fee.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub treasury: UncheckedAccount<'info>,
    /// The pool's program.
    pub pool_program: Program<'info, Truestake>,
    /// The token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> Sell<'info> {
    fn call(&self) -> truestake::cpi::accounts::LiquidUnstake<'info> {
        truestake::cpi::accounts::LiquidUnstake {
            seller: self.holder.to_account_info(),
            recipient: self.holder.to_account_info(),
            pool: self.pool.to_account_info(),
            liquidity: self.liquidity.to_account_info(),
            liquidity_sol: self.liquidity_sol.to_account_info(),
            liquidity_tokens: self.liquidity_tokens.to_account_info(),
            source: self.tokens.to_account_info(),
            treasury: self.treasury.to_account_info(),
            token_program: self.token_program.to_account_info(),
            system_program: self.system_program.to_account_info(),
        }
    }
}

pub fn sell(ctx: Context<Sell>, tokens: u64, minimum_lamports_out: u64) -> Result<()> {
    let accounts = &ctx.accounts;
    accounts.vault.sign(&accounts.vault.key(), |signer| {
        let context = CpiContext::new_with_signer(accounts.pool_program.key(), accounts.call(), signer);
        truestake::cpi::liquid_unstake(context, tokens, minimum_lamports_out, None)
    })
}
