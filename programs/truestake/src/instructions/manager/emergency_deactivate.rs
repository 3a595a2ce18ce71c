use anchor_lang::prelude::*;

use crate::clock::require_rewards_paid;
use crate::error::TruestakeError;
use crate::events::EmergencyDeactivated;
use crate::math::Lamports;
use crate::stake::{stake_rent, StakeAccount, StakeProgram};
use crate::state::{record_of, Cooling, Pool, StakeStatus, ValidatorList};

#[derive(Accounts)]
pub struct EmergencyDeactivate<'info> {
    /// Signer: the pool's validator manager.
    pub validator_manager: Signer<'info>,
    /// Write: the pool.
    #[account(
        mut,
        has_one = validator_manager @ TruestakeError::NotValidatorManager,
        has_one = validators @ TruestakeError::WrongValidatorList,
        has_one = stake_authority @ TruestakeError::WrongStakeAuthority,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the validator list.
    #[account(mut)]
    pub validators: AccountLoader<'info, ValidatorList>,
    /// CHECK: the pool names it.
    pub stake_authority: UncheckedAccount<'info>,
    /// CHECK: compared with the list; may be closed.
    pub vote: UncheckedAccount<'info>,
    /// CHECK: the validator's canonical stake account, compared with the list.
    #[account(mut)]
    pub stake: UncheckedAccount<'info>,
    /// CHECK: the validator's transient stake account, derived in the handler.
    #[account(mut)]
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

pub fn emergency_deactivate(ctx: Context<EmergencyDeactivate>, index: u32) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let slot = Clock::get()?.slot;
    let mut pool = accounts.pool.load_mut()?;
    require_rewards_paid()?;
    let mut record = record_of(&accounts.validators, index, accounts.vote.key)?;
    record.require_accounts(&address, accounts.stake.key, accounts.transient.key)?;
    // Otherwise the next crank would delegate it again.
    require!(record.score == 0, TruestakeError::ValidatorStillScored);
    let rent = stake_rent()?;
    let before = pool.books(slot)?;
    let program = StakeProgram {
        pool: address,
        authority_bump: pool.stake_authority_bump,
        authority: &accounts.stake_authority,
        clock: &accounts.clock,
        stake_history: &accounts.stake_history,
    };

    // Effect and interaction, account by account
    let mut deactivated = Lamports::ZERO;
    for (info, status, which) in [
        (&accounts.stake, record.stake_status, Cooling::Canonical),
        (&accounts.transient, record.transient_status, Cooling::Transient),
    ] {
        let account = StakeAccount::read(info, accounts.stake_authority.key, rent)?;
        let Some(account) = account.filter(|account| status == StakeStatus::Delegated as u8 && account.is_delegated())
        else {
            continue;
        };
        let cooling = record.begin_cooling(which, account.delegated())?;
        pool.cooling_lamports = pool.cooling_lamports.plus(cooling)?;
        deactivated = deactivated.plus(account.delegated())?;
        program.deactivate(info)?;
    }
    require!(!deactivated.is_zero(), TruestakeError::NothingToDeactivate);

    // Log
    emit!(EmergencyDeactivated {
        pool: address,
        vote: record.vote,
        lamports: deactivated,
        before,
        after: pool.books(slot)?,
    });
    pool.assert_invariants(slot)
}
