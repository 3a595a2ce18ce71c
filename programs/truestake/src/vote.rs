//! Vote accounts, as far as the pool looks into them.

use anchor_lang::prelude::*;

use crate::error::TruestakeError;

/// The vote program.
pub const VOTE_PROGRAM: Pubkey = pubkey!("Vote111111111111111111111111111111111111111");

/// Where every version of the vote state has its node's identity, after the version's number.
const NODE: std::ops::Range<usize> = 4..36;

/// Refuses what is not an open vote account: a closed one has no owner or no node any more.
pub fn require_open(vote: &AccountInfo) -> Result<()> {
    let data = vote.try_borrow_data()?;
    let has_node = data.get(NODE).is_some_and(|node| node.iter().any(|byte| *byte != 0));
    require!(*vote.owner == VOTE_PROGRAM && has_node, TruestakeError::InvalidVoteAccount);
    Ok(())
}
