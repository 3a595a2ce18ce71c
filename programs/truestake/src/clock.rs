//! Time, as the program sees it.

use anchor_lang::prelude::*;
use solana_sysvar::epoch_rewards::EpochRewards;

use crate::error::TruestakeError;

/// Refuses while the epoch's rewards are being paid out: stake accounts do not show yet what they earned.
pub fn require_rewards_paid() -> Result<()> {
    require!(!EpochRewards::get()?.active, TruestakeError::EpochRewardsActive);
    Ok(())
}

pub fn rewards_are_paid() -> Result<bool> {
    Ok(!EpochRewards::get()?.active)
}
