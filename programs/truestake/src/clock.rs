//! Time, as the program sees it.

use anchor_lang::prelude::*;
use solana_sysvar::{epoch_rewards, get_sysvar};

use crate::error::{require, TruestakeError};
use truestake_math::EpochSlots;

/// Refuses while the epoch's rewards are being paid out: stake accounts do not show yet what they earned.
pub fn require_rewards_paid() -> Result<()> {
    require!(rewards_are_paid()?, TruestakeError::EpochRewardsActive);
    Ok(())
}

/// Where the sysvar says whether it is so, in its last byte. That byte alone costs half of what all of it does.
const REWARDS_ACTIVE: u64 = 80;

pub fn rewards_are_paid() -> Result<bool> {
    let mut active = [0];
    get_sysvar(&mut active, &epoch_rewards::ID, REWARDS_ACTIVE, 1)?;
    Ok(active == [0])
}

/// The current epoch and its slots.
pub fn epoch_slots(clock: &Clock) -> Result<EpochSlots> {
    let schedule = EpochSchedule::get()?;
    let first_slot = schedule.get_first_slot_in_epoch(clock.epoch);
    let slots = schedule.get_slots_in_epoch(clock.epoch);
    let end_slot = first_slot.checked_add(slots).ok_or(TruestakeError::Overflow)?;
    Ok(EpochSlots { epoch: clock.epoch, first_slot, end_slot })
}
