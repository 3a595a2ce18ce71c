use std::cell::Cell;

use anchor_lang::error::ErrorCode as AccountErrorCode;
use anchor_lang::prelude::*;
use truestake_math::Lamports;

use crate::clock::{epoch_slots, require_rewards_paid};
#[cfg(feature = "idl-build")]
use crate::constants::seeds;
use crate::cpi::stake::{minimum_delegation, stake_rent, Found, Phase, StakeAccount, StakeProgram};
use crate::cpi::system::{empty_rent, pay_from_reserve};
use crate::error::{Refuse, TruestakeError};
use crate::events::ValidatorsUpdated;
use crate::state::{record_mut, Earning, Measured, Pool, StakeStatus, ValidatorList, ValidatorRecord};

/// For each index follow as remaining accounts, writable: the validator stake account if it exists (its status is not `None`),
/// and the transient one if that holds stake (its status is neither `None` nor `Idle`).
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
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::VALIDATORS, pool.key().as_ref()], bump))]
    pub validators: AccountLoader<'info, ValidatorList>,
    /// CHECK: the pool names it. Receives what comes back, and pays rent that an account lacks.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::RESERVE, pool.key().as_ref()], bump))]
    pub reserve: UncheckedAccount<'info>,
    /// CHECK: the pool names it. Staker and withdrawer.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::STAKE_AUTHORITY, pool.key().as_ref()], bump))]
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
    /// The system program.
    pub system_program: Program<'info, System>,
}

/// Sums over the validators of one instruction.
#[derive(Default)]
struct Sums {
    /// Validators measured for the first time in the epoch.
    count: u32,
    earned: Lamports,
    /// Earning stake, times the epochs.
    lamport_epochs: u64,
    other: Lamports,
    lost: Lamports,
    /// Back in the reserve.
    withdrawn: Lamports,
    /// From the reserve, for rents.
    topped_up: Lamports,
    /// The highest rent that an account without stake keeps, or was topped up to.
    rent: Lamports,
    /// Accounts that are gone.
    vanished: u32,
}

impl Sums {
    /// Counts an account that was there and is no longer.
    fn note_vanished(&mut self, before: u8, after: u8) {
        let none = StakeStatus::None as u8;
        self.vanished = self.vanished.saturating_add(u32::from(before != none && after == none));
    }

    /// What an account keeps that has nothing but its rent.
    fn note_rent(&mut self, status: u8, kept: Lamports) {
        if status == StakeStatus::Idle as u8 {
            self.rent = self.rent.max(kept);
        }
    }

    fn is_something(&self) -> bool {
        self.count > 0
            || [self.earned, self.other, self.lost, self.withdrawn, self.topped_up].iter().any(|sum| !sum.is_zero())
    }
}

/// One validator's turn.
struct Turn<'a, 'info> {
    program: &'a StakeProgram<'a, 'info>,
    reserve: &'a AccountInfo<'info>,
    reserve_bump: u8,
    epoch: u64,
    rent: Lamports,
    /// Lamports that rents may still take from the reserve.
    spare: &'a Cell<Lamports>,
    /// The least delegation, once it has been asked for.
    minimum: &'a Cell<Option<Lamports>>,
    stake: Option<&'a AccountInfo<'info>>,
    transient: Option<&'a AccountInfo<'info>>,
}

impl<'info> Turn<'_, 'info> {
    /// Takes gains and losses since the last look into the record: at the epoch's first look as what was earned, later on top of
    /// that. By lamports alone, whatever an account holds.
    fn measure(&self, record: &mut ValidatorRecord, sums: &mut Sums) -> Result<()> {
        let mut found = Measured::default();
        let mut earned = Lamports::ZERO;
        let is_first = !record.is_measured(self.epoch);
        let mut base = Lamports::ZERO;
        if let Some(info) = self.stake {
            let account = self.look(info)?;
            if let Found::Account(account) = &account {
                let since = record.earning.epoch;
                if is_first && account.is_delegated_before(since) {
                    base = record.delegated_lamports;
                    earned = account.delegated().saturating_minus(base);
                }
                record.delegated_lamports = account.delegated();
            }
            found.compare(record.stake_lamports, account.lamports())?;
            record.stake_lamports = account.lamports();
        }
        if let Some(info) = self.transient {
            let lamports = self.look(info)?.lamports();
            found.compare(record.transient_lamports, lamports)?;
            record.transient_lamports = lamports;
        }
        let earned = earned.min(found.gain);
        let other = found.gain.minus(earned).refuse()?;
        if is_first {
            let since = record.earning.epoch;
            record.earning = Earning { since, epoch: self.epoch, base, earned, other, lost: found.loss };
            let epochs = self.epoch.saturating_sub(since);
            // One epoch is the rule, and a product of 64 bits costs 60 units.
            let lamport_epochs = if epochs == 1 { base.0 } else { base.0.saturating_mul(epochs) };
            sums.lamport_epochs = sums.lamport_epochs.saturating_add(lamport_epochs);
            sums.count = sums.count.saturating_add(1);
        } else {
            record.earning.other = record.earning.other.plus(other).refuse()?;
            record.earning.lost = record.earning.lost.plus(found.loss).refuse()?;
        }
        sums.earned = sums.earned.plus(earned).refuse()?;
        sums.other = sums.other.plus(other).refuse()?;
        sums.lost = sums.lost.plus(found.loss).refuse()?;
        Ok(())
    }

    /// Puts the accounts in order: joins what has become active, takes back what has cooled down, also in part, and what lies
    /// above stake and rent.
    fn put_in_order(&self, record: &mut ValidatorRecord, sums: &mut Sums) -> Result<()> {
        if let (Some(stake), Some(transient)) = (self.stake, self.transient) {
            self.join(record, stake, transient, sums)?;
        }
        let mut cooling = Lamports::ZERO;
        if let Some(info) = self.transient {
            let tidied = self.tidy(info, record.transient_status)?;
            sums.note_vanished(record.transient_status, tidied.status);
            record.transient_status = tidied.status;
            record.transient_lamports = record.transient_lamports.saturating_minus(tidied.withdrawn);
            sums.note_rent(tidied.status, record.transient_lamports);
            cooling = tidied.cooling;
            sums.withdrawn = sums.withdrawn.plus(tidied.withdrawn).refuse()?;
        }
        if let Some(info) = self.stake {
            let tidied = self.tidy(info, record.stake_status)?;
            sums.note_vanished(record.stake_status, tidied.status);
            record.stake_status = tidied.status;
            record.stake_lamports = record.stake_lamports.saturating_minus(tidied.withdrawn);
            sums.note_rent(tidied.status, record.stake_lamports);
            record.delegated_lamports = tidied.delegated.unwrap_or(record.delegated_lamports);
            cooling = cooling.plus(tidied.cooling).refuse()?;
            sums.withdrawn = sums.withdrawn.plus(tidied.withdrawn).refuse()?;
        }
        record.cooling_lamports = cooling;
        Ok(())
    }

    /// Moves a transient account's stake into the validator stake account when both are fully active, or that has none.
    fn join(
        &self,
        record: &mut ValidatorRecord,
        stake: &AccountInfo<'info>,
        transient: &AccountInfo<'info>,
        sums: &mut Sums,
    ) -> Result<()> {
        let (Found::Account(target), Found::Account(source)) = (self.look(stake)?, self.look(transient)?) else {
            return Ok(());
        };
        if !source.is_delegated() || source.phase(self.epoch) != Phase::Active {
            return Ok(());
        }
        let present = match target.phase(self.epoch) {
            Phase::Active => target.delegated(),
            Phase::Inactive => Lamports::ZERO,
            _ => return Ok(()),
        };
        // After a loss there may be less than the stake program lets anybody move: it stays where it is.
        if present.plus(source.delegated()).refuse()? < self.minimum()?
            || !self.top_up(record, transient, &source, sums)?
        {
            return Ok(());
        }
        self.program.move_stake(transient, stake, source.delegated())?;
        record.transient_lamports = record.transient_lamports.minus(source.delegated()).refuse()?;
        record.stake_lamports = record.stake_lamports.plus(source.delegated()).refuse()?;
        Ok(())
    }

    /// Sends what the transient account lacks of a rent that has risen, as far as the reserve has it; says whether it has its
    /// rent now.
    fn top_up(
        &self,
        record: &mut ValidatorRecord,
        transient: &AccountInfo<'info>,
        account: &StakeAccount,
        sums: &mut Sums,
    ) -> Result<bool> {
        let missing = account.missing_rent();
        let spare = self.spare.get();
        if missing > spare {
            return Ok(false);
        }
        pay_from_reserve(&self.program.pool, self.reserve, self.reserve_bump, transient, missing)?;
        self.spare.set(spare.minus(missing).refuse()?);
        sums.topped_up = sums.topped_up.plus(missing).refuse()?;
        if !missing.is_zero() {
            sums.rent = sums.rent.max(self.rent);
        }
        record.transient_lamports = record.transient_lamports.plus(missing).refuse()?;
        Ok(true)
    }

    /// Withdraws what an account does not need, and says what it is doing and how much of it is cooling down. Leaves alone what
    /// it cannot read.
    fn tidy(&self, info: &AccountInfo<'info>, status: u8) -> Result<Tidied> {
        let account = match self.look(info)? {
            Found::Account(account) => account,
            Found::Unreadable(_) => return Ok(Tidied { status, ..Tidied::default() }),
            Found::Nothing => {
                let delegated = Some(Lamports::ZERO);
                return Ok(Tidied { status: StakeStatus::None as u8, delegated, ..Tidied::default() });
            }
        };
        let delegated = account.delegated();
        let (status, delegated, withdrawn) = if account.is_delegated() {
            (StakeStatus::Delegated as u8, delegated, account.excess())
        } else {
            match account.phase(self.epoch) {
                Phase::Inactive => (StakeStatus::Idle as u8, Lamports::ZERO, account.above_rent()),
                Phase::Unknown => (status, delegated, Lamports::ZERO),
                _ => (StakeStatus::Deactivating as u8, delegated, account.cooled(self.epoch)),
            }
        };
        if !withdrawn.is_zero() {
            self.program.withdraw(info, self.reserve, withdrawn)?;
        }
        let is_cooling = status == StakeStatus::Deactivating as u8;
        let cooling = if is_cooling { account.above_rent().minus(withdrawn).refuse()? } else { Lamports::ZERO };
        Ok(Tidied { status, cooling, delegated: Some(delegated), withdrawn })
    }

    fn minimum(&self) -> Result<Lamports> {
        if let Some(minimum) = self.minimum.get() {
            return Ok(minimum);
        }
        let minimum = minimum_delegation()?;
        self.minimum.set(Some(minimum));
        Ok(minimum)
    }

    fn look(&self, info: &AccountInfo) -> Result<Found> {
        Found::at(info, self.program.authority.key, self.rent)
    }
}

/// What a stake account is doing, and what has come back from it.
#[derive(Default)]
struct Tidied {
    /// See [`StakeStatus`].
    status: u8,
    /// How much of it is on its way back.
    cooling: Lamports,
    /// Its delegation; nothing where it cannot be read.
    delegated: Option<Lamports>,
    withdrawn: Lamports,
}

impl Measured {
    /// Adds the difference between an account's lamports and its record.
    fn compare(&mut self, booked: Lamports, found: Lamports) -> Result<()> {
        self.gain = self.gain.plus(found.saturating_minus(booked)).refuse()?;
        self.loss = self.loss.plus(booked.saturating_minus(found)).refuse()?;
        Ok(())
    }
}

impl Pool {
    /// Takes an instruction's measurings and movements into the books: the gains first.
    fn take_measured(&mut self, sums: &Sums, clock: &Clock) -> Result<()> {
        let gain = sums.earned.plus(sums.other).refuse()?;
        let held = self.staked_lamports;
        self.measure(clock, held, held.plus(gain).refuse()?, true).refuse()?;
        let held = self.staked_lamports;
        self.measure(clock, held, held.minus(sums.lost).refuse()?, true).refuse()?;
        self.earned_lamports = self.earned_lamports.plus(sums.earned).refuse()?;
        self.earning_lamport_epochs = self.earning_lamport_epochs.saturating_add(sums.lamport_epochs);
        self.stake_account_count = self.stake_account_count.saturating_sub(sums.vanished);
        self.note_rent(sums.rent);
        self.stake(sums.topped_up).refuse()?;
        self.unstake(sums.withdrawn).refuse()
    }
}

impl<'info> UpdateValidators<'info> {
    /// The next remaining account, which has to be `address`.
    fn next<'a>(
        remaining: &mut impl Iterator<Item = &'a AccountInfo<'info>>,
        address: &Pubkey,
        error: TruestakeError,
    ) -> Result<&'a AccountInfo<'info>>
    where
        'info: 'a,
    {
        let account = remaining.next().ok_or(TruestakeError::WrongAccountCount)?;
        if account.key != address {
            return Err(error.into());
        }
        require!(account.is_writable, AccountErrorCode::AccountNotMutable);
        Ok(account)
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
    let mut scores = {
        let mut list = accounts.validators.load_mut()?;
        list.enter_epoch(clock.epoch);
        list.scores()
    };
    let before = pool.books(clock.slot)?;
    let program =
        StakeProgram::new(&pool, address, &accounts.stake_authority, &accounts.clock, &accounts.stake_history);
    let level = pool.holdings(epoch_slots(&clock)?, clock.slot).and_then(|held| pool.policy().level(held)).refuse()?;
    let over_rent = Lamports(accounts.reserve.lamports()).saturating_minus(empty_rent()?);
    let spare = Cell::new(pool.reserve_lamports.min(over_rent));
    let minimum = Cell::new(None);
    let rent = stake_rent()?;

    // Effect and interaction, validator by validator
    let mut sums = Sums::default();
    let mut remaining = ctx.remaining_accounts.iter();
    for index in indexes {
        let mut record = record_mut(&accounts.validators, index)?;
        let stake = if record.uses_stake() {
            Some(UpdateValidators::next(&mut remaining, &record.stake, TruestakeError::WrongStakeAccount)?)
        } else {
            None
        };
        let transient = if record.uses_transient() {
            let transient = record.transient_address(&address)?;
            Some(UpdateValidators::next(&mut remaining, &transient, TruestakeError::WrongTransientAccount)?)
        } else {
            None
        };
        let (reserve, reserve_bump, epoch) = (accounts.reserve.as_ref(), pool.reserve_bump, clock.epoch);
        let turn = Turn {
            program: &program,
            reserve,
            reserve_bump,
            epoch,
            rent,
            spare: &spare,
            minimum: &minimum,
            stake,
            transient,
        };
        let cooling_before = record.cooling_lamports;
        let is_first = !record.is_measured(epoch);
        turn.measure(&mut record, &mut sums)?;
        if !measure_only {
            turn.put_in_order(&mut record, &mut sums)?;
        }
        pool.recool(&mut record, cooling_before).refuse()?;
        if is_first {
            let (limit, with) = level.clip(scores, record.share().refuse()?).refuse()?;
            record.set_clipped(limit);
            scores = with;
        }
    }
    require!(remaining.next().is_none(), TruestakeError::WrongAccountCount);

    let measured_in_epoch = {
        let mut list = accounts.validators.load_mut()?;
        list.set_scores(scores);
        list.updated_count = list.updated_count.checked_add(sums.count).ok_or(TruestakeError::Overflow)?;
        list.updated_count
    };
    pool.take_measured(&sums, &clock)?;

    // Log
    let after = pool.books(clock.slot)?;
    if sums.is_something() {
        emit!(ValidatorsUpdated {
            pool: address,
            epoch: clock.epoch,
            measured: sums.count,
            measured_in_epoch,
            earned: sums.earned,
            other: sums.other,
            loss: sums.lost,
            withdrawn: sums.withdrawn,
            before,
            after,
        });
    }
    pool.assert_invariants(after)
}
