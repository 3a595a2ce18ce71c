use anchor_lang::prelude::*;

use crate::clock::require_rewards_paid;
use crate::constants::seeds;
use crate::error::TruestakeError;
use crate::events::ReserveDelegated;
use crate::math::{Lamports, Share};
use crate::stake::{minimum_delegation, stake_rent, NewStakeAccount, Phase, StakeAccount, StakeProgram};
use crate::state::{record_of, Holder, Pool, StakeStatus, ValidatorList, ValidatorRecord};
use crate::system::pay_from_reserve;
use crate::vote::require_open;

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
    pub validators: AccountLoader<'info, ValidatorList>,
    /// CHECK: the pool names it. Gives the lamports.
    #[account(mut)]
    pub reserve: UncheckedAccount<'info>,
    /// CHECK: the pool names it.
    pub stake_authority: UncheckedAccount<'info>,
    /// CHECK: compared with the list, and must be open.
    pub vote: UncheckedAccount<'info>,
    /// CHECK: the validator's canonical stake account, compared with the list. Created when it does not exist.
    #[account(mut)]
    pub stake: UncheckedAccount<'info>,
    /// CHECK: the validator's transient stake account, derived in the handler. Created when it is needed.
    #[account(mut)]
    pub transient: UncheckedAccount<'info>,
    /// CHECK: sysvar.
    #[account(address = solana_sysvar::clock::ID @ TruestakeError::WrongSysvar)]
    pub clock: UncheckedAccount<'info>,
    /// CHECK: sysvar.
    #[account(address = solana_stake_interface::sysvar::stake_history::ID @ TruestakeError::WrongSysvar)]
    pub stake_history: UncheckedAccount<'info>,
    /// CHECK: sysvar.
    #[account(address = solana_sysvar::rent::ID @ TruestakeError::WrongSysvar)]
    pub rent: UncheckedAccount<'info>,
    /// CHECK: the stake program still wants it, and does not read it.
    #[account(address = solana_stake_interface::config::ID @ TruestakeError::WrongStakeConfig)]
    pub stake_config: UncheckedAccount<'info>,
    /// CHECK: the program that is called.
    #[account(address = solana_stake_interface::program::ID @ TruestakeError::WrongProgram)]
    pub stake_program: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

/// What the pool deactivated comes back before lamports can join it again.
const COOLING: u8 = StakeStatus::Deactivating as u8;

/// Which of a validator's two accounts receives the lamports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Receiver {
    /// There is no stake with the validator yet: the canonical account is made.
    New,
    /// The canonical account, of which nothing is effective.
    Canonical,
    /// The transient account, of which nothing is effective.
    Transient,
}

impl Receiver {
    fn holder(self) -> Holder {
        match self {
            Self::New | Self::Canonical => Holder::Canonical,
            Self::Transient => Holder::Transient,
        }
    }
}

impl DelegateReserve<'_> {
    /// The receiver, and the lamports it holds above its rent. Lamports can only join a delegation that has not begun to
    /// warm up: the canonical account while nothing of it is effective, otherwise the transient one.
    fn receiver(&self, record: &ValidatorRecord, epoch: u64, rent: Lamports) -> Result<(Receiver, Lamports)> {
        record.require_accounts(&self.pool.key(), self.stake.key, self.transient.key)?;

        let Some(canonical) = StakeAccount::read(&self.stake, self.stake_authority.key, rent)? else {
            return Ok((Receiver::New, Lamports::ZERO));
        };
        match canonical.phase(epoch) {
            Phase::Inactive | Phase::Activating if record.stake_status != COOLING => {
                return Ok((Receiver::Canonical, canonical.above_rent()));
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
}

pub fn delegate_reserve(ctx: Context<DelegateReserve>, index: u32) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    require_rewards_paid()?;
    pool.require_fresh(&clock)?;
    pool.require_running(&clock)?;
    require_open(&accounts.vote)?;
    let total_score = accounts.validators.load()?.total_score;
    let mut record = record_of(&accounts.validators, index, accounts.vote.key)?;
    let rent = stake_rent()?;
    let (receiver, present) = accounts.receiver(&record, clock.epoch, rent)?;
    let share = Share { score: record.score, total_score, stake: record.delegated()? };
    // The transient address receives its rent with the first delegation: stake can then be moved out for a ticket even
    // when the reserve is empty.
    let new_rent = if receiver == Receiver::New { rent } else { Lamports::ZERO };
    let transient_rent = if record.transient_status == StakeStatus::None as u8 { rent } else { Lamports::ZERO };
    let least = minimum_delegation()?.saturating_minus(present).plus(new_rent)?.plus(transient_rent)?.max(Lamports(1));
    let decision = pool.policy().delegate(pool.holdings(clock.epoch), share, least)?;
    let lamports = decision.map_err(TruestakeError::from)?;

    // Effect
    let before = pool.books(clock.slot)?;
    let delegated = lamports.minus(transient_rent)?;
    pool.stake(lamports)?;
    record.fund_transient(transient_rent)?;
    record.receive(receiver.holder(), delegated)?;

    // Interaction
    let pay = |to, amount| pay_from_reserve(&address, &accounts.reserve, pool.reserve_bump, to, amount);
    let account = |seed, stake, stake_bump| NewStakeAccount {
        pool: &address,
        authority: accounts.stake_authority.key,
        seed,
        vote: accounts.vote.key,
        stake,
        stake_bump,
        rent_sysvar: &accounts.rent,
    };
    pay(accounts.transient.as_ref(), transient_rent)?;
    let stake = match receiver.holder() {
        Holder::Canonical => &accounts.stake,
        Holder::Transient => &accounts.transient,
    };
    match receiver {
        Receiver::New => {
            account(seeds::STAKE, stake, record.stake_bump).create(&accounts.reserve, pool.reserve_bump, delegated)?;
        }
        Receiver::Canonical => pay(stake, delegated)?,
        Receiver::Transient => {
            // Paid first: rent may have risen since the address received it.
            pay(stake, delegated)?;
            account(seeds::TRANSIENT, stake, record.transient_bump).create_funded()?;
        }
    }
    StakeProgram {
        pool: address,
        authority_bump: pool.stake_authority_bump,
        authority: &accounts.stake_authority,
        clock: &accounts.clock,
        stake_history: &accounts.stake_history,
    }
    .delegate(stake, &accounts.vote, &accounts.stake_config)?;

    // Log
    emit!(ReserveDelegated {
        pool: address,
        vote: accounts.vote.key(),
        stake: stake.key(),
        lamports,
        before,
        after: pool.books(clock.slot)?,
    });
    pool.assert_invariants(clock.slot)
}
