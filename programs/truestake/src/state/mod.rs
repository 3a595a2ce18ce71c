//! One account, or type of an account's field, a file; the pool, which has most rules, has a room.

use anchor_lang::prelude::*;

use crate::error::TruestakeError;

mod fees;
mod liquidity_pool;
mod measured;
mod pool;
mod price_history;
mod role;
mod scheduled;
mod ticket;
mod ticket_queue;
mod token_metadata;
mod units;
mod validator_list;
mod validator_mark;

pub use fees::*;
pub use liquidity_pool::*;
pub use measured::*;
pub use pool::*;
pub use price_history::*;
pub use role::*;
pub use scheduled::*;
pub use ticket::*;
pub use ticket_queue::*;
pub use token_metadata::*;
pub use validator_list::*;
pub use validator_mark::*;

/// Bytes of a zero-copy account with its discriminator.
pub const fn size_of_account<T>() -> usize {
    std::mem::size_of::<T>().saturating_add(8)
}

/// Fills a new account, or its header, of a layout that is read in place.
pub fn write_new<T: Discriminator + bytemuck::NoUninit>(account: &AccountInfo, contents: &T) -> Result<()> {
    let mut data = account.try_borrow_mut_data()?;
    let (discriminator, bytes) = data.split_at_mut_checked(8).ok_or(TruestakeError::InvariantViolated)?;
    let bytes = bytes.get_mut(..std::mem::size_of::<T>()).ok_or(TruestakeError::InvariantViolated)?;
    discriminator.copy_from_slice(T::DISCRIMINATOR);
    bytes.copy_from_slice(bytemuck::bytes_of(contents));
    Ok(())
}
