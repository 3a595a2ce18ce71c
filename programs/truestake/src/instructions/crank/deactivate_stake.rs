use anchor_lang::prelude::*;
use truestake_math::{Decision, Holdings, Lamports, Scores, Share, Source};

use crate::clock::{epoch_slots, require_rewards_paid};
use crate::constants::seeds;
use crate::cpi::stake::{is_open, minimum_delegation, stake_rent, NewStakeAccount, Phase, StakeAccount, StakeProgram};
use crate::cpi::system::{empty_rent, pay_from_reserve};
use crate::error::{require, OrProgramError, TruestakeError};
use crate::events::StakeDeactivated;
use crate::state::{Deactivation, Pool, StakeSlot, StakeStatus, ValidatorList, ValidatorMark, ValidatorRecord};

#[derive(Accounts)]
pub struct DeactivateStake<'info> {
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
    /// Write: the reserve. Receives stake that is free at once, and pays rent that the transient account lacks.
    /// CHECK: the pool names it.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::RESERVE, pool.key().as_ref()], bump))]
    pub reserve: UncheckedAccount<'info>,
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
    /// Sysvar: the rent.
    /// CHECK: its address is compared.
    #[account(address = solana_sysvar::rent::ID @ TruestakeError::WrongSysvar)]
    pub rent: UncheckedAccount<'info>,
    /// Read: the stake program still wants it where stake is delegated, and does not read it.
    /// CHECK: its address is compared.
    #[account(address = solana_stake_interface::config::ID @ TruestakeError::WrongStakeConfig)]
    pub stake_config: UncheckedAccount<'info>,
    /// The stake program.
    /// CHECK: its address is compared.
    #[account(address = solana_stake_interface::program::ID @ TruestakeError::WrongProgram)]
    pub stake_program: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

/// The rules' inputs for one validator.
struct Situation {
    holdings: Holdings,
    scores: Scores,
    share: Share,
    minimum: Lamports,
    epoch: u64,
    rent: Lamports,
    /// Stake of the pool that nobody can deactivate.
    unmovable: Lamports,
}

/// What moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    /// Stake that was delegated in this epoch has earned nothing yet: `lamports` of `whole` are taken back at once, and the rest
    /// is delegated again. An account that lacks rent keeps that much of its stake, `kept`; it is not in `whole`.
    Recall { which: StakeSlot, lamports: Lamports, whole: Lamports, kept: Lamports },
    /// Active stake begins to cool down.
    Cool { deactivation: Deactivation, lamports: Lamports },
}

impl Situation {
    /// Notes that the validator takes nothing more in this epoch.
    fn note_busy(&self, pool: &mut Pool, record: &mut ValidatorRecord) {
        let mut intake = pool.intake(self.epoch);
        record.turn_busy(&mut intake, self.share, self.scores);
        pool.set_intake(self.epoch, intake);
    }

    /// Books a move.
    fn book(
        &self,
        pool: &mut Pool,
        record: &mut ValidatorRecord,
        movement: Move,
        missing_rent: Lamports,
    ) -> Result<()> {
        match movement {
            Move::Recall { which, lamports, whole, kept } => {
                if !kept.is_zero() {
                    pool.note_rent(self.rent);
                }
                pool.recall(record, which, lamports, lamports == whole).or_program_error()
            }
            Move::Cool { deactivation, lamports } => {
                self.note_busy(pool, record);
                let needed = lamports.min(self.holdings.shortfall().or_program_error()?);
                let rebalanced = lamports.minus(needed).or_program_error()?;
                pool.moved_lamports = self.holdings.moved.plus(rebalanced).or_program_error()?;
                pool.moved_epoch = self.epoch;
                if deactivation == Deactivation::Part {
                    pool.fund_transient(record, missing_rent, self.rent)?;
                }
                pool.cool(record, deactivation, lamports).or_program_error()
            }
        }
    }
}

impl Move {
    /// The account that gives it, where a part has moved into it first.
    fn stake(self) -> StakeSlot {
        match self {
            Self::Recall { which, .. } => which,
            Self::Cool { deactivation: Deactivation::Validator, .. } => StakeSlot::Validator,
            Self::Cool { .. } => StakeSlot::Transient,
        }
    }

    fn lamports(self) -> Lamports {
        match self {
            Self::Recall { lamports, .. } | Self::Cool { lamports, .. } => lamports,
        }
    }
}

impl<'info> DeactivateStake<'info> {
    /// Decides what moves and how much of it: first what was delegated in this epoch, then the transient account, since it is in
    /// the way of a part. That, and stake that is not fully active, cannot be divided: it goes when all of it is wanted, and
    /// otherwise stays until it has become active and joined. A ticket of a few lamports must not take a whole account down.
    fn plan(&self, record: &ValidatorRecord, pool: &Pool, situation: &Situation) -> Result<Move> {
        record.require_accounts(&self.pool.key(), self.stake.key, self.transient.key)?;
        if let Some(recall) = self.recall(record, situation)? {
            return Ok(recall);
        }
        let decide = |account: &StakeAccount| -> Result<Decision> {
            let Situation { holdings, scores, share, minimum, unmovable, .. } = *situation;
            // What stays has to keep its account alive, also where that was made at a lower rent.
            let (whole, min) = (account.delegated(), minimum.max(account.missing_rent()));
            pool.policy().deactivate(holdings, scores, share, Source { whole, min, unmovable }).or_program_error()
        };
        let transient = StakeStatus::from_byte(record.transient_status)?;
        if transient == StakeStatus::Delegated {
            let account = self.read(StakeSlot::Transient, situation)?;
            let whole = account.delegated();
            if account.is_delegated() && decide(&account)? == Decision::Move(whole) {
                return Ok(Move::Cool { deactivation: Deactivation::Transient, lamports: whole });
            }
        }
        match StakeStatus::from_byte(record.stake_status)? {
            StakeStatus::Delegated => {}
            StakeStatus::Deactivating => return err!(TruestakeError::StakeCoolingDown),
            StakeStatus::None | StakeStatus::Idle => return err!(TruestakeError::NothingToDeactivate),
        }
        let account = self.read(StakeSlot::Validator, situation)?;
        require!(account.is_delegated(), TruestakeError::StakeCoolingDown);
        let whole = account.delegated();
        let lamports = decide(&account)?.or_program_error()?;
        // Stake that can be divided never goes as a whole only because the transient account is in the way just now.
        if lamports == whole {
            return Ok(Move::Cool { deactivation: Deactivation::Validator, lamports: whole });
        }
        require!(account.phase(situation.epoch) == Phase::Active, TruestakeError::StakeNotActive);
        match transient {
            // One that is gone is made again.
            StakeStatus::Idle | StakeStatus::None => Ok(Move::Cool { deactivation: Deactivation::Part, lamports }),
            // A second ticket of an epoch is served as the first.
            StakeStatus::Deactivating if self.takes_more(situation)? => {
                Ok(Move::Cool { deactivation: Deactivation::More, lamports })
            }
            _ => err!(TruestakeError::TransientInUse),
        }
    }

    /// Whether what cools down in the transient account was active until this epoch: then it can be delegated again for a moment,
    /// receive more and cool down with it, as if all of it had been deactivated at once.
    fn takes_more(&self, situation: &Situation) -> Result<bool> {
        let account = self.read(StakeSlot::Transient, situation)?;
        let was_active = account.before_deactivation_in(situation.epoch).map(|before| before.phase(situation.epoch));
        // Above the rent of now there has to be what is delegated again, and the least that may be.
        let is_enough = account.above_rent() >= account.delegated().max(situation.minimum);
        Ok(was_active == Some(Phase::Active) && is_enough && is_open(&self.vote))
    }

    /// What tickets take of stake that was delegated in this epoch.
    fn recall(&self, record: &ValidatorRecord, situation: &Situation) -> Result<Option<Move>> {
        for which in [StakeSlot::Transient, StakeSlot::Validator] {
            if record.status(which) != StakeStatus::Delegated as u8 {
                continue;
            }
            let account = self.read(which, situation)?;
            if !account.is_delegated_in(situation.epoch) {
                continue;
            }
            let kept = account.missing_rent();
            let whole = account.delegated().saturating_minus(kept);
            let mut lamports = situation.holdings.recall(whole, situation.minimum).or_program_error()?;
            // With a closed vote account nothing can be delegated again.
            if !is_open(&self.vote) && !lamports.is_zero() {
                lamports = whole;
            }
            if !lamports.is_zero() {
                return Ok(Some(Move::Recall { which, lamports, whole, kept }));
            }
        }
        Ok(None)
    }

    fn read(&self, which: StakeSlot, situation: &Situation) -> Result<StakeAccount> {
        StakeAccount::read(which.of(&self.stake, &self.transient), self.stake_authority.key, situation.rent)?
            .ok_or_else(|| TruestakeError::UnexpectedStakeState.into())
    }

    /// Counts what an account has lost before it gives stake back: emptied, it is seen by no later update. What it has too much
    /// waits for one.
    fn note_loss(&self, pool: &mut Pool, record: &mut ValidatorRecord, movement: Move, clock: &Clock) -> Result<()> {
        let Move::Recall { which, .. } = movement else { return Ok(()) };
        let found = Lamports(which.of(&self.stake, &self.transient).lamports()).min(record.booked(which));
        pool.remeasure(record, which, found, clock).or_program_error()
    }

    fn situation(&self, pool: &Pool, record: &ValidatorRecord, scores: Scores, clock: &Clock) -> Result<Situation> {
        let rent = stake_rent()?;
        Ok(Situation {
            holdings: pool.holdings(epoch_slots(clock)?, clock.slot).or_program_error()?,
            scores,
            share: record.share().or_program_error()?,
            minimum: minimum_delegation()?,
            epoch: clock.epoch,
            rent,
            unmovable: pool.unmovable_stake(),
        })
    }

    fn program<'a>(&'a self, pool: &Pool) -> StakeProgram<'a, 'info> {
        StakeProgram::new(pool, self.pool.key(), &self.stake_authority, &self.clock, &self.stake_history)
    }

    /// Rent that the transient account lacks before a part moves into it.
    fn missing_rent(&self, movement: Move, rent: Lamports) -> Lamports {
        match movement {
            Move::Cool { deactivation: Deactivation::Part, .. } => {
                rent.saturating_minus(Lamports(self.transient.lamports()))
            }
            _ => Lamports::ZERO,
        }
    }

    /// Takes stake of this epoch back, and delegates what is left of it again.
    fn take_back(&self, pool: &Pool, which: StakeSlot, lamports: Lamports, whole: Lamports) -> Result<()> {
        let (program, info) = (self.program(pool), which.of(&self.stake, &self.transient));
        program.deactivate(info)?;
        program.withdraw(info, &self.reserve, lamports)?;
        if lamports == whole {
            return Ok(());
        }
        program.delegate(info, &self.vote, &self.stake_config)
    }

    /// Lets stake cool down; a part moves into the transient account first.
    fn cool(
        &self,
        pool: &Pool,
        record: &ValidatorRecord,
        deactivation: Deactivation,
        lamports: Lamports,
        rent: Lamports,
    ) -> Result<()> {
        let (address, program) = (self.pool.key(), self.program(pool));
        if deactivation == Deactivation::Part {
            pay_from_reserve(&address, &self.reserve, pool.reserve_bump, &self.transient, rent)?;
            NewStakeAccount {
                pool: &address,
                authority: self.stake_authority.key,
                seed: seeds::TRANSIENT,
                vote: self.vote.key,
                stake: &self.transient,
                stake_bump: record.transient_bump,
                rent_sysvar: &self.rent,
            }
            .create_funded()?;
            program.move_stake(&self.stake, &self.transient, lamports)?;
        } else if deactivation == Deactivation::More {
            // Takes the deactivation of this epoch back, for as long as the stake moves.
            program.delegate(&self.transient, &self.vote, &self.stake_config)?;
            program.move_stake(&self.stake, &self.transient, lamports)?;
        }
        program.deactivate(if deactivation == Deactivation::Validator { &self.stake } else { &self.transient })
    }
}

pub fn deactivate_stake(ctx: Context<DeactivateStake>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    require_rewards_paid()?;
    pool.require_fresh(&clock)?;
    let before = pool.books(clock.slot)?;
    pool.measure_reserve(&clock, &accounts.reserve, empty_rent()?).or_program_error()?;
    let scores = accounts.validators.load()?.scores();
    let mut record = ValidatorList::record_of(&accounts.validators, &accounts.mark, accounts.vote.key)?;
    let situation = accounts.situation(&pool, &record, scores, &clock)?;
    let movement = accounts.plan(&record, &pool, &situation)?;
    let missing_rent = accounts.missing_rent(movement, situation.rent);

    // Effect
    accounts.note_loss(&mut pool, &mut record, movement, &clock)?;
    situation.book(&mut pool, &mut record, movement, missing_rent)?;

    // Interaction
    match movement {
        Move::Recall { which, lamports, whole, .. } => accounts.take_back(&pool, which, lamports, whole)?,
        Move::Cool { deactivation, lamports } => accounts.cool(&pool, &record, deactivation, lamports, missing_rent)?,
    }

    // Log
    let after = pool.books(clock.slot)?;
    emit!(StakeDeactivated {
        pool: accounts.pool.key(),
        vote: accounts.vote.key(),
        stake: movement.stake().of(&accounts.stake, &accounts.transient).key(),
        lamports: movement.lamports(),
        recalled: matches!(movement, Move::Recall { .. }),
        before,
        after,
    });
    pool.assert_invariants(after)
}
