use anchor_lang::prelude::*;

use crate::error::TruestakeError;
use crate::events::AdminAccepted;
use crate::state::Pool;

#[derive(Accounts)]
pub struct AcceptAdmin<'info> {
    /// Signer: the proposed admin.
    pub pending_admin: Signer<'info>,
    /// Write: the pool.
    #[account(mut, has_one = pending_admin @ TruestakeError::NotPendingAdmin)]
    pub pool: AccountLoader<'info, Pool>,
}

pub fn accept_admin(ctx: Context<AcceptAdmin>) -> Result<()> {
    // Effect
    let slot = Clock::get()?.slot;
    let mut pool = ctx.accounts.pool.load_mut()?;
    let books = pool.books(slot)?;
    let old_admin = std::mem::replace(&mut pool.admin, ctx.accounts.pending_admin.key());
    pool.pending_admin = Pubkey::default();

    // Log
    emit!(AdminAccepted {
        pool: ctx.accounts.pool.key(),
        old_admin,
        new_admin: pool.admin,
        before: books,
        after: books,
    });
    pool.assert_invariants(books)
}
