use anchor_lang::prelude::*;

use crate::error::StewardError;
use crate::events::EpochNoted;
use crate::pool::observe_manager;
use crate::state::Steward;
use crate::sysvars::{slots_of, Payment};
use crate::truestake::accounts::Pool;

#[derive(Accounts)]
pub struct NoteEpoch<'info> {
    /// Write: the steward.
    #[account(mut, has_one = pool @ StewardError::WrongPool)]
    pub steward: AccountLoader<'info, Steward>,
    /// Read: the pool.
    pub pool: AccountLoader<'info, Pool>,
}

pub fn note_epoch(ctx: Context<NoteEpoch>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let now = Clock::get()?.epoch;
    let epoch = now.saturating_sub(1);
    let payment = Payment::get()?;
    require!(!payment.is_active, StewardError::EpochRewardsActive);
    let mut steward = accounts.steward.load_mut()?;
    require!(steward.note(epoch).is_none(), StewardError::AlreadyNoted);

    // Effect
    // Rewards that began to be paid where those noted last did are older ones: this epoch brought none.
    let is_new = payment.height != steward.noted_height;
    let rewards = if is_new { payment.rewards(epoch)? } else { None };
    let slots = slots_of(epoch)?;
    let reference = rewards.and_then(|rewards| rewards.reference(slots));
    steward.write_note(epoch, reference)?;
    steward.noted_height = payment.height;
    let is_manager = observe_manager(&mut steward, &*accounts.pool.load()?, now)?;

    // Log
    let (credits, growth) = reference.map_or((0, 0), |reference| (reference.credits, reference.growth));
    emit!(EpochNoted { steward: accounts.steward.key(), epoch, credits, growth, is_manager });
    Ok(())
}
