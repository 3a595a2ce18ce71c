//! What the cluster says of itself.

use anchor_lang::prelude::*;
use solana_sysvar::{epoch_rewards, get_sysvar};
use steward_math::Rewards;
use truestake_math::EpochSlots;

use crate::error::OrStewardError;

const STAKE_HISTORY: Pubkey = pubkey!("SysvarStakeHistory1111111111111111111111111");

/// The number at an offset of a sysvar's data.
fn number(data: &[u8], at: usize) -> Option<u64> {
    data.get(at..)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

/// How far the payment of an epoch's rewards is.
pub struct Payment {
    /// Block height at which it began.
    pub height: u64,
    pub is_active: bool,
    points: u128,
    lamports: u64,
}

impl Payment {
    pub fn get() -> Result<Self> {
        // Block height (at 0), partitions, blockhash of the parent, points (48), lamports of all rewards (64), those paid so far, whether
        // it goes on (80).
        let mut data = [0; 81];
        get_sysvar(&mut data, &epoch_rewards::ID, 0, 81)?;
        let points = data.get(48..).and_then(|data| data.first_chunk()).map(|bytes| u128::from_le_bytes(*bytes));
        Ok(Self {
            height: number(&data, 0).or_error()?,
            is_active: data.last() != Some(&0),
            points: points.or_error()?,
            lamports: number(&data, 64).or_error()?,
        })
    }

    /// With the stake that they were paid for; nothing where the stake history lacks that epoch.
    pub fn rewards(&self, epoch: u64) -> Result<Option<Rewards>> {
        // The newest entry: its epoch, and what was effective in it, behind the list's length.
        let mut data = [0; 24];
        if get_sysvar(&mut data, &STAKE_HISTORY, 0, 24).is_err() {
            return Ok(None);
        }
        let (of, effective) = (number(&data, 8).or_error()?, number(&data, 16).or_error()?);
        Ok((of == epoch).then_some(Rewards { points: self.points, lamports: self.lamports, effective }))
    }
}

/// Slots of an epoch.
pub fn slots_of(epoch: u64) -> Result<u64> {
    Ok(EpochSchedule::get()?.get_slots_in_epoch(epoch))
}

/// The first slot of an epoch and of the one behind it.
pub fn epoch_slots(epoch: u64) -> Result<EpochSlots> {
    let schedule = EpochSchedule::get()?;
    let first_slot = schedule.get_first_slot_in_epoch(epoch);
    let end_slot = first_slot.checked_add(schedule.get_slots_in_epoch(epoch)).or_error()?;
    Ok(EpochSlots { epoch, first_slot, end_slot })
}
