use anchor_lang::prelude::*;

use crate::error::TruestakeError;
use crate::events::RoleSet;
use crate::state::Pool;

/// A role that the admin fills. The admin's own is handed over in two steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize)]
pub enum Role {
    /// Lists validators and sets scores.
    ValidatorManager,
    /// Pauses for a bounded time.
    Guardian,
}

#[derive(Accounts)]
pub struct SetRole<'info> {
    /// Signer: the pool's admin.
    pub admin: Signer<'info>,
    /// Write: the pool.
    #[account(mut, has_one = admin @ TruestakeError::NotAdmin)]
    pub pool: AccountLoader<'info, Pool>,
}

pub fn set_role(ctx: Context<SetRole>, role: Role, new_holder: Pubkey) -> Result<()> {
    // Check
    require_keys_neq!(new_holder, Pubkey::default(), TruestakeError::MissingRole);
    let slot = Clock::get()?.slot;
    let mut pool = ctx.accounts.pool.load_mut()?;
    let books = pool.books(slot)?;

    // Effect
    let holder = match role {
        Role::ValidatorManager => &mut pool.validator_manager,
        Role::Guardian => &mut pool.guardian,
    };
    let old_holder = std::mem::replace(holder, new_holder);

    // Log
    emit!(RoleSet { pool: ctx.accounts.pool.key(), role, old_holder, new_holder, before: books, after: books });
    pool.assert_invariants(slot)
}
