//! Vote accounts, as far as the pool looks into them.

use anchor_lang::prelude::*;

use crate::error::{require, TruestakeError};

/// The vote program.
pub const VOTE_PROGRAM: Pubkey = pubkey!("Vote111111111111111111111111111111111111111");

/// Where every version of the vote state has its node's identity, after the version's number.
const NODE: std::ops::Range<usize> = 4..36;

/// Whether it is an open vote account: a closed one has no owner or no node any more.
pub fn is_open(vote: &AccountInfo) -> bool {
    let has_node = |data: &[u8]| data.get(NODE).is_some_and(|node| node.iter().any(|byte| *byte != 0));
    *vote.owner == VOTE_PROGRAM && vote.try_borrow_data().is_ok_and(|data| has_node(&data))
}

/// Refuses what is not an open vote account.
pub fn require_open(vote: &AccountInfo) -> Result<()> {
    require!(is_open(vote), TruestakeError::InvalidVoteAccount);
    Ok(())
}
