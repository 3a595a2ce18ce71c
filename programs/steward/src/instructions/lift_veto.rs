use anchor_lang::prelude::*;

use super::Veto;
use crate::error::StewardError;
use crate::events::VetoLifted;
use crate::state::Members;

pub fn lift_veto(ctx: Context<Veto>, index: u32) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let mut steward = accounts.steward.load_mut()?;
    let mut member = Members::get_mut(&accounts.members, index)?;
    require!(member.veto_until != 0, StewardError::NotVetoed);

    // Effect
    member.end_veto(&mut steward);

    // Log
    emit!(VetoLifted { steward: accounts.steward.key(), vote: member.vote });
    Ok(())
}
