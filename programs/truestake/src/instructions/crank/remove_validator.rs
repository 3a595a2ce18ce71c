use anchor_lang::prelude::*;
use anchor_lang::solana_program::instruction::{get_stack_height, TRANSACTION_LEVEL_STACK_HEIGHT};
use solana_instructions_sysvar::load_current_index_checked;

use crate::clock::require_rewards_paid;
use crate::constants::seeds;
use crate::error::TruestakeError;
use crate::events::ValidatorRemoved;
use crate::math::Lamports;
use crate::stake::{stake_rent, StakeAccount, StakeProgram};
use crate::state::{record_of, Pool, StakeStatus, ValidatorList, ValidatorMark, ValidatorRecord};
use crate::system::transfer_signed;

/// May be called by anybody. Must be the transaction's last instruction: the validator's stake accounts are closed, and
/// nobody shall revive their addresses in the same transaction.
#[derive(Accounts)]
pub struct RemoveValidator<'info> {
    /// Write: the pool.
    #[account(
        mut,
        has_one = validators @ TruestakeError::WrongValidatorList,
        has_one = reserve @ TruestakeError::WrongReserve,
        has_one = stake_authority @ TruestakeError::WrongStakeAuthority,
        has_one = validator_manager @ TruestakeError::NotValidatorManager,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the validator list.
    #[account(mut)]
    pub validators: AccountLoader<'info, ValidatorList>,
    /// CHECK: the pool names it. Receives the stake accounts' rent.
    #[account(mut)]
    pub reserve: UncheckedAccount<'info>,
    /// CHECK: the pool names it.
    pub stake_authority: UncheckedAccount<'info>,
    /// CHECK: the pool names it. Receives the mark's rent.
    #[account(mut)]
    pub validator_manager: UncheckedAccount<'info>,
    /// CHECK: compared with the list; may be closed.
    pub vote: UncheckedAccount<'info>,
    /// Write: the validator's mark; closed.
    #[account(
        mut,
        close = validator_manager,
        seeds = [seeds::VALIDATOR, pool.key().as_ref(), vote.key().as_ref()],
        bump = mark.load()?.bump,
    )]
    pub mark: AccountLoader<'info, ValidatorMark>,
    /// CHECK: the validator's canonical stake account, compared with the list; closed.
    #[account(mut)]
    pub stake: UncheckedAccount<'info>,
    /// CHECK: the validator's transient stake account, derived in the handler; closed.
    #[account(mut)]
    pub transient: UncheckedAccount<'info>,
    /// CHECK: sysvar.
    #[account(address = solana_sysvar::clock::ID @ TruestakeError::WrongSysvar)]
    pub clock: UncheckedAccount<'info>,
    /// CHECK: sysvar.
    #[account(address = solana_stake_interface::sysvar::stake_history::ID @ TruestakeError::WrongSysvar)]
    pub stake_history: UncheckedAccount<'info>,
    /// CHECK: sysvar.
    #[account(address = solana_instructions_sysvar::ID @ TruestakeError::WrongSysvar)]
    pub instructions: UncheckedAccount<'info>,
    /// CHECK: the program that is called.
    #[account(address = solana_stake_interface::program::ID @ TruestakeError::WrongProgram)]
    pub stake_program: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

impl RemoveValidator<'_> {
    fn validate(&self, record: &ValidatorRecord) -> Result<()> {
        record.require_accounts(&self.pool.key(), self.stake.key, self.transient.key)?;
        require!(record.score == 0, TruestakeError::ValidatorStillScored);
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
    if StakeAccount::read(info, program.authority.key, rent)?.is_some() {
        program.withdraw(info, reserve, lamports)
    } else if *info.owner == System::id() && !lamports.is_zero() {
        transfer_signed(info, reserve, &[seeds], lamports)
    } else {
        Ok(())
    }
}

pub fn remove_validator(ctx: Context<RemoveValidator>, index: u32) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    let record = *record_of(&accounts.validators, index, accounts.vote.key)?;
    accounts.validate(&record)?;
    let before = pool.books(clock.slot)?;

    // Effect
    let lamports = record.stake_lamports.plus(record.transient_lamports)?;
    pool.unstake(lamports)?;
    let last = {
        let mut list = accounts.validators.load_mut()?;
        list.enter_epoch(clock.epoch);
        list.count = list.count.checked_sub(1).ok_or(TruestakeError::InvariantViolated)?;
        if record.last_update_epoch == clock.epoch {
            list.updated_count = list.updated_count.checked_sub(1).ok_or(TruestakeError::InvariantViolated)?;
        }
        list.count
    };
    let moved = take_last(&accounts.validators, index, last)?;

    // Interaction
    let program = StakeProgram {
        pool: address,
        authority_bump: pool.stake_authority_bump,
        authority: &accounts.stake_authority,
        clock: &accounts.clock,
        stake_history: &accounts.stake_history,
    };
    let rent = stake_rent()?;
    let (pool_key, vote) = (address.as_ref(), record.vote.as_ref());
    let stake_seeds: &[&[u8]] = &[seeds::STAKE, pool_key, vote, &[record.stake_bump]];
    let transient_seeds: &[&[u8]] = &[seeds::TRANSIENT, pool_key, vote, &[record.transient_bump]];
    empty(&program, &accounts.stake, &accounts.reserve, stake_seeds, rent)?;
    empty(&program, &accounts.transient, &accounts.reserve, transient_seeds, rent)?;

    // Log
    emit!(ValidatorRemoved {
        pool: address,
        vote: record.vote,
        index,
        moved_vote: moved,
        lamports,
        before,
        after: pool.books(clock.slot)?,
    });
    pool.assert_invariants(clock.slot)
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
