use anchor_lang::prelude::*;
use truestake_math::Bps;

use crate::error::StewardError;
use crate::events::PledgeChanged;
use crate::state::{Members, Steward};

#[derive(Accounts)]
pub struct SetPledge<'info> {
    /// Signer: the bond's owner.
    pub owner: Signer<'info>,
    /// Read: the steward.
    #[account(has_one = members @ StewardError::WrongMembers)]
    pub steward: AccountLoader<'info, Steward>,
    /// Write: its list of members.
    #[account(mut)]
    pub members: AccountLoader<'info, Members>,
}

pub fn set_pledge(ctx: Context<SetPledge>, index: u32, pledge: u16) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let epoch = Clock::get()?.epoch;
    let ceiling = accounts.steward.load()?.policy_at(epoch).commission_ceiling;
    require!(pledge <= ceiling, StewardError::PledgeTooHigh);
    let mut member = Members::get_mut(&accounts.members, index)?;
    require_keys_eq!(member.owner, accounts.owner.key(), StewardError::NotOwner);

    // Effect
    let changed = member.pledge().change(epoch, member.assessed_epoch, Bps(pledge));
    member.set_pledge(changed);

    // Log
    let from_epoch = changed.from_epoch;
    emit!(PledgeChanged { steward: accounts.steward.key(), vote: member.vote, pledge, from_epoch });
    Ok(())
}
