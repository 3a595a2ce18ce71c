use anchor_lang::prelude::*;
use truestake_math::Lamports;

use crate::clock::require_rewards_paid;
#[cfg(feature = "idl-build")]
use crate::constants::seeds;
use crate::cpi::stake::{stake_rent, Found, StakeProgram};
use crate::error::{require, OrProgramError, TruestakeError};
use crate::events::EmergencyDeactivated;
use crate::state::{Deactivation, Pool, StakeStatus, ValidatorList, ValidatorMark};

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
    /// Read: an address that only signs. Staker and withdrawer.
    /// CHECK: the pool names it.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::STAKE_AUTHORITY, pool.key().as_ref()], bump))]
    pub stake_authority: UncheckedAccount<'info>,
    /// Read: the validator's vote account; it may be closed.
    /// CHECK: compared with the list.
    pub vote: UncheckedAccount<'info>,
    /// Read: the validator's mark.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::MARK, pool.key().as_ref(), vote.key().as_ref()], bump))]
    pub mark: AccountLoader<'info, ValidatorMark>,
    /// Write: the validator stake account.
    /// CHECK: compared with the list.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::STAKE, pool.key().as_ref(), vote.key().as_ref()], bump))]
    pub stake: UncheckedAccount<'info>,
    /// Write: the validator's transient stake account.
    /// CHECK: derived in the handler.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::TRANSIENT, pool.key().as_ref(), vote.key().as_ref()], bump))]
    pub transient: UncheckedAccount<'info>,
    /// Sysvar: the clock.
    /// CHECK: its address is compared.
    #[account(address = solana_sysvar::clock::ID @ TruestakeError::WrongSysvar)]
    pub clock: UncheckedAccount<'info>,
    /// Sysvar: the stake history.
    /// CHECK: its address is compared.
    #[account(address = solana_stake_interface::sysvar::stake_history::ID @ TruestakeError::WrongSysvar)]
    pub stake_history: UncheckedAccount<'info>,
    /// The stake program.
    /// CHECK: its address is compared.
    #[account(address = solana_stake_interface::program::ID @ TruestakeError::WrongProgram)]
    pub stake_program: UncheckedAccount<'info>,
}

impl EmergencyDeactivate<'_> {
    /// The delegation of an account that nobody has deactivated; zero for any other.
    fn delegated(&self, info: &AccountInfo, status: u8, rent: Lamports) -> Result<Lamports> {
        let Found::Account(account) = Found::at(info, self.stake_authority.key, rent)? else {
            return Ok(Lamports::ZERO);
        };
        let is_delegated = status == StakeStatus::Delegated as u8 && account.is_delegated();
        Ok(if is_delegated { account.delegated() } else { Lamports::ZERO })
    }
}

pub fn emergency_deactivate(ctx: Context<EmergencyDeactivate>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let slot = Clock::get()?.slot;
    let mut pool = accounts.pool.load_mut()?;
    pool.require_manager(accounts.validator_manager.key)?;
    require_rewards_paid()?;
    let mut record = ValidatorList::record_of(&accounts.validators, &accounts.mark, accounts.vote.key)?;
    record.require_accounts(&address, accounts.stake.key, accounts.transient.key)?;
    // Otherwise the next crank would delegate it again.
    require!(record.score == 0, TruestakeError::ValidatorStillScored);
    let rent = stake_rent()?;
    let stake = accounts.delegated(&accounts.stake, record.stake_status, rent)?;
    let transient = accounts.delegated(&accounts.transient, record.transient_status, rent)?;
    let lamports = stake.plus(transient).or_program_error()?;
    require!(!lamports.is_zero(), TruestakeError::NothingToDeactivate);
    let before = pool.books(slot)?;

    // Effect
    for (deactivation, lamports) in [(Deactivation::Validator, stake), (Deactivation::Transient, transient)] {
        if !lamports.is_zero() {
            pool.cool(&mut record, deactivation, lamports).or_program_error()?;
        }
    }

    // Interaction
    let program =
        StakeProgram::new(&pool, address, &accounts.stake_authority, &accounts.clock, &accounts.stake_history);
    for (info, lamports) in [(&accounts.stake, stake), (&accounts.transient, transient)] {
        if !lamports.is_zero() {
            program.deactivate(info)?;
        }
    }

    // Log
    let after = pool.books(slot)?;
    emit!(EmergencyDeactivated { pool: address, vote: record.vote, lamports, before, after });
    pool.assert_invariants(after)
}
