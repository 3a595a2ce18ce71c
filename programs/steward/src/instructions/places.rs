use anchor_lang::prelude::*;

use crate::error::StewardError;

/// A member's two places.
#[derive(Clone, Copy, Debug, AnchorSerialize, AnchorDeserialize)]
pub struct Place {
    /// In the steward's list.
    pub member: u32,
    /// In the pool's list.
    pub validator: u32,
}

/// Refuses an empty list, members that are not in strictly rising order (each counts once), and another number of accounts than of
/// places.
pub(super) fn require_places(places: &[Place], accounts: usize) -> Result<()> {
    let rises = places.windows(2).all(|two| matches!(two, [a, b] if a.member < b.member));
    require!(!places.is_empty() && rises && places.len() == accounts, StewardError::WrongPlaces);
    Ok(())
}
