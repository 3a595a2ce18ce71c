//! The pool's accounts, read by its published IDL.

use anchor_lang::prelude::*;
use truestake_math::{Bps, Lamports, PoolTokens, Price, Release};

use crate::constants::{seeds, POOL_VERSION};
use crate::error::{OrStewardError, StewardError};
use crate::state::Steward;
use crate::sysvars::epoch_slots;
use crate::truestake::accounts::{Pool, PriceHistory, ValidatorList, ValidatorMark};
use crate::truestake::types::{PriceEntry, ValidatorRecord};

/// Refuses a pool of another layout.
pub fn require_known(pool: &Pool) -> Result<()> {
    require!(pool.version == POOL_VERSION, StewardError::WrongPool);
    Ok(())
}

/// Who lists validators and sets scores now.
pub fn manager(pool: &Pool) -> Result<Pubkey> {
    require_known(pool)?;
    let scheduled = &pool.validator_manager;
    let is_next = scheduled.from_update != 0 && pool.updates >= scheduled.from_update;
    Ok(if is_next { scheduled.next } else { scheduled.now })
}

/// Whether the steward is the pool's validator manager now; the steward notes it.
pub fn observe_manager(steward: &mut Steward, pool: &Pool, epoch: u64) -> Result<bool> {
    let is_manager = manager(pool)? == steward.authority;
    steward.observe(is_manager, epoch);
    Ok(is_manager)
}

/// [`StewardError::NotManager`] where it is not.
pub fn require_manager(steward: &mut Steward, pool: &Pool, epoch: u64) -> Result<()> {
    require!(observe_manager(steward, pool, epoch)?, StewardError::NotManager);
    Ok(())
}

/// The true price at `slot`.
pub fn price(pool: &Pool, slot: u64) -> Result<Price> {
    require_known(pool)?;
    let release = Release {
        lamports: Lamports(pool.release_lamports),
        start_slot: pool.release_start_slot,
        end_slot: pool.release_end_slot,
    };
    let total = held(pool)?
        .plus(Lamports(pool.pending_loss))
        .and_then(|sum| sum.minus(Lamports(pool.pending_gain)))
        .and_then(|sum| sum.minus(release.unreleased(slot)))
        .or_error()?;
    require!(!total.is_zero() && pool.supply > 0, StewardError::Overflow);
    Ok(Price { total, supply: PoolTokens(pool.supply) })
}

fn held(pool: &Pool) -> Result<Lamports> {
    Lamports(pool.reserve_lamports).plus(Lamports(pool.staked_lamports)).or_error()
}

/// What can be staked: all but what the tickets claim at most, and the buffer. Tickets that no stake moves for yet do not count: whoever
/// has ordered them can take them back for nothing, and would bend what all members may have.
pub fn stakeable(pool: &Pool, clock: &Clock) -> Result<Lamports> {
    let held = held(pool)?;
    let buffer = Lamports(Bps(pool.reserve_buffer).ceil_of(held.0).or_error()?);
    let queued = Lamports(pool.queued_lamports).saturating_minus(unserved(pool, clock)?);
    Ok(held.saturating_minus(queued).saturating_minus(buffer))
}

/// What the tickets claim that no stake moves for in this epoch yet: those of the epoch before its moving part, and those of that part
/// in it.
fn unserved(pool: &Pool, clock: &Clock) -> Result<Lamports> {
    if pool.queue_epoch != clock.epoch {
        return Ok(Lamports::ZERO);
    }
    let is_moving = epoch_slots(clock.epoch)?.is_moving(clock.slot, Bps(pool.moving_part)).or_error()?;
    Ok(Lamports(if is_moving { pool.late_lamports } else { pool.recent_lamports }))
}

const RECORD: usize = std::mem::size_of::<ValidatorRecord>();
const RECORDS: usize = std::mem::size_of::<ValidatorList>().saturating_add(8);

/// The record at `index` of the pool's list, which has to be that of `vote`.
pub fn record(list: &AccountLoader<ValidatorList>, index: u32, vote: &Pubkey) -> Result<ValidatorRecord> {
    require!(index < list.load()?.count, StewardError::WrongValidator);
    let start = usize::try_from(index).ok().and_then(|index| index.checked_mul(RECORD)?.checked_add(RECORDS));
    let data = list.as_ref().try_borrow_data()?;
    let bytes = start.and_then(|start| data.get(start..start.checked_add(RECORD)?));
    let record: &ValidatorRecord = bytes.and_then(|bytes| bytemuck::try_from_bytes(bytes).ok()).or_error()?;
    require_keys_eq!(record.vote, *vote, StewardError::WrongValidator);
    Ok(*record)
}

/// The record of a validator, by its mark; nothing where the pool does not list it.
pub fn record_of(
    list: &AccountLoader<ValidatorList>,
    mark: &AccountInfo,
    pool: &Pubkey,
    vote: &Pubkey,
) -> Result<Option<ValidatorRecord>> {
    let (address, _) =
        Pubkey::find_program_address(&[seeds::MARK, pool.as_ref(), vote.as_ref()], &crate::truestake::ID);
    require_keys_eq!(*mark.key, address, StewardError::WrongMark);
    if *mark.owner != crate::truestake::ID {
        return Ok(None);
    }
    let index = {
        let data = mark.try_borrow_data()?;
        let bytes = data.get(8..).and_then(|bytes| bytes.get(..std::mem::size_of::<ValidatorMark>()));
        let mark: &ValidatorMark = bytes.and_then(|bytes| bytemuck::try_from_bytes(bytes).ok()).or_error()?;
        mark.index
    };
    record(list, index, vote).map(Some)
}

/// The pool's stake with a validator that is not on its way out.
pub fn delegated(record: &ValidatorRecord) -> Lamports {
    let held = record.stake_lamports.saturating_add(record.transient_lamports);
    Lamports(held.saturating_sub(record.cooling_lamports))
}

/// All that lies with a validator, cooling down or not.
pub fn all_stake(record: &ValidatorRecord) -> Lamports {
    Lamports(record.stake_lamports.saturating_add(record.transient_lamports))
}

/// Whether all stake has come back: what is left is rent.
pub fn is_drained(record: &ValidatorRecord) -> bool {
    /// The pool's status of a stake account that has nothing but its rent.
    const IDLE: u8 = 1;
    record.stake_status <= IDLE && record.transient_status <= IDLE && record.cooling_lamports == 0
}

/// Whether the pool gives a validator no stake as it was scored last.
pub fn gets_no_stake(record: &ValidatorRecord) -> bool {
    record.score == 0 || record.cap == 0
}

/// The price after the last update in an epoch before this one; nothing where none was recorded.
pub fn price_before(history: &AccountLoader<PriceHistory>, epoch: u64) -> Result<Option<Price>> {
    const ENTRY: usize = std::mem::size_of::<PriceEntry>();
    /// Entries of the ring, which is the end of the account.
    const LENGTH: usize = 512;
    let count = history.load()?.count;
    let end = std::mem::size_of::<PriceHistory>().checked_add(8);
    let start = end.and_then(|end| end.checked_sub(ENTRY.checked_mul(LENGTH)?));
    let data = history.as_ref().try_borrow_data()?;
    let entry_at = |number: u64| -> Option<PriceEntry> {
        let place = usize::try_from(number).ok()?.checked_rem(LENGTH)?;
        let at = start?.checked_add(place.checked_mul(ENTRY)?)?;
        bytemuck::try_from_bytes(data.get(at..at.checked_add(ENTRY)?)?).ok().copied()
    };
    // The last one, or where that is of this epoch the one before.
    for ago in 1..=2u64 {
        let Some(number) = count.checked_sub(ago) else { return Ok(None) };
        let entry = entry_at(number).or_error()?;
        if entry.epoch < epoch {
            require!(entry.total > 0 && entry.supply > 0, StewardError::Overflow);
            return Ok(Some(Price { total: Lamports(entry.total), supply: PoolTokens(entry.supply) }));
        }
    }
    Ok(None)
}
