use anchor_lang::prelude::*;

use crate::clock::require_rewards_paid;
use crate::constants::seeds;
use crate::error::TruestakeError;
use crate::events::ReserveDelegated;
use crate::math::{Lamports, Share};
use crate::stake::{minimum_delegation, stake_rent, NewStakeAccount, Phase, StakeAccount, StakeProgram};
use crate::state::{record_of, Pool, StakeStatus, ValidatorList, ValidatorRecord};
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

/// Which of a validator's two accounts receives the lamports, and whether it has to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Receiver {
    canonical: bool,
    exists: bool,
    /// Lamports it holds above its rent that count towards the minimum delegation.
    present: Lamports,
}

impl DelegateReserve<'_> {
    /// The canonical account while nothing of it is effective, otherwise the transient one: lamports can only join a
    /// delegation that has not begun to warm up.
    fn receiver(&self, record: &ValidatorRecord, epoch: u64, rent: Lamports) -> Result<Receiver> {
        require_keys_eq!(self.stake.key(), record.stake, TruestakeError::WrongStakeAccount);
        let transient_address = record.transient_address(&self.pool.key())?;
        require_keys_eq!(self.transient.key(), transient_address, TruestakeError::WrongTransientAccount);
        let canonical = open_account(&self.stake, record.stake_status, epoch, rent, TruestakeError::StakeCoolingDown)?;
        if let Some((exists, present)) = canonical {
            return Ok(Receiver { canonical: true, exists, present });
        }
        let transient = open_account(&self.transient, record.transient_status, epoch, rent, TruestakeError::TransientInUse)?;
        let (exists, present) = transient.ok_or(TruestakeError::TransientInUse)?;
        Ok(Receiver { canonical: false, exists, present })
    }
}

/// Whether an account can take lamports into a delegation: `(exists, lamports above rent)`, or `None` when some of its
/// stake is effective.
fn open_account(info: &AccountInfo, status: u8, epoch: u64, rent: Lamports, cooling: TruestakeError) -> Result<Option<(bool, Lamports)>> {
    let status = StakeStatus::from_byte(status)?;
    if status == StakeStatus::None {
        return Ok(Some((false, Lamports::ZERO)));
    }
    let account = StakeAccount::read(info, rent)?.ok_or(TruestakeError::UnexpectedStakeState)?;
    match account.phase(epoch) {
        _ if status == StakeStatus::Deactivating => Err(cooling.into()),
        Phase::CoolingDown => Err(cooling.into()),
        Phase::Inactive | Phase::Activating => Ok(Some((true, account.above_rent()))),
        Phase::Active | Phase::WarmingUp => Ok(None),
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
    let receiver = accounts.receiver(&record, clock.epoch, rent)?;
    let share = Share { score: record.score, total_score, stake: record.delegated()? };
    // The transient account is made together with the canonical one: stake can then be moved out for a ticket even when
    // the reserve is empty.
    let makes_transient = record.transient_status == StakeStatus::None as u8;
    let transient_rent = if makes_transient { rent } else { Lamports::ZERO };
    let new_rent = if receiver.exists || !receiver.canonical { Lamports::ZERO } else { rent };
    let least = minimum_delegation()?.saturating_minus(receiver.present).plus(new_rent)?.plus(transient_rent)?.max(Lamports(1));
    let decision = pool.policy().delegate(pool.holdings(clock.epoch), share, least)?;
    let lamports = decision.map_err(TruestakeError::from)?;

    // Effect
    let before = pool.books(clock.slot)?;
    let delegated = lamports.minus(transient_rent)?;
    pool.stake(lamports)?;
    if makes_transient {
        record.transient_lamports = transient_rent;
        record.transient_status = StakeStatus::Idle as u8;
    }
    record.receive(receiver.canonical, delegated)?;

    // Interaction
    let new = |seed, stake, stake_bump| NewStakeAccount {
        pool: address,
        authority: accounts.stake_authority.key,
        reserve: &accounts.reserve,
        reserve_bump: pool.reserve_bump,
        seed,
        vote: accounts.vote.key,
        stake,
        stake_bump,
        rent_sysvar: &accounts.rent,
    };
    if makes_transient {
        new(seeds::TRANSIENT, accounts.transient.as_ref(), record.transient_bump).create(rent)?;
    }
    let stake = if receiver.canonical { &accounts.stake } else { &accounts.transient };
    if receiver.canonical && !receiver.exists {
        new(seeds::STAKE, accounts.stake.as_ref(), record.stake_bump).create(delegated)?;
    } else {
        pay_from_reserve(&address, &accounts.reserve, pool.reserve_bump, stake, delegated)?;
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
