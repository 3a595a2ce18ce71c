use anchor_lang::prelude::*;

/// Where a member stands in the list. PDA of "membership", steward, vote account; while it exists, the vote account cannot join
/// anew: what a bond could not pay stays with it, and so does a veto.
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
    /// Of a validator that has left while it was vetoed, or once a veto of it was announced: the first epoch in which it may join again.
    /// 0 while it is a member.
    pub barred_until: u64,
}

impl Membership {
    /// Ends the membership of who leaves. A veto that lasts until a later epoch keeps the account, and so the vote account from joining
    /// anew.
    pub fn end<'info>(
        membership: &mut Account<'info, Self>,
        vetoed_until: u64,
        epoch: u64,
        rent_payer: AccountInfo<'info>,
    ) -> Result<()> {
        if vetoed_until > epoch {
            membership.barred_until = vetoed_until;
            return Ok(());
        }
        membership.close(rent_payer)
    }
}
