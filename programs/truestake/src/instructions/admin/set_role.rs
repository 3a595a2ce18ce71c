use anchor_lang::prelude::*;

use crate::error::TruestakeError;
use crate::events::RoleSet;
use crate::state::{Pool, Role};

#[derive(Accounts)]
pub struct SetRole<'info> {
    /// Signer: the pool's admin.
    pub admin: Signer<'info>,
    /// Write: the pool.
    #[account(mut, has_one = admin @ TruestakeError::NotAdmin)]
    pub pool: AccountLoader<'info, Pool>,
    /// Read: takes the role over.
    /// CHECK: checked in the handler.
    pub new_holder: UncheckedAccount<'info>,
}

pub fn set_role(ctx: Context<SetRole>, role: Role) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let slot = Clock::get()?.slot;
    let mut pool = accounts.pool.load_mut()?;
    pool.require_role_holder(&accounts.new_holder, &accounts.pool.key())?;
    let books = pool.books(slot)?;
    let new_holder = accounts.new_holder.key();

    // Effect
    let old_holder = match role {
        Role::ValidatorManager => {
            let old = pool.manager();
            pool.schedule_manager(new_holder)?;
            old
        }
        Role::Guardian => std::mem::replace(&mut pool.guardian, new_holder),
    };

    // Log
    let from_update = if role == Role::ValidatorManager { pool.validator_manager.from_update } else { 0 };
    emit!(RoleSet {
        pool: accounts.pool.key(),
        role,
        old_holder,
        new_holder,
        from_update,
        before: books,
        after: books,
    });
    pool.assert_invariants(books)
}
