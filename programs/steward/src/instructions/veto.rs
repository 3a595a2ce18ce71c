use anchor_lang::prelude::*;

use crate::constants::{MAX_REASON_BYTES, MAX_VETOED_BPS, VETO_EPOCHS, VETO_NOTICE_EPOCHS};
use crate::error::{OrStewardError, StewardError};
use crate::events::Vetoed;
use crate::state::{Members, Steward};
use crate::truestake::accounts::Pool;

#[derive(Accounts)]
pub struct Veto<'info> {
    /// Signer: the pool's admin.
    pub admin: Signer<'info>,
    /// Read: the pool.
    #[account(has_one = admin @ StewardError::NotAdmin)]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the steward.
    #[account(mut, has_one = pool @ StewardError::WrongPool, has_one = members @ StewardError::WrongMembers)]
    pub steward: AccountLoader<'info, Steward>,
    /// Write: its list of members.
    #[account(mut)]
    pub members: AccountLoader<'info, Members>,
}

pub fn veto(ctx: Context<Veto>, index: u32, reason: String) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let epoch = Clock::get()?.epoch;
    let is_fit = !reason.trim().is_empty() && reason.len() <= usize::from(MAX_REASON_BYTES);
    require!(is_fit, StewardError::WrongReason);
    let mut steward = accounts.steward.load_mut()?;
    let mut member = Members::get_mut(&accounts.members, index)?;
    if epoch >= member.veto_until {
        member.end_veto(&mut steward);
    }
    require!(member.veto_until == 0, StewardError::AlreadyVetoed);
    let vetoed = steward.vetoed_tokens.checked_add(member.tokens).or_error()?;
    let most = u128::from(steward.bond_tokens).saturating_mul(u128::from(MAX_VETOED_BPS));
    require!(u128::from(vetoed).saturating_mul(10_000) <= most, StewardError::VetoTooWide);

    // Effect
    member.vetoed_tokens = member.tokens;
    member.veto_from = epoch.checked_add(VETO_NOTICE_EPOCHS).or_error()?;
    member.veto_until = member.veto_from.checked_add(VETO_EPOCHS).or_error()?;
    steward.vetoed_tokens = vetoed;

    // Log
    emit!(Vetoed {
        steward: accounts.steward.key(),
        vote: member.vote,
        from_epoch: member.veto_from,
        until_epoch: member.veto_until,
        reason,
    });
    Ok(())
}
