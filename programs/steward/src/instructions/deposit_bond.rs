use anchor_lang::prelude::*;
use anchor_spl::token::{self, Token, TokenAccount};
use truestake_math::PoolTokens;

use crate::error::{OrStewardError, StewardError};
use crate::events::BondDeposited;
use crate::state::{Members, Steward};

#[derive(Accounts)]
pub struct DepositBond<'info> {
    /// Signer: owner of the tokens; may be anybody.
    pub source_owner: Signer<'info>,
    /// Write: the steward.
    #[account(mut, has_one = members @ StewardError::WrongMembers, has_one = vault @ StewardError::WrongVault)]
    pub steward: AccountLoader<'info, Steward>,
    /// Write: its list of members.
    #[account(mut)]
    pub members: AccountLoader<'info, Members>,
    /// Write: tokens that become the bond.
    #[account(mut)]
    pub source: Account<'info, TokenAccount>,
    /// Write: the vault.
    #[account(mut)]
    pub vault: Account<'info, TokenAccount>,
    /// The token program.
    pub token_program: Program<'info, Token>,
}

pub fn deposit_bond(ctx: Context<DepositBond>, index: u32, tokens: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    require!(tokens > 0, StewardError::ZeroAmount);
    let epoch = Clock::get()?.epoch;

    // Effect
    let (vote, bond) = {
        let mut member = Members::get_mut(&accounts.members, index)?;
        let before = member.available();
        member.tokens = member.tokens.checked_add(tokens).or_error()?;
        let ramp = member.ramp().after(epoch, before, member.available());
        member.set_ramp(ramp);
        (member.vote, member.tokens)
    };
    accounts.steward.load_mut()?.take_in(PoolTokens(tokens))?;

    // Interaction
    let transfer = token::Transfer {
        from: accounts.source.to_account_info(),
        to: accounts.vault.to_account_info(),
        authority: accounts.source_owner.to_account_info(),
    };
    token::transfer(CpiContext::new(token::ID, transfer), tokens)?;

    // Log
    emit!(BondDeposited { steward: accounts.steward.key(), vote, tokens, bond });
    accounts.steward.load()?.assert_invariants(accounts.vault.as_ref())
}
