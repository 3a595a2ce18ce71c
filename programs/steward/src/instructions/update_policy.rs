use anchor_lang::prelude::*;

use crate::error::StewardError;
use crate::events::PolicyUpdated;
use crate::state::{Policy, PolicyArgs, Steward};
use crate::truestake::accounts::Pool;

/// The pool's admin, and the steward.
#[derive(Accounts)]
pub struct UpdatePolicy<'info> {
    /// Signer: the pool's admin.
    pub admin: Signer<'info>,
    /// Read: the pool.
    #[account(has_one = admin @ StewardError::NotAdmin)]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the steward.
    #[account(mut, has_one = pool @ StewardError::WrongPool)]
    pub steward: AccountLoader<'info, Steward>,
}

pub fn update_policy(ctx: Context<UpdatePolicy>, policy: PolicyArgs) -> Result<()> {
    // Effect
    let epoch = Clock::get()?.epoch;
    let mut steward = ctx.accounts.steward.load_mut()?;
    steward.schedule_policy(Policy::from(policy), epoch)?;

    // Log
    emit!(PolicyUpdated { steward: ctx.accounts.steward.key(), policy, from_epoch: steward.policy_epoch });
    Ok(())
}
