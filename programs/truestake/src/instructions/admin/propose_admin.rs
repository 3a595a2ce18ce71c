use anchor_lang::prelude::*;

use crate::error::TruestakeError;
use crate::events::AdminProposed;
use crate::state::Pool;

#[derive(Accounts)]
pub struct ProposeAdmin<'info> {
    /// Signer: the pool's admin.
    pub admin: Signer<'info>,
    /// Write: the pool.
    #[account(mut, has_one = admin @ TruestakeError::NotAdmin)]
    pub pool: AccountLoader<'info, Pool>,
}

/// The default address withdraws a proposal.
pub fn propose_admin(ctx: Context<ProposeAdmin>, new_admin: Pubkey) -> Result<()> {
    // Effect
    let slot = Clock::get()?.slot;
    let mut pool = ctx.accounts.pool.load_mut()?;
    let books = pool.books(slot)?;
    pool.pending_admin = new_admin;

    // Log
    emit!(AdminProposed {
        pool: ctx.accounts.pool.key(),
        admin: pool.admin,
        pending_admin: new_admin,
        before: books,
        after: books,
    });
    pool.assert_invariants(books)
}
