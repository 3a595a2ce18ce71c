use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token, TokenAccount};
use truestake_math::PoolTokens;

use super::vault::burn_tokens;
use crate::error::{OrStewardError, StewardError};
use crate::events::Covered;
use crate::state::{Members, Steward};

#[derive(Accounts)]
pub struct Cover<'info> {
    /// Write: the steward.
    #[account(
        mut,
        has_one = members @ StewardError::WrongMembers,
        has_one = authority @ StewardError::WrongAuthority,
        has_one = vault @ StewardError::WrongVault,
        has_one = mint @ StewardError::WrongMint,
    )]
    pub steward: AccountLoader<'info, Steward>,
    /// Write: its list of members.
    #[account(mut)]
    pub members: AccountLoader<'info, Members>,
    /// Read: an address that only signs. Authority of the vault.
    /// CHECK: the steward names it.
    pub authority: UncheckedAccount<'info>,
    /// Write: the vault.
    #[account(mut)]
    pub vault: Account<'info, TokenAccount>,
    /// Write: the pool token.
    #[account(mut)]
    pub mint: Account<'info, Mint>,
    /// The token program.
    pub token_program: Program<'info, Token>,
}

pub fn cover(ctx: Context<Cover>, indexes: Vec<u32>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let epoch = Clock::get()?.epoch;
    require!(!indexes.is_empty(), StewardError::WrongPlaces);

    // Effect
    let (mut burned, mut left) = (PoolTokens::ZERO, 0u64);
    let bump = {
        let mut steward = accounts.steward.load_mut()?;
        for index in indexes {
            let mut member = Members::get_mut(&accounts.members, index)?;
            burned = burned.plus(member.pay_debt(&mut steward, epoch)?).or_error()?;
            left = left.saturating_add(member.debt);
        }
        steward.authority_bump
    };

    // Interaction
    if burned.is_zero() {
        return Ok(());
    }
    Steward::sign(bump, &accounts.steward.key(), |signer| {
        burn_tokens(&accounts.vault, &accounts.mint, &accounts.authority, burned, signer)
    })?;

    // Log
    emit!(Covered { steward: accounts.steward.key(), tokens: burned.0, debt: left });
    accounts.steward.load()?.assert_invariants(accounts.vault.as_ref())
}
