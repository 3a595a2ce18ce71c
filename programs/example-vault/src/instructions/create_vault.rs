use anchor_lang::prelude::*;
use anchor_lang::system_program;
use anchor_spl::token::{Mint, Token, TokenAccount};

use crate::constants::{seeds, POOL_VERSION, VERSION};
use crate::error::VaultError;
use crate::state::Vault;
use crate::truestake::accounts::Pool;

#[derive(Accounts)]
pub struct CreateVault<'info> {
    /// Signer: the vault's owner. Pays all rents.
    #[account(mut)]
    pub owner: Signer<'info>,
    /// Read: the pool token.
    pub mint: Account<'info, Mint>,
    /// Read: its pool. A mint has one only, whose address derives from it.
    #[account(has_one = mint @ VaultError::WrongMint)]
    pub pool: AccountLoader<'info, Pool>,
    /// Create: the vault.
    #[account(
        init,
        payer = owner,
        space = 8 + Vault::INIT_SPACE,
        seeds = [seeds::VAULT, owner.key().as_ref(), mint.key().as_ref()],
        bump,
    )]
    pub vault: Account<'info, Vault>,
    /// Create: its holder, by the transfer of its rent.
    #[account(mut, seeds = [seeds::HOLDER, vault.key().as_ref()], bump)]
    pub holder: SystemAccount<'info>,
    /// Create: its tokens.
    #[account(
        init,
        payer = owner,
        seeds = [seeds::TOKENS, vault.key().as_ref()],
        bump,
        token::mint = mint,
        token::authority = holder,
    )]
    pub tokens: Account<'info, TokenAccount>,
    /// The token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

pub fn create_vault(ctx: Context<CreateVault>) -> Result<()> {
    require!(ctx.accounts.pool.load()?.version == POOL_VERSION, VaultError::UnknownVersion);
    ctx.accounts.vault.set_inner(Vault {
        version: VERSION,
        bump: ctx.bumps.vault,
        holder_bump: ctx.bumps.holder,
        tokens_bump: ctx.bumps.tokens,
        owner: ctx.accounts.owner.key(),
        pool: ctx.accounts.pool.key(),
        holder: ctx.accounts.holder.key(),
        tokens: ctx.accounts.tokens.key(),
    });

    // Nobody has to create a system account: it is there as soon as it has its rent.
    let (from, to) = (ctx.accounts.owner.to_account_info(), ctx.accounts.holder.to_account_info());
    let accounts = system_program::Transfer { from, to };
    system_program::transfer(CpiContext::new(system_program::ID, accounts), Rent::get()?.minimum_balance(0))
}
