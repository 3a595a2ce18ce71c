//! Time, as the program sees it.

use anchor_lang::prelude::*;
use solana_sysvar::epoch_rewards::EpochRewards;

use crate::error::TruestakeError;
use truestake_math::EpochSlots;

/// Refuses while the epoch's rewards are being paid out: stake accounts do not show yet what they earned.
pub fn require_rewards_paid() -> Result<()> {
    require!(!EpochRewards::get()?.active, TruestakeError::EpochRewardsActive);
    Ok(())
}

pub fn rewards_are_paid() -> Result<bool> {
    Ok(!EpochRewards::get()?.active)
}

/// The current epoch and its slots.
pub fn epoch_slots(clock: &Clock) -> Result<EpochSlots> {
    let schedule = EpochSchedule::get()?;
    let first_slot = schedule.get_first_slot_in_epoch(clock.epoch);
    let slots = schedule.get_slots_in_epoch(clock.epoch);
    let end_slot = first_slot.checked_add(slots).ok_or(TruestakeError::Overflow)?;
    Ok(EpochSlots { epoch: clock.epoch, first_slot, end_slot })
}
