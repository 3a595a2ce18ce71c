use anchor_lang::prelude::*;

use crate::error::StewardError;
use crate::events::MembershipClosed;
use crate::state::Membership;

#[derive(Accounts)]
pub struct CloseMembership<'info> {
    /// Write: the membership of a validator that has left; closed.
    #[account(mut, close = rent_payer, has_one = rent_payer @ StewardError::WrongMembership)]
    pub membership: Account<'info, Membership>,
    /// Write: gets its rent.
    /// CHECK: the membership names it.
    #[account(mut)]
    pub rent_payer: UncheckedAccount<'info>,
}

pub fn close_membership(ctx: Context<CloseMembership>) -> Result<()> {
    // Check
    let Membership { barred_until, steward, vote, .. } = *ctx.accounts.membership;
    require!(barred_until != 0, StewardError::IsMember);
    require!(Clock::get()?.epoch >= barred_until, StewardError::Barred);

    // Log
    emit!(MembershipClosed { steward, vote });
    Ok(())
}
