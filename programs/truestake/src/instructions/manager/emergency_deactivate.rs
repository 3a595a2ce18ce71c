use anchor_lang::prelude::*;
use truestake_math::Lamports;

use crate::clock::require_rewards_paid;
#[cfg(feature = "idl-build")]
use crate::constants::seeds;
use crate::cpi::stake::{stake_rent, Found, StakeProgram};
use crate::error::{Refuse, TruestakeError};
use crate::events::EmergencyDeactivated;
use crate::state::{record_of, Cooling, Pool, StakeStatus, ValidatorList, ValidatorMark};

#[derive(Accounts)]
pub struct EmergencyDeactivate<'info> {
    /// Signer: the pool's validator manager.
    pub validator_manager: Signer<'info>,
    /// Write: the pool.
    #[account(
        mut,
        has_one = validators @ TruestakeError::WrongValidatorList,
        has_one = stake_authority @ TruestakeError::WrongStakeAuthority,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the validator list.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::VALIDATORS, pool.key().as_ref()], bump))]
    pub validators: AccountLoader<'info, ValidatorList>,
    /// CHECK: the pool names it. Staker and withdrawer.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::STAKE_AUTHORITY, pool.key().as_ref()], bump))]
    pub stake_authority: UncheckedAccount<'info>,
    /// CHECK: compared with the list; may be closed.
    pub vote: UncheckedAccount<'info>,
    /// Read: the validator's mark.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::MARK, pool.key().as_ref(), vote.key().as_ref()], bump))]
    pub mark: AccountLoader<'info, ValidatorMark>,
    /// CHECK: the validator stake account, compared with the list.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::STAKE, pool.key().as_ref(), vote.key().as_ref()], bump))]
    pub stake: UncheckedAccount<'info>,
    /// CHECK: the validator's transient stake account, derived in the handler.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::TRANSIENT, pool.key().as_ref(), vote.key().as_ref()], bump))]
    pub transient: UncheckedAccount<'info>,
    /// CHECK: sysvar.
    #[account(address = solana_sysvar::clock::ID @ TruestakeError::WrongSysvar)]
    pub clock: UncheckedAccount<'info>,
    /// CHECK: sysvar.
    #[account(address = solana_stake_interface::sysvar::stake_history::ID @ TruestakeError::WrongSysvar)]
    pub stake_history: UncheckedAccount<'info>,
    /// CHECK: the program that is called.
    #[account(address = solana_stake_interface::program::ID @ TruestakeError::WrongProgram)]
    pub stake_program: UncheckedAccount<'info>,
}

pub fn emergency_deactivate(ctx: Context<EmergencyDeactivate>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let slot = Clock::get()?.slot;
    let mut pool = accounts.pool.load_mut()?;
    pool.require_manager(accounts.validator_manager.key)?;
    require_rewards_paid()?;
    let mut record = record_of(&accounts.validators, &accounts.mark, accounts.vote.key)?;
    record.require_accounts(&address, accounts.stake.key, accounts.transient.key)?;
    // Otherwise the next crank would delegate it again.
    require!(record.score == 0, TruestakeError::ValidatorStillScored);
    let rent = stake_rent()?;
    let before = pool.books(slot)?;
    let program =
        StakeProgram::new(&pool, address, &accounts.stake_authority, &accounts.clock, &accounts.stake_history);

    // Effect and interaction, account by account
    let mut deactivated = Lamports::ZERO;
    for (info, status, which) in [
        (&accounts.stake, record.stake_status, Cooling::Validator),
        (&accounts.transient, record.transient_status, Cooling::Transient),
    ] {
        let Found::Account(account) = Found::at(info, accounts.stake_authority.key, rent)? else { continue };
        if status != StakeStatus::Delegated as u8 || !account.is_delegated() {
            continue;
        }
        let cooling = record.begin_cooling(which, account.delegated()).refuse()?;
        pool.cooling_lamports = pool.cooling_lamports.plus(cooling).refuse()?;
        deactivated = deactivated.plus(account.delegated()).refuse()?;
        program.deactivate(info)?;
    }
    require!(!deactivated.is_zero(), TruestakeError::NothingToDeactivate);

    // Log
    let after = pool.books(slot)?;
    emit!(EmergencyDeactivated { pool: address, vote: record.vote, lamports: deactivated, before, after });
    pool.assert_invariants(after)
}
