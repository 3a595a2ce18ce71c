use anchor_lang::prelude::*;
use anchor_lang::solana_program::instruction::{get_stack_height, TRANSACTION_LEVEL_STACK_HEIGHT};
use solana_instructions_sysvar::load_current_index_checked;
use truestake_math::Lamports;

use crate::clock::require_rewards_paid;
use crate::constants::seeds;
use crate::cpi::stake::{stake_rent, Found, StakeProgram};
use crate::cpi::system::transfer_signed;
use crate::error::{require, require_key, OrProgramError, TruestakeError};
use crate::events::ValidatorRemoved;
use crate::state::{Pool, StakeStatus, ValidatorList, ValidatorMark, ValidatorRecord};

/// May be called by anybody. Must be the transaction's last instruction: the validator's stake accounts are closed, and
/// must not be re-funded in this transaction.
#[derive(Accounts)]
pub struct RemoveValidator<'info> {
    /// Write: the pool.
    #[account(
        mut,
        has_one = validators @ TruestakeError::WrongValidatorList,
        has_one = reserve @ TruestakeError::WrongReserve,
        has_one = stake_authority @ TruestakeError::WrongStakeAuthority,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the validator list.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::VALIDATORS, pool.key().as_ref()], bump))]
    pub validators: AccountLoader<'info, ValidatorList>,
    /// Write: the reserve. Receives the stake accounts' rent.
    /// CHECK: the pool names it.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::RESERVE, pool.key().as_ref()], bump))]
    pub reserve: UncheckedAccount<'info>,
    /// Read: an address that only signs. Staker and withdrawer.
    /// CHECK: the pool names it.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::STAKE_AUTHORITY, pool.key().as_ref()], bump))]
    pub stake_authority: UncheckedAccount<'info>,
    /// Write: receives the mark's rent.
    /// CHECK: the mark names it.
    #[account(mut)]
    pub rent_payer: UncheckedAccount<'info>,
    /// Read: the validator's vote account; it may be closed.
    /// CHECK: compared with the list.
    pub vote: UncheckedAccount<'info>,
    /// Write: the validator's mark; closed.
    #[account(
        mut,
        close = rent_payer,
        has_one = pool @ TruestakeError::WrongMark,
        has_one = vote @ TruestakeError::WrongMark,
        has_one = rent_payer @ TruestakeError::WrongMark,
    )]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::MARK, pool.key().as_ref(), vote.key().as_ref()], bump))]
    pub mark: AccountLoader<'info, ValidatorMark>,
    /// Write: the mark of the list's last validator, which takes the index; this validator's own where it is the last.
    #[account(mut, dup, has_one = pool @ TruestakeError::WrongMark)]
    pub last_mark: AccountLoader<'info, ValidatorMark>,
    /// Write: the validator stake account; it is closed.
    /// CHECK: compared with the list.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::STAKE, pool.key().as_ref(), vote.key().as_ref()], bump))]
    pub stake: UncheckedAccount<'info>,
    /// Write: the validator's transient stake account; it is closed.
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
    /// Sysvar: the transaction's instructions.
    /// CHECK: its address is compared.
    #[account(address = solana_instructions_sysvar::ID @ TruestakeError::WrongSysvar)]
    pub instructions: UncheckedAccount<'info>,
    /// The stake program.
    /// CHECK: its address is compared.
    #[account(address = solana_stake_interface::program::ID @ TruestakeError::WrongProgram)]
    pub stake_program: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl RemoveValidator<'_> {
    fn validate(&self, record: &ValidatorRecord) -> Result<()> {
        record.require_accounts(&self.pool.key(), self.stake.key, self.transient.key)?;
        require!(record.score == 0, TruestakeError::ValidatorStillScored);
        require!(record.keep == 0, TruestakeError::ValidatorKept);
        let idle =
            [record.stake_status, record.transient_status].iter().all(|status| *status <= StakeStatus::Idle as u8);
        require!(idle, TruestakeError::ValidatorNotDrained);
        require_rewards_paid()?;
        self.require_last()
    }

    fn require_last(&self) -> Result<()> {
        let count = {
            let data = self.instructions.try_borrow_data()?;
            data.first_chunk::<2>().map_or(0, |bytes| u16::from_le_bytes(*bytes))
        };
        let is_last = load_current_index_checked(&self.instructions)?.checked_add(1) == Some(count);
        require!(is_last && get_stack_height() == TRANSACTION_LEVEL_STACK_HEIGHT, TruestakeError::NotLastInstruction);
        Ok(())
    }
}

/// Takes all lamports out of an address of the validator: a stake account at rest, or one that was only funded.
fn empty<'info>(
    program: &StakeProgram<'_, 'info>,
    info: &AccountInfo<'info>,
    reserve: &AccountInfo<'info>,
    seeds: &[&[u8]],
    rent: Lamports,
) -> Result<()> {
    let lamports = Lamports(info.lamports());
    if matches!(Found::at(info, program.authority.key, rent)?, Found::Account(_)) {
        program.withdraw(info, reserve, lamports)
    } else if *info.owner == System::id() {
        transfer_signed(info, reserve, &[seeds], lamports)
    } else {
        Ok(())
    }
}

impl<'info> RemoveValidator<'info> {
    /// Takes the record off the list; the last one takes its place, and its mark follows. Returns the moved validator.
    fn unlist(&self, record: &ValidatorRecord, index: u32, epoch: u64) -> Result<Pubkey> {
        let last = {
            let mut list = self.validators.load_mut()?;
            list.enter_epoch(epoch);
            list.count = list.count.checked_sub(1).ok_or(TruestakeError::InvariantViolated)?;
            if record.is_measured(epoch) {
                list.updated_count = list.updated_count.checked_sub(1).ok_or(TruestakeError::InvariantViolated)?;
            }
            list.count
        };
        let moved = take_last(&self.validators, index, last)?;
        if index != last {
            let mut mark = self.last_mark.load_mut()?;
            require_key(&mark.vote, &moved, TruestakeError::WrongMark)?;
            mark.index = index;
        }
        Ok(moved)
    }

    /// Brings what the validator's accounts hold to the reserve.
    fn empty_accounts(&self, pool: &Pool, record: &ValidatorRecord) -> Result<()> {
        let address = self.pool.key();
        let program = StakeProgram::new(pool, address, &self.stake_authority, &self.clock, &self.stake_history);
        let rent = stake_rent()?;
        let (pool_key, vote) = (address.as_ref(), record.vote.as_ref());
        let stake_seeds: &[&[u8]] = &[seeds::STAKE, pool_key, vote, &[record.stake_bump]];
        let transient_seeds: &[&[u8]] = &[seeds::TRANSIENT, pool_key, vote, &[record.transient_bump]];
        empty(&program, &self.stake, &self.reserve, stake_seeds, rent)?;
        empty(&program, &self.transient, &self.reserve, transient_seeds, rent)
    }
}

pub fn remove_validator(ctx: Context<RemoveValidator>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    let index = accounts.mark.load()?.index;
    let mut record = *ValidatorList::record_of(&accounts.validators, &accounts.mark, accounts.vote.key)?;
    accounts.validate(&record)?;
    let before = pool.books(clock.slot)?;

    // Effect
    let lamports = record.stake_lamports.plus(record.transient_lamports).or_program_error()?;
    pool.unstake(lamports).or_program_error()?;
    pool.validator_count = pool.validator_count.saturating_sub(1);
    let funded = [record.stake_status, record.transient_status].iter().filter(|status| **status != 0).count();
    let funded = u32::try_from(funded).map_err(|_| TruestakeError::Overflow)?;
    pool.note_vanished(funded);
    pool.note_stuck(&mut record, Lamports::ZERO).or_program_error()?;
    pool.forget(&record, clock.epoch).or_program_error()?;
    let moved = accounts.unlist(&record, index, clock.epoch)?;

    // Interaction
    accounts.empty_accounts(&pool, &record)?;

    // Log
    let after = pool.books(clock.slot)?;
    emit!(ValidatorRemoved { pool: address, vote: record.vote, index, moved_vote: moved, lamports, before, after });
    accounts.validators.load()?.assert_invariants()?;
    pool.assert_invariants(after)
}

/// Moves the last record, which the list no longer counts, to `index`; returns its vote account, if it was another.
fn take_last(list: &AccountLoader<ValidatorList>, index: u32, last: u32) -> Result<Pubkey> {
    let data = &mut list.as_ref().try_borrow_mut_data()?;
    let place = |index: u32| ValidatorList::space(index)..ValidatorList::space(index.saturating_add(1));
    let bytes = data.get_mut(place(last)).ok_or(TruestakeError::InvariantViolated)?;
    let record: ValidatorRecord = bytemuck::pod_read_unaligned(bytes);
    bytes.fill(0);
    if index == last {
        return Ok(Pubkey::default());
    }
    let target = data.get_mut(place(index)).ok_or(TruestakeError::InvariantViolated)?;
    target.copy_from_slice(bytemuck::bytes_of(&record));
    Ok(record.vote)
}
