use std::cell::Cell;

use anchor_lang::error::ErrorCode as AccountErrorCode;
use anchor_lang::prelude::*;

use crate::clock::require_rewards_paid;
use crate::error::TruestakeError;
use crate::events::ValidatorsUpdated;
use crate::math::Lamports;
use crate::stake::{minimum_delegation, stake_rent, Phase, StakeAccount, StakeProgram};
use crate::state::{record_mut, Pool, StakeStatus, ValidatorList, ValidatorRecord};

/// For each index follow as remaining accounts, writable: the validator's canonical stake account if it exists (its
/// status is not `None`), and its transient one if that holds stake (its status is neither `None` nor `Idle`).
#[derive(Accounts)]
pub struct UpdateValidators<'info> {
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
    pub validators: AccountLoader<'info, ValidatorList>,
    /// CHECK: the pool names it. Receives what comes back.
    #[account(mut)]
    pub reserve: UncheckedAccount<'info>,
    /// CHECK: the pool names it.
    pub stake_authority: UncheckedAccount<'info>,
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

/// Sums over the validators of one instruction.
#[derive(Default)]
struct Measured {
    count: u32,
    gain: Lamports,
    loss: Lamports,
    withdrawn: Lamports,
}

/// One validator's turn.
struct Turn<'a, 'info> {
    program: &'a StakeProgram<'a, 'info>,
    reserve: &'a AccountInfo<'info>,
    epoch: u64,
    rent: Lamports,
    /// The least delegation, once it has been asked for.
    minimum: &'a Cell<Option<Lamports>>,
    stake: Option<&'a AccountInfo<'info>>,
    transient: Option<&'a AccountInfo<'info>>,
}

impl Measured {
    /// Takes the difference between an account's lamports and the books into them; returns the new booking. An account
    /// that is gone has lost everything.
    fn measure(&mut self, booked: Lamports, account: Option<StakeAccount>) -> Result<Lamports> {
        let found = account.map_or(Lamports::ZERO, |account| account.lamports);
        self.gain = self.gain.plus(found.saturating_minus(booked))?;
        self.loss = self.loss.plus(booked.saturating_minus(found))?;
        Ok(found)
    }
}

impl<'info> Turn<'_, 'info> {
    /// Takes this epoch's gain or loss into the record.
    fn measure(&self, record: &mut ValidatorRecord, measured: &mut Measured) -> Result<()> {
        if let Some(stake) = self.stake {
            record.stake_lamports = measured.measure(record.stake_lamports, self.read(stake)?)?;
        }
        if let Some(transient) = self.transient {
            record.transient_lamports = measured.measure(record.transient_lamports, self.read(transient)?)?;
        }
        record.last_update_epoch = self.epoch;
        measured.count = measured.count.saturating_add(1);
        Ok(())
    }

    /// Puts the accounts in order: joins what has become active, takes back what has cooled down and what lies above
    /// stake and rent. Returns what left the books of both accounts.
    fn put_in_order(&self, record: &mut ValidatorRecord) -> Result<Lamports> {
        if let (Some(stake), Some(transient)) = (self.stake, self.transient) {
            self.join(record, stake, transient)?;
        }
        let mut cooling = Lamports::ZERO;
        let mut left = Lamports::ZERO;
        if let Some(transient) = self.transient {
            let tidied = self.tidy(transient)?;
            record.transient_status = tidied.status as u8;
            cooling = cooling.plus(tidied.cooling)?;
            left = left.plus(tidied.settle(&mut record.transient_lamports)?)?;
        }
        if let Some(stake) = self.stake {
            let tidied = self.tidy(stake)?;
            record.stake_status = tidied.status as u8;
            cooling = cooling.plus(tidied.cooling)?;
            left = left.plus(tidied.settle(&mut record.stake_lamports)?)?;
        }
        record.cooling_lamports = cooling;
        Ok(left)
    }

    /// Moves a transient account's stake into the canonical one when both are fully active, or the canonical has none.
    fn join(
        &self,
        record: &mut ValidatorRecord,
        stake: &AccountInfo<'info>,
        transient: &AccountInfo<'info>,
    ) -> Result<()> {
        let (Some(target), Some(source)) = (self.read(stake)?, self.read(transient)?) else {
            return Ok(());
        };
        // The stake program keeps the rent of now in an account that it empties: where that has become dearer, the stake
        // stays until somebody has sent the difference.
        let keeps_rent = source.above_rent() >= source.delegated();
        let source_is_ready = source.is_delegated() && keeps_rent && source.phase(self.epoch) == Phase::Active;
        let present = match target.phase(self.epoch) {
            Phase::Active => target.delegated(),
            Phase::Inactive => Lamports::ZERO,
            _ => return Ok(()),
        };
        // After a loss there may be less than the stake program lets anybody move: it stays where it is.
        if !source_is_ready || present.plus(source.delegated())? < self.minimum()? {
            return Ok(());
        }
        self.program.move_stake(transient, stake, source.delegated())?;
        // Only the moved stake changes its place in the books: what nobody has measured stays unbooked.
        let moved = source.delegated().min(record.transient_lamports);
        record.transient_lamports = record.transient_lamports.minus(moved)?;
        record.stake_lamports = record.stake_lamports.plus(moved)?;
        Ok(())
    }

    /// Withdraws what an account does not need, and says what it is doing and how much of it is cooling down.
    fn tidy(&self, info: &AccountInfo<'info>) -> Result<Tidied> {
        let found = Lamports(info.lamports());
        let Some(account) = self.read(info)? else {
            let (cooling, withdrawn) = (Lamports::ZERO, Lamports::ZERO);
            return Ok(Tidied { status: StakeStatus::None, cooling, found, withdrawn });
        };
        let (status, cooling, surplus) = if account.is_delegated() {
            (StakeStatus::Delegated, Lamports::ZERO, account.excess())
        } else if account.phase(self.epoch) == Phase::Inactive {
            (StakeStatus::Idle, Lamports::ZERO, account.above_rent())
        } else {
            (StakeStatus::Deactivating, account.delegated(), account.excess())
        };
        if !surplus.is_zero() {
            self.program.withdraw(info, self.reserve, surplus)?;
        }
        Ok(Tidied { status, cooling, found, withdrawn: surplus })
    }

    fn minimum(&self) -> Result<Lamports> {
        if let Some(minimum) = self.minimum.get() {
            return Ok(minimum);
        }
        let minimum = minimum_delegation()?;
        self.minimum.set(Some(minimum));
        Ok(minimum)
    }

    fn read(&self, info: &AccountInfo) -> Result<Option<StakeAccount>> {
        StakeAccount::read(info, self.program.authority.key, self.rent)
    }
}

/// What a stake account is doing, and what has come back from it.
struct Tidied {
    status: StakeStatus,
    /// How much of it is on its way back.
    cooling: Lamports,
    /// Lamports that it held before the withdrawal.
    found: Lamports,
    withdrawn: Lamports,
}

impl Tidied {
    /// Takes what was withdrawn out of the account's booking; returns it. Gains and losses since the measuring stay
    /// unbooked until the next: lamports that are too many come back without having been booked, and what is missing has
    /// not come back.
    fn settle(&self, booked: &mut Lamports) -> Result<Lamports> {
        let kept = self.found.minus(self.withdrawn)?;
        let left = self.found.min(*booked).saturating_minus(kept);
        *booked = booked.minus(left)?;
        Ok(left)
    }
}

impl UpdateValidators<'_> {
    fn expect(account: &AccountInfo, address: &Pubkey, error: TruestakeError) -> Result<()> {
        if account.key != address {
            return Err(error.into());
        }
        require!(account.is_writable, AccountErrorCode::AccountNotMutable);
        Ok(())
    }
}

/// `measure_only` leaves the accounts as they are: a way on, should a call to the stake program ever fail.
pub fn update_validators<'info>(
    ctx: Context<'info, UpdateValidators<'info>>,
    indexes: Vec<u32>,
    measure_only: bool,
) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    require_rewards_paid()?;
    require!(!indexes.is_empty(), TruestakeError::WrongAccountCount);
    accounts.validators.load_mut()?.enter_epoch(clock.epoch);
    let before = pool.books(clock.slot)?;
    let program = StakeProgram {
        pool: address,
        authority_bump: pool.stake_authority_bump,
        authority: &accounts.stake_authority,
        clock: &accounts.clock,
        stake_history: &accounts.stake_history,
    };
    let rent = stake_rent()?;
    let minimum = Cell::new(None);

    // Effect and interaction, validator by validator
    let mut measured = Measured::default();
    let mut remaining = ctx.remaining_accounts.iter();
    for index in indexes {
        let mut record = record_mut(&accounts.validators, index)?;
        let stake = if record.uses_stake() {
            let account = remaining.next().ok_or(TruestakeError::WrongAccountCount)?;
            UpdateValidators::expect(account, &record.stake, TruestakeError::WrongStakeAccount)?;
            Some(account)
        } else {
            None
        };
        let transient = if record.uses_transient() {
            let account = remaining.next().ok_or(TruestakeError::WrongAccountCount)?;
            UpdateValidators::expect(
                account,
                &record.transient_address(&address)?,
                TruestakeError::WrongTransientAccount,
            )?;
            Some(account)
        } else {
            None
        };
        let (reserve, epoch) = (accounts.reserve.as_ref(), clock.epoch);
        let turn = Turn { program: &program, reserve, epoch, rent, minimum: &minimum, stake, transient };

        let cooling_before = record.cooling_lamports;
        if record.last_update_epoch != clock.epoch {
            turn.measure(&mut record, &mut measured)?;
        }
        if !measure_only {
            measured.withdrawn = measured.withdrawn.plus(turn.put_in_order(&mut record)?)?;
        }
        record.limit_cooling()?;
        pool.cooling_lamports = pool.cooling_lamports.minus(cooling_before)?.plus(record.cooling_lamports)?;
    }
    require!(remaining.next().is_none(), TruestakeError::WrongAccountCount);

    let measured_in_epoch = {
        let mut list = accounts.validators.load_mut()?;
        list.updated_count = list.updated_count.checked_add(measured.count).ok_or(TruestakeError::Overflow)?;
        list.updated_count
    };
    pool.staked_lamports = pool.staked_lamports.plus(measured.gain)?.minus(measured.loss)?;
    pool.pending_gain = pool.pending_gain.plus(measured.gain)?;
    pool.pending_loss = pool.pending_loss.plus(measured.loss)?;
    pool.unstake(measured.withdrawn)?;

    // Log
    if measured.count > 0 || !measured.withdrawn.is_zero() {
        emit!(ValidatorsUpdated {
            pool: address,
            epoch: clock.epoch,
            measured: measured.count,
            measured_in_epoch,
            gain: measured.gain,
            loss: measured.loss,
            withdrawn: measured.withdrawn,
            before,
            after: pool.books(clock.slot)?,
        });
    }
    pool.assert_invariants(clock.slot)
}
