use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use truestake_math::PoolTokens;

use super::vault::take_tokens;
use crate::error::{OrStewardError, StewardError};
use crate::events::BondDeposited;
use crate::pool::price;
use crate::state::{Members, Steward};
use crate::truestake::accounts::Pool;

#[derive(Accounts)]
pub struct DepositBond<'info> {
    /// Signer: owner of the tokens; may be anybody.
    pub source_owner: Signer<'info>,
    /// Write: the steward.
    #[account(
        mut,
        has_one = pool @ StewardError::WrongPool,
        has_one = members @ StewardError::WrongMembers,
        has_one = vault @ StewardError::WrongVault,
    )]
    pub steward: AccountLoader<'info, Steward>,
    /// Write: its list of members.
    #[account(mut)]
    pub members: AccountLoader<'info, Members>,
    /// Read: the pool.
    pub pool: AccountLoader<'info, Pool>,
    /// Write: tokens that become the bond.
    #[account(mut)]
    pub source: Account<'info, TokenAccount>,
    /// Write: the vault.
    #[account(mut)]
    pub vault: Account<'info, TokenAccount>,
    /// The token program.
    pub token_program: Program<'info, Token>,
}

impl DepositBond<'_> {
    /// Whether somebody whose bond is used up pays no more than is owed, or brings a new bond: dust keeps no place.
    fn is_enough(&self, unowed: PoolTokens, clock: &Clock) -> Result<bool> {
        if unowed.is_zero() {
            return Ok(true);
        }
        let worth = price(&*self.pool.load()?, clock.slot)?.lamports_for(unowed).or_error()?;
        Ok(worth >= self.steward.load()?.policy_at(clock.epoch).min_bond())
    }
}

pub fn deposit_bond(ctx: Context<DepositBond>, index: u32, tokens: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    require!(tokens > 0, StewardError::ZeroAmount);
    let clock = Clock::get()?;

    // Effect
    let (vote, bond) = {
        let mut member = Members::get_mut(&accounts.members, index)?;
        let (before, is_used_up) = (member.available(), member.unowed().is_zero());
        member.tokens = member.tokens.checked_add(tokens).or_error()?;
        require!(!is_used_up || accounts.is_enough(member.unowed(), &clock)?, StewardError::BondTooSmall);
        let ramp = member.ramp().after(clock.epoch, before, member.available());
        member.set_ramp(ramp);
        (member.vote, member.tokens)
    };
    accounts.steward.load_mut()?.take_in(PoolTokens(tokens))?;

    // Interaction
    take_tokens(&accounts.source, &accounts.vault, &accounts.source_owner, tokens)?;

    // Log
    emit!(BondDeposited { steward: accounts.steward.key(), vote, tokens, bond });
    accounts.steward.load()?.assert_invariants(accounts.vault.as_ref())
}
