use std::cell::Cell;

use anchor_lang::error::ErrorCode as AccountErrorCode;
use anchor_lang::prelude::*;
use truestake_math::{Intake, Lamports, Level, Room, Scores, Top};

use crate::clock::require_rewards_paid;
#[cfg(feature = "idl-build")]
use crate::constants::seeds;
use crate::cpi::stake::{minimum_delegation, stake_rent, Found, Phase, StakeAccount, StakeProgram};
use crate::cpi::system::{empty_rent, pay_from_reserve};
use crate::error::{require, OrProgramError, TruestakeError};
use crate::events::ValidatorsUpdated;
use crate::state::{Earning, Measured, Pool, StakeStatus, ValidatorList, ValidatorRecord};

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
    /// Write: the reserve. Receives what comes back, and pays rent that an account lacks.
    /// CHECK: the pool names it.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::RESERVE, pool.key().as_ref()], bump))]
    pub reserve: UncheckedAccount<'info>,
    /// Read: an address that only signs. Staker and withdrawer.
    /// CHECK: the pool names it.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::STAKE_AUTHORITY, pool.key().as_ref()], bump))]
    pub stake_authority: UncheckedAccount<'info>,
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

    /// What an account keeps that has nothing but its rent: never more than the `rent` of now, which it would be given today.
    /// What lies above it has not come back yet, where the stake history lacks an epoch.
    fn note_rent(&mut self, status: u8, kept: Lamports, rent: Lamports) {
        if status == StakeStatus::Idle as u8 {
            self.rent = self.rent.max(kept.min(rent));
        }
    }

    /// Takes an instruction's measurings and movements into the books: the gains first.
    fn book(&self, pool: &mut Pool, clock: &Clock) -> Result<()> {
        let gain = self.earned.plus(self.other).or_program_error()?;
        let held = pool.staked_lamports;
        pool.measure(clock, held, held.plus(gain).or_program_error()?, true).or_program_error()?;
        let held = pool.staked_lamports;
        pool.measure(clock, held, held.minus(self.lost).or_program_error()?, true).or_program_error()?;
        pool.note_earned(self.earned, self.lamport_epochs).or_program_error()?;
        pool.note_vanished(self.vanished);
        pool.note_rent(self.rent);
        pool.stake(self.topped_up).or_program_error()?;
        pool.unstake(self.withdrawn).or_program_error()
    }

    fn is_something(&self) -> bool {
        self.count > 0
            || [self.earned, self.other, self.lost, self.withdrawn, self.topped_up].iter().any(|sum| !sum.is_zero())
    }
}

/// What limits are judged by, and what was found.
struct Limits {
    level: Level,
    scores: Scores,
    top: Top,
    intake: Intake,
}

impl Limits {
    #[inline(never)] // rare
    fn note_busy(&mut self, record: &mut ValidatorRecord) -> Result<()> {
        let share = record.share().or_program_error()?;
        record.turn_busy(&mut self.intake, share, self.scores);
        Ok(())
    }
}

/// What all validators' turns have in common.
struct Round<'a, 'info> {
    program: StakeProgram<'a, 'info>,
    reserve: &'a AccountInfo<'info>,
    reserve_bump: u8,
    epoch: u64,
    rent: Lamports,
    /// Lamports that rents may still take from the reserve.
    spare: Cell<Lamports>,
    /// The smallest delegation, once it has been asked for.
    minimum: Cell<Option<Lamports>>,
    /// An epoch of which is known that all that was activated in it was effective in the next.
    unlimited: Cell<Option<u64>>,
}

/// One validator's turn: those of its accounts that are used.
struct ValidatorTurn<'a, 'info> {
    round: &'a Round<'a, 'info>,
    stake: Option<&'a AccountInfo<'info>>,
    transient: Option<&'a AccountInfo<'info>>,
}

impl<'a, 'info> Round<'a, 'info> {
    fn new(accounts: &'a UpdateValidators<'info>, pool: &Pool, clock: &Clock) -> Result<Self> {
        let over_rent = Lamports(accounts.reserve.lamports()).saturating_minus(empty_rent()?);
        let (authority, sysvar, history) = (&accounts.stake_authority, &accounts.clock, &accounts.stake_history);
        Ok(Self {
            program: StakeProgram::new(pool, accounts.pool.key(), authority, sysvar, history),
            reserve: &accounts.reserve,
            reserve_bump: pool.reserve_bump,
            epoch: clock.epoch,
            rent: stake_rent()?,
            spare: Cell::new(pool.reserve_lamports.min(over_rent)),
            minimum: Cell::new(None),
            unlimited: Cell::new(None),
        })
    }

    /// The turn of a validator, whose accounts are the next of the `remaining` ones.
    fn turn(
        &'a self,
        record: &ValidatorRecord,
        remaining: &mut impl Iterator<Item = &'a AccountInfo<'info>>,
    ) -> Result<ValidatorTurn<'a, 'info>> {
        let stake = if record.uses_stake() {
            Some(next_account(remaining, &record.stake, TruestakeError::WrongStakeAccount)?)
        } else {
            None
        };
        let transient = if record.uses_transient() {
            let transient = record.transient_address(&self.program.pool)?;
            Some(next_account(remaining, &transient, TruestakeError::WrongTransientAccount)?)
        } else {
            None
        };
        Ok(ValidatorTurn { round: self, stake, transient })
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

/// The next remaining account, which has to be `address`.
fn next_account<'a, 'info>(
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
    anchor_lang::require!(account.is_writable, AccountErrorCode::AccountNotMutable);
    Ok(account)
}

impl<'info> ValidatorTurn<'_, 'info> {
    /// Measures, and puts in order unless it is to `measure_only`; judges its limit and notes what follows for the pool.
    fn take(
        &self,
        pool: &mut Pool,
        record: &mut ValidatorRecord,
        limits: &mut Limits,
        sums: &mut Sums,
        measure_only: bool,
    ) -> Result<()> {
        let cooling_before = record.cooling_lamports;
        let is_first = !record.is_measured(self.round.epoch);
        self.measure(record, sums, is_first)?;
        let (stuck, is_busy) = if measure_only {
            (record.stuck_lamports, self.will_be_busy()?)
        } else {
            let stuck = self.put_in_order(record, sums)?;
            (stuck, !stuck.is_zero() || self.is_busy(record)?)
        };
        pool.resync_cooling(record, cooling_before).or_program_error()?;
        if stuck != record.stuck_lamports {
            pool.note_stuck(record, stuck).or_program_error()?;
        }
        let share = record.share().or_program_error()?;
        record.set_clipped(limits.level.clip(&mut limits.scores, &mut limits.top, share).or_program_error()?);
        if is_first {
            record.taking = limits.intake.note(share, limits.level.largest_share) as u8;
        }
        if is_busy {
            limits.note_busy(record)?;
        }
        Ok(())
    }

    /// Takes gains and losses since the last look into the record: at the epoch's first look as what was earned, later on top of
    /// that. By lamports alone, whatever an account holds.
    fn measure(&self, record: &mut ValidatorRecord, sums: &mut Sums, is_first: bool) -> Result<()> {
        let mut found = Measured::default();
        let mut earned = Lamports::ZERO;
        let mut base = Lamports::ZERO;
        if let Some(info) = self.stake {
            let account = self.round.look(info)?;
            if let Found::Account(account) = &account {
                let since = record.earning.epoch;
                // What warms up under the cluster's limit earns a part only: it counts as a gain, but nobody can say of which
                // stake.
                if is_first && account.is_active_since(since, self.round.epoch, &self.round.unlimited) {
                    base = record.delegated_lamports;
                    earned = account.delegated().saturating_minus(base);
                }
                record.delegated_lamports = account.delegated();
            }
            found.compare(record.stake_lamports, account.lamports()).or_program_error()?;
            record.stake_lamports = account.lamports();
        }
        if let Some(info) = self.transient {
            let lamports = self.round.look(info)?.lamports();
            found.compare(record.transient_lamports, lamports).or_program_error()?;
            record.transient_lamports = lamports;
        }
        let earned = earned.min(found.gain);
        let other = found.gain.minus(earned).or_program_error()?;
        if is_first {
            let since = record.earning.epoch;
            record.earning = Earning { since, epoch: self.round.epoch, base, earned, other, lost: found.loss };
            let epochs = self.round.epoch.saturating_sub(since);
            // One epoch is the rule, and a product of 64 bits costs 60 units.
            let lamport_epochs = if epochs == 1 { base.0 } else { base.0.saturating_mul(epochs) };
            sums.lamport_epochs = sums.lamport_epochs.saturating_add(lamport_epochs);
            sums.count = sums.count.saturating_add(1);
        } else {
            record.earning.other = record.earning.other.plus(other).or_program_error()?;
            record.earning.lost = record.earning.lost.plus(found.loss).or_program_error()?;
        }
        sums.earned = sums.earned.plus(earned).or_program_error()?;
        sums.other = sums.other.plus(other).or_program_error()?;
        sums.lost = sums.lost.plus(found.loss).or_program_error()?;
        Ok(())
    }

    /// Puts the accounts in order: joins what has become active, takes back what has cooled down, also in part, and what lies
    /// above stake and rent. Returns what is stuck: all, where an account cannot be read or told, since no part can be taken
    /// then.
    fn put_in_order(&self, record: &mut ValidatorRecord, sums: &mut Sums) -> Result<Lamports> {
        if let (Some(stake), Some(transient)) = (self.stake, self.transient) {
            self.join(record, stake, transient, sums)?;
        }
        let (mut cooling, mut is_stuck) = (Lamports::ZERO, false);
        if let Some(info) = self.transient {
            let tidied = self.tidy(info, record.transient_status)?;
            sums.note_vanished(record.transient_status, tidied.status);
            record.transient_status = tidied.status;
            record.transient_lamports = record.transient_lamports.saturating_minus(tidied.withdrawn);
            sums.note_rent(tidied.status, record.transient_lamports, self.round.rent);
            (cooling, is_stuck) = (tidied.cooling, tidied.is_stuck);
            sums.withdrawn = sums.withdrawn.plus(tidied.withdrawn).or_program_error()?;
        }
        if let Some(info) = self.stake {
            let tidied = self.tidy(info, record.stake_status)?;
            sums.note_vanished(record.stake_status, tidied.status);
            record.stake_status = tidied.status;
            record.stake_lamports = record.stake_lamports.saturating_minus(tidied.withdrawn);
            sums.note_rent(tidied.status, record.stake_lamports, self.round.rent);
            record.delegated_lamports = tidied.delegated.unwrap_or(record.delegated_lamports);
            cooling = cooling.plus(tidied.cooling).or_program_error()?;
            is_stuck |= tidied.is_stuck;
            sums.withdrawn = sums.withdrawn.plus(tidied.withdrawn).or_program_error()?;
        }
        record.cooling_lamports = cooling;
        Ok(if is_stuck {
            record.stake_lamports.plus(record.transient_lamports).or_program_error()?
        } else {
            Lamports::ZERO
        })
    }

    /// Whether nothing more can be delegated to the validator in this epoch, once its accounts are in order and none is stuck: stake
    /// cools down, or warms up in the transient account since an earlier epoch.
    fn is_busy(&self, record: &ValidatorRecord) -> Result<bool> {
        let cooling = StakeStatus::Deactivating as u8;
        let Some(info) = self.transient else { return Ok(record.stake_status == cooling) };
        let is_older = match self.round.look(info)? {
            Found::Account(account) => account.is_delegated_before(self.round.epoch),
            _ => false,
        };
        Ok(is_older || record.stake_status == cooling || record.transient_status == cooling)
    }

    /// The same where they are measured only, by what putting them in order would find: what has become active joins, and what has
    /// cooled down comes back.
    #[inline(never)] // rare
    fn will_be_busy(&self) -> Result<bool> {
        let epoch = self.round.epoch;
        let mut is_busy = false;
        for (info, is_transient) in [(self.stake, false), (self.transient, true)] {
            let Some(info) = info else { continue };
            is_busy |= match self.round.look(info)? {
                Found::Nothing => false,
                Found::Unreadable(_) => true,
                Found::Account(account) => {
                    let takes_more = account.is_delegated() && !is_transient || account.is_delegated_in(epoch);
                    let settled = if account.is_delegated() { Phase::Active } else { Phase::Inactive };
                    !takes_more && account.phase(epoch) != settled
                }
            };
        }
        Ok(is_busy)
    }

    /// Moves a transient account's stake into the validator stake account when both are fully active, or that has none: all of
    /// it, if the transient account has the rent of now.
    fn join(
        &self,
        record: &mut ValidatorRecord,
        stake: &AccountInfo<'info>,
        transient: &AccountInfo<'info>,
        sums: &mut Sums,
    ) -> Result<()> {
        let (Found::Account(target), Found::Account(source)) = (self.round.look(stake)?, self.round.look(transient)?)
        else {
            return Ok(());
        };
        if !source.is_delegated() || source.phase(self.round.epoch) != Phase::Active {
            return Ok(());
        }
        let present = match target.phase(self.round.epoch) {
            Phase::Active => target.delegated(),
            Phase::Inactive => Lamports::ZERO,
            _ => return Ok(()),
        };
        let (whole, minimum) = (source.delegated(), self.round.minimum()?);
        // After a loss there may be less than the stake program lets anybody move: it stays where it is.
        if present.plus(whole).or_program_error()? < minimum {
            return Ok(());
        }
        // Where the reserve cannot pay the rent the least stays that may: a ticket takes that whole, and the rent is paid of it.
        let moved = if self.top_up(record, transient, &source, sums)? {
            whole
        } else {
            whole.saturating_minus(minimum.max(source.missing_rent()))
        };
        if moved.is_zero() || present.plus(moved).or_program_error()? < minimum {
            return Ok(());
        }
        self.round.program.move_stake(transient, stake, moved)?;
        record.transient_lamports = record.transient_lamports.minus(moved).or_program_error()?;
        record.stake_lamports = record.stake_lamports.plus(moved).or_program_error()?;
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
        let spare = self.round.spare.get();
        if missing > spare {
            return Ok(false);
        }
        pay_from_reserve(&self.round.program.pool, self.round.reserve, self.round.reserve_bump, transient, missing)?;
        self.round.spare.set(spare.minus(missing).or_program_error()?);
        sums.topped_up = sums.topped_up.plus(missing).or_program_error()?;
        if !missing.is_zero() {
            sums.rent = sums.rent.max(self.round.rent);
        }
        record.transient_lamports = record.transient_lamports.plus(missing).or_program_error()?;
        Ok(true)
    }

    /// Withdraws what an account does not need, and says what it is doing and how much of it is cooling down. Leaves alone what
    /// it cannot read.
    fn tidy(&self, info: &AccountInfo<'info>, status: u8) -> Result<Tidied> {
        let account = match self.round.look(info)? {
            Found::Account(account) => account,
            Found::Unreadable(_) => return Ok(Tidied { status, is_stuck: true, ..Tidied::default() }),
            Found::Nothing => {
                let delegated = Some(Lamports::ZERO);
                return Ok(Tidied { status: StakeStatus::None as u8, delegated, ..Tidied::default() });
            }
        };
        let delegated = account.delegated();
        let mut is_stuck = false;
        let (status, delegated, withdrawn) = if account.is_delegated() {
            (StakeStatus::Delegated as u8, delegated, account.excess())
        } else {
            match account.phase(self.round.epoch) {
                Phase::Inactive => (StakeStatus::Idle as u8, Lamports::ZERO, account.above_rent()),
                Phase::Unknown => {
                    is_stuck = true;
                    (status, delegated, Lamports::ZERO)
                }
                _ => (StakeStatus::Deactivating as u8, delegated, account.cooled(self.round.epoch)),
            }
        };
        if !withdrawn.is_zero() {
            self.round.program.withdraw(info, self.round.reserve, withdrawn)?;
        }
        // What is stuck comes to nobody: others have to give what waits for it.
        let is_cooling = status == StakeStatus::Deactivating as u8 && !is_stuck;
        let cooling =
            if is_cooling { account.above_rent().minus(withdrawn).or_program_error()? } else { Lamports::ZERO };
        Ok(Tidied { status, cooling, delegated: Some(delegated), withdrawn, is_stuck })
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
    /// Whether nothing of it can be taken, because nobody can tell what it is doing.
    is_stuck: bool,
}

impl UpdateValidators<'_> {
    /// Opens the list's counter of the epoch; returns the sums with the level of this look.
    #[inline(never)] // a handler has 4 kB of stack
    fn open_list(&self, room: Room, intake: Intake, epoch: u64) -> Result<Limits> {
        let mut list = self.validators.load_mut()?;
        list.enter_epoch(epoch);
        let (mut scores, mut top) = (list.scores(), list.top());
        if list.lowered_epoch != epoch {
            list.lowered_epoch = epoch;
            room.lower(&mut scores, &mut top).or_program_error()?;
        }
        room.raise(&mut scores).or_program_error()?;
        Ok(Limits { level: room.level(&scores), scores, top, intake })
    }

    /// Writes what has been found into the list; returns how many validators have been measured in the epoch.
    fn close_list(&self, limits: &Limits, count: u32) -> Result<u32> {
        let mut list = self.validators.load_mut()?;
        list.set_scores(limits.scores);
        list.set_top(limits.top);
        list.updated_count = list.updated_count.checked_add(count).ok_or(TruestakeError::Overflow)?;
        list.assert_invariants()?;
        Ok(list.updated_count)
    }
}

/// `measure_only` leaves the accounts as they are, so that the pool can be updated even if a call to the stake program fails.
pub fn update_validators<'info>(
    ctx: Context<'info, UpdateValidators<'info>>,
    indexes: Vec<u32>,
    measure_only: bool,
) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    require_rewards_paid()?;
    require!(!indexes.is_empty(), TruestakeError::WrongAccountCount);
    let before = pool.books(clock.slot)?;
    let round = Round::new(accounts, &pool, &clock)?;

    // Effect and interaction, validator by validator
    let mut limits = accounts.open_list(pool.room(&clock)?, pool.intake(clock.epoch), clock.epoch)?;
    let mut sums = Sums::default();
    let mut remaining = ctx.remaining_accounts.iter();
    for index in indexes {
        let mut record = ValidatorList::record_mut(&accounts.validators, index)?;
        let turn = round.turn(&record, &mut remaining)?;
        turn.take(&mut pool, &mut record, &mut limits, &mut sums, measure_only)?;
    }
    require!(remaining.next().is_none(), TruestakeError::WrongAccountCount);
    let measured_in_epoch = accounts.close_list(&limits, sums.count)?;
    pool.set_intake(clock.epoch, limits.intake);
    sums.book(&mut pool, &clock)?;

    // Log
    let after = pool.books(clock.slot)?;
    if sums.is_something() {
        emit!(ValidatorsUpdated {
            pool: accounts.pool.key(),
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
