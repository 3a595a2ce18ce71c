use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token, TokenAccount};

use crate::constants::{seeds, VERSION};
use crate::error::StewardError;
use crate::events::StewardCreated;
use crate::pool::require_known;
use crate::state::{Members, Policy, PolicyArgs, Steward};
use crate::truestake::accounts::Pool;

#[derive(Accounts)]
pub struct CreateSteward<'info> {
    /// Signer: pays all rents.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// Signer: the pool's admin.
    pub admin: Signer<'info>,
    /// Read: the pool.
    #[account(has_one = admin @ StewardError::NotAdmin, has_one = mint @ StewardError::WrongMint)]
    pub pool: AccountLoader<'info, Pool>,
    /// Read: the pool token.
    pub mint: Account<'info, Mint>,
    /// Create: the steward.
    #[account(init, payer = payer, space = Steward::SPACE, seeds = [seeds::STEWARD, pool.key().as_ref()], bump)]
    pub steward: AccountLoader<'info, Steward>,
    /// Read: its authority, an address that only signs and need not exist.
    /// CHECK: its address is derived here.
    #[account(seeds = [seeds::AUTHORITY, steward.key().as_ref()], bump)]
    pub authority: UncheckedAccount<'info>,
    /// Create: its list of members.
    #[account(init, payer = payer, space = Members::EMPTY_SPACE, seeds = [seeds::MEMBERS, steward.key().as_ref()], bump)]
    pub members: AccountLoader<'info, Members>,
    /// Create: its vault.
    #[account(
        init,
        payer = payer,
        seeds = [seeds::VAULT, steward.key().as_ref()],
        bump,
        token::mint = mint,
        token::authority = authority,
    )]
    pub vault: Account<'info, TokenAccount>,
    /// The token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

pub fn create_steward(ctx: Context<CreateSteward>, policy: PolicyArgs) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    require_known(&*accounts.pool.load()?)?;
    let checked = Policy::from(policy);
    checked.validate()?;

    // Effect
    let address = accounts.steward.key();
    let mut steward = accounts.steward.load_init()?;
    steward.version = VERSION;
    steward.bump = ctx.bumps.steward;
    steward.authority_bump = ctx.bumps.authority;
    steward.vault_bump = ctx.bumps.vault;
    steward.pool = accounts.pool.key();
    steward.mint = accounts.mint.key();
    steward.authority = accounts.authority.key();
    steward.vault = accounts.vault.key();
    steward.members = accounts.members.key();
    steward.policy = checked;
    let mut members = accounts.members.load_init()?;
    members.version = VERSION;
    members.bump = ctx.bumps.members;
    members.steward = address;

    // Log
    emit!(StewardCreated { steward: address, pool: steward.pool, authority: steward.authority, policy });
    Ok(())
}
