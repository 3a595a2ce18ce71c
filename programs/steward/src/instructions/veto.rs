use anchor_lang::prelude::*;

use crate::constants::{MAX_REASON_BYTES, MAX_VETOED_BPS, VETO_EPOCHS, VETO_NOTICE_EPOCHS};
use crate::error::{OrStewardError, StewardError};
use crate::events::Vetoed;
use crate::pool::price;
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
    let clock = Clock::get()?;
    let epoch = clock.epoch;
    let is_fit = !reason.trim().is_empty() && reason.len() <= usize::from(MAX_REASON_BYTES);
    require!(is_fit, StewardError::WrongReason);
    let mut steward = accounts.steward.load_mut()?;
    let mut member = Members::get_mut(&accounts.members, index)?;
    if epoch >= member.veto_until {
        member.end_veto(&mut steward);
    }
    require!(member.veto_until == 0, StewardError::AlreadyVetoed);
    // What has just come counts on neither side: tokens that are lent for a moment neither widen the limit nor pass it.
    let least =
        price(&*accounts.pool.load()?, clock.slot)?.tokens_for(steward.policy_at(epoch).min_bond()).or_error()?;
    let tokens = member.vetoable(least).0;
    let vetoed = steward.vetoed_tokens.checked_add(tokens).or_error()?;
    let most = u128::from(steward.counted_tokens).saturating_mul(u128::from(MAX_VETOED_BPS));
    require!(u128::from(vetoed).saturating_mul(10_000) <= most, StewardError::VetoTooWide);

    // Effect
    member.vetoed_tokens = tokens;
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
