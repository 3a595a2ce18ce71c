use anchor_lang::prelude::*;

use super::size_of_account;

/// Where a validator stands in a pool's list. PDA of "mark", pool, vote account; exists exactly while the validator is listed.
///
/// Instructions name the mark instead of an index, so that no race over an index is left: the record that it leads to is
/// compared with the vote account every time.
#[account(zero_copy)]
#[derive(Debug)]
pub struct ValidatorMark {
    /// Layout version; this is 1.
    pub version: u8,
    pub bump: u8,
    pub _reserved_bytes: [u8; 2],
    /// Place in the list.
    pub index: u32,
    pub pool: Pubkey,
    pub vote: Pubkey,
    /// Who paid its rent, and gets it back.
    pub rent_payer: Pubkey,
}

impl ValidatorMark {
    /// Bytes of the account.
    pub const SPACE: usize = size_of_account::<Self>();
}
