use anchor_lang::prelude::*;
use truestake_math::{Lamports, Scores};

use crate::clock::{epoch_slots, require_rewards_paid};
use crate::constants::seeds;
use crate::cpi::stake::{
    minimum_delegation, require_open, stake_rent, NewStakeAccount, Phase, StakeAccount, StakeProgram,
};
use crate::cpi::system::{empty_rent, pay_from_reserve};
use crate::error::{OrProgramError, TruestakeError};
use crate::events::ReserveDelegated;
use crate::state::{NewRents, Pool, StakeSlot, StakeStatus, ValidatorList, ValidatorMark, ValidatorRecord};

#[derive(Accounts)]
pub struct DelegateReserve<'info> {
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
    /// Write: the reserve. Gives the lamports.
    /// CHECK: the pool names it.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::RESERVE, pool.key().as_ref()], bump))]
    pub reserve: UncheckedAccount<'info>,
    /// Read: an address that only signs. Staker and withdrawer.
    /// CHECK: the pool names it.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::STAKE_AUTHORITY, pool.key().as_ref()], bump))]
    pub stake_authority: UncheckedAccount<'info>,
    /// Read: the validator's vote account, which must be open.
    /// CHECK: compared with the list.
    pub vote: UncheckedAccount<'info>,
    /// Read: the validator's mark.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::MARK, pool.key().as_ref(), vote.key().as_ref()], bump))]
    pub mark: AccountLoader<'info, ValidatorMark>,
    /// Write: the validator stake account. Created when it does not exist.
    /// CHECK: compared with the list.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::STAKE, pool.key().as_ref(), vote.key().as_ref()], bump))]
    pub stake: UncheckedAccount<'info>,
    /// Write: the validator's transient stake account. Created when it is needed.
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
    /// Read: the stake program still wants it, and does not read it.
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

/// Status of an account that the pool is deactivating: nothing is added to it until it has come back.
const COOLING: u8 = StakeStatus::Deactivating as u8;

/// Which of a validator's two accounts receives the lamports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Receiver {
    /// There is no stake with the validator yet: the validator stake account is made.
    New,
    /// The validator stake account, of which nothing is effective.
    Validator,
    /// The transient account, of which nothing is effective.
    Transient,
}

impl Receiver {
    fn account(self) -> StakeSlot {
        match self {
            Self::New | Self::Validator => StakeSlot::Validator,
            Self::Transient => StakeSlot::Transient,
        }
    }
}

/// A delegation, and the rents in it.
struct Delegation {
    receiver: Receiver,
    /// All that leaves the reserve.
    lamports: Lamports,
    /// Of a new validator stake account; and what the transient address has not received yet, so that stake can be moved out for
    /// a ticket even when the reserve is empty.
    rents: NewRents,
}

impl<'info> DelegateReserve<'info> {
    fn validate(&self, pool: &Pool, clock: &Clock) -> Result<()> {
        require_rewards_paid()?;
        pool.require_fresh(clock)?;
        pool.require_running(clock)?;
        require_open(&self.vote)
    }

    /// The receiver, and the lamports it holds above its rent. Lamports can only join a delegation that has not begun to
    /// warm up: the validator stake account while nothing of it is effective, otherwise the transient one.
    fn receiver(&self, record: &ValidatorRecord, epoch: u64, rent: Lamports) -> Result<(Receiver, Lamports)> {
        record.require_accounts(&self.pool.key(), self.stake.key, self.transient.key)?;

        let Some(stake) = StakeAccount::read(&self.stake, self.stake_authority.key, rent)? else {
            return Ok((Receiver::New, Lamports::ZERO));
        };
        match stake.phase(epoch) {
            Phase::Inactive | Phase::Activating if record.stake_status != COOLING => {
                return Ok((Receiver::Validator, stake.above_rent()));
            }
            Phase::Active | Phase::WarmingUp => {}
            _ => return err!(TruestakeError::StakeCoolingDown),
        }
        let Some(transient) = StakeAccount::read(&self.transient, self.stake_authority.key, rent)? else {
            return Ok((Receiver::Transient, Lamports::ZERO));
        };
        match transient.phase(epoch) {
            Phase::Inactive | Phase::Activating if record.transient_status != COOLING => {
                Ok((Receiver::Transient, transient.above_rent()))
            }
            _ => err!(TruestakeError::TransientInUse),
        }
    }

    /// Decides how much a validator receives. Its account is measured first: what somebody has sent to it is delegated with the
    /// rest, and has to be in the books before any of it is taken back.
    fn plan(&self, pool: &mut Pool, record: &mut ValidatorRecord, scores: Scores, clock: &Clock) -> Result<Delegation> {
        let rent = stake_rent()?;
        let (receiver, present) = self.receiver(record, clock.epoch, rent)?;
        let found = Lamports(receiver.account().of(&self.stake, &self.transient).lamports());
        pool.remeasure(record, receiver.account(), found, clock).or_program_error()?;
        let is_new = receiver == Receiver::New;
        let new_rent = if is_new { rent } else { Lamports::ZERO };
        let transient_rent = if record.transient_status == StakeStatus::None as u8 { rent } else { Lamports::ZERO };
        // What an account that rests lacks of its rent, which may have risen since it received that, stays undelegated.
        let missing_rent = if is_new { Lamports::ZERO } else { rent.saturating_minus(found) };
        let min = minimum_delegation()?.saturating_minus(present).plus(missing_rent).or_program_error()?;
        let min = min.plus(new_rent).and_then(|min| min.plus(transient_rent)).or_program_error()?.max(Lamports(1));
        let holdings = pool.certain_holdings(epoch_slots(clock)?, clock.slot).or_program_error()?;
        let share = record.share().or_program_error()?;
        let lamports = pool.policy().delegate(holdings, scores, share, min).or_program_error()?.or_program_error()?;
        let rents = NewRents { stake: new_rent, transient: transient_rent };
        Ok(Delegation { receiver, lamports, rents })
    }

    /// Sends the lamports and delegates them; returns the account that received them.
    fn delegate(&self, pool: &Pool, record: &ValidatorRecord, delegation: &Delegation) -> Result<&AccountInfo<'info>> {
        let address = self.pool.key();
        let pay = |to, amount| pay_from_reserve(&address, &self.reserve, pool.reserve_bump, to, amount);
        let account = |seed, stake, stake_bump| NewStakeAccount {
            pool: &address,
            authority: self.stake_authority.key,
            seed,
            vote: self.vote.key,
            stake,
            stake_bump,
            rent_sysvar: &self.rent,
        };
        pay(self.transient.as_ref(), delegation.rents.transient)?;
        let lamports = delegation.lamports.minus(delegation.rents.transient).or_program_error()?;
        let stake: &AccountInfo = match delegation.receiver {
            Receiver::New => {
                let new = account(seeds::STAKE, &self.stake, record.stake_bump);
                new.create(&self.reserve, pool.reserve_bump, lamports)?;
                &self.stake
            }
            Receiver::Validator => {
                pay(&self.stake, lamports)?;
                &self.stake
            }
            Receiver::Transient => {
                // Paid first: rent may have risen since the address received it.
                pay(&self.transient, lamports)?;
                account(seeds::TRANSIENT, &self.transient, record.transient_bump).create_funded()?;
                &self.transient
            }
        };
        StakeProgram::new(pool, address, &self.stake_authority, &self.clock, &self.stake_history).delegate(
            stake,
            &self.vote,
            &self.stake_config,
        )?;
        Ok(stake)
    }
}

pub fn delegate_reserve(ctx: Context<DelegateReserve>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    accounts.validate(&pool, &clock)?;
    let before = pool.books(clock.slot)?;
    pool.measure_reserve(&clock, &accounts.reserve, empty_rent()?).or_program_error()?;
    let scores = accounts.validators.load()?.scores();
    let mut record = ValidatorList::record_of(&accounts.validators, &accounts.mark, accounts.vote.key)?;
    let delegation = accounts.plan(&mut pool, &mut record, scores, &clock)?;

    // Effect
    pool.delegate(&mut record, delegation.receiver.account(), delegation.lamports, delegation.rents)
        .or_program_error()?;

    // Interaction
    let stake = accounts.delegate(&pool, &record, &delegation)?;

    // Log
    let after = pool.books(clock.slot)?;
    emit!(ReserveDelegated {
        pool: accounts.pool.key(),
        vote: accounts.vote.key(),
        stake: stake.key(),
        lamports: delegation.lamports,
        before,
        after,
    });
    pool.assert_invariants(after)
}
