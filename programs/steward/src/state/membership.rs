use anchor_lang::prelude::*;

/// Where a member stands in the list. PDA of "membership", steward, vote account; while it exists, the vote account cannot join
/// anew: what a bond could not pay stays with it.
#[account]
#[derive(Debug, InitSpace)]
pub struct Membership {
    /// Layout version; this is 1.
    pub version: u8,
    pub bump: u8,
    /// Place in the list.
    pub index: u32,
    pub steward: Pubkey,
    pub vote: Pubkey,
    /// Who paid its rent, and gets it back.
    pub rent_payer: Pubkey,
}
