use std::cell::RefMut;

use anchor_lang::prelude::*;

use super::{size_of_account, Member, MemberStatus};
use crate::error::{OrStewardError, StewardError};

/// The members of a steward. PDA of "members", steward. A header, then `count` records of fixed size.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Members {
    /// Layout version; this is 1.
    pub version: u8,
    pub bump: u8,
    pub _reserved_bytes: [u8; 2],
    /// Places in the list, free ones included.
    pub count: u32,
    pub steward: Pubkey,
    pub _reserved: [u64; 6],
    /// The records follow here: `count` of them, from 96 bytes into the account's data on, discriminator included, each of 272 bytes.
    pub members: [Member; 0],
}

impl Members {
    /// Bytes of the account without records.
    pub const EMPTY_SPACE: usize = size_of_account::<Self>();

    /// Bytes of the account with `count` records.
    pub fn space(count: u32) -> usize {
        let records = usize::try_from(count).unwrap_or(usize::MAX);
        Self::EMPTY_SPACE.saturating_add(records.saturating_mul(Member::SPACE))
    }

    /// The member at `index`, to change it.
    pub fn get_mut<'a>(list: &'a AccountLoader<'_, Self>, index: u32) -> Result<RefMut<'a, Member>> {
        let member = Self::place_mut(list, index)?;
        require!(!member.is(MemberStatus::Free), StewardError::MemberNotFound);
        Ok(member)
    }

    /// The place at `index`, free or not.
    pub fn place_mut<'a>(list: &'a AccountLoader<'_, Self>, index: u32) -> Result<RefMut<'a, Member>> {
        let range = Self::range(list, index)?;
        let data = list.as_ref().try_borrow_mut_data()?;
        RefMut::filter_map(data, |data| data.get_mut(range).and_then(|bytes| bytemuck::try_from_bytes_mut(bytes).ok()))
            .map_err(|_| StewardError::MemberNotFound.into())
    }

    fn range(list: &AccountLoader<Self>, index: u32) -> Result<std::ops::Range<usize>> {
        require!(index < list.load()?.count, StewardError::MemberNotFound);
        let next = index.checked_add(1).or_error()?;
        Ok(Self::space(index)..Self::space(next))
    }
}
