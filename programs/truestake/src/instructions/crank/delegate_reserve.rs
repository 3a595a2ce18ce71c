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
        let canonical = open_account(&self.stake, record.stake_status, epoch, rent, TruestakeError::StakeCoolingDown)?;
        if let Some((exists, present)) = canonical {
            return Ok(Receiver { canonical: true, exists, present });
        }
        let address = self.transient_address(record)?;
        require_keys_eq!(self.transient.key(), address, TruestakeError::WrongTransientAccount);
        let transient = open_account(&self.transient, record.transient_status, epoch, rent, TruestakeError::TransientInUse)?;
        let (exists, present) = transient.ok_or(TruestakeError::TransientInUse)?;
        Ok(Receiver { canonical: false, exists, present })
    }

    fn transient_address(&self, record: &ValidatorRecord) -> Result<Pubkey> {
        record.transient_address(&self.pool.key())
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
    let new_rent = if receiver.exists { Lamports::ZERO } else { rent };
    let least = minimum_delegation()?.saturating_minus(receiver.present).plus(new_rent)?.max(Lamports(1));
    let decision = pool.policy().delegate(pool.holdings(clock.epoch, rent)?, share, least)?;
    let lamports = decision.map_err(TruestakeError::from)?;

    // Effect
    let before = pool.books(clock.slot)?;
    pool.stake(lamports)?;
    record.receive(receiver.canonical, lamports)?;

    // Interaction
    let (stake, seed, bump) = if receiver.canonical {
        (&accounts.stake, seeds::STAKE, record.stake_bump)
    } else {
        (&accounts.transient, seeds::TRANSIENT, record.transient_bump)
    };
    if receiver.exists {
        pay_from_reserve(&address, &accounts.reserve, pool.reserve_bump, stake, lamports)?;
    } else {
        NewStakeAccount {
            pool: address,
            authority: accounts.stake_authority.key,
            reserve: &accounts.reserve,
            reserve_bump: pool.reserve_bump,
            seed,
            vote: accounts.vote.key,
            stake,
            stake_bump: bump,
            rent_sysvar: &accounts.rent,
        }
        .create(lamports)?;
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
