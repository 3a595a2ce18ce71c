use anchor_lang::prelude::*;

use crate::clock::require_rewards_paid;
use crate::constants::seeds;
use crate::error::TruestakeError;
use crate::events::StakeDeactivated;
use crate::math::{Decision, Holdings, Lamports, Share};
use crate::stake::{minimum_delegation, stake_rent, NewStakeAccount, Phase, StakeAccount, StakeProgram};
use crate::state::{record_of, Cooling, Pool, StakeStatus, ValidatorList, ValidatorRecord};

#[derive(Accounts)]
pub struct DeactivateStake<'info> {
    /// Write: the pool.
    #[account(
        mut,
        has_one = validators @ TruestakeError::WrongValidatorList,
        has_one = stake_authority @ TruestakeError::WrongStakeAuthority,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the validator list.
    #[account(mut)]
    pub validators: AccountLoader<'info, ValidatorList>,
    /// CHECK: the pool names it.
    pub stake_authority: UncheckedAccount<'info>,
    /// CHECK: compared with the list; may be closed.
    pub vote: UncheckedAccount<'info>,
    /// CHECK: the validator's canonical stake account, compared with the list.
    #[account(mut)]
    pub stake: UncheckedAccount<'info>,
    /// CHECK: the validator's transient stake account, derived in the handler.
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
    /// CHECK: the program that is called.
    #[account(address = solana_stake_interface::program::ID @ TruestakeError::WrongProgram)]
    pub stake_program: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

/// The rules' inputs for one validator.
struct Situation {
    holdings: Holdings,
    share: Share,
    minimum: Lamports,
    epoch: u64,
    rent: Lamports,
}

impl DeactivateStake<'_> {
    /// Decides what moves and how much of it. A transient account that is delegated goes first, since it is in the way of a
    /// part. It, and stake that is not fully active, cannot be divided: they go when all of it is wanted, and otherwise stay
    /// until they have become active and joined. A ticket of a few lamports must not take a whole account down.
    fn plan(&self, pool: &Pool, record: &ValidatorRecord, situation: &Situation) -> Result<(Cooling, Lamports)> {
        record.require_accounts(&self.pool.key(), self.stake.key, self.transient.key)?;

        let decide = |whole: Lamports| -> Result<Decision> {
            Ok(pool.policy().deactivate(situation.holdings, situation.share, whole, situation.minimum)?)
        };
        let transient = StakeStatus::from_byte(record.transient_status)?;
        if transient == StakeStatus::Delegated {
            let account = self.read(&self.transient, situation)?;
            let whole = account.delegated();
            if account.is_delegated() && decide(whole)? == Ok(whole) {
                return Ok((Cooling::Transient, whole));
            }
        }
        match StakeStatus::from_byte(record.stake_status)? {
            StakeStatus::Delegated => {}
            StakeStatus::Deactivating => return err!(TruestakeError::StakeCoolingDown),
            StakeStatus::None | StakeStatus::Idle => return err!(TruestakeError::NothingToDeactivate),
        }
        let account = self.read(&self.stake, situation)?;
        require!(account.is_delegated(), TruestakeError::StakeCoolingDown);
        let whole = account.delegated();
        let lamports = decide(whole)?.map_err(TruestakeError::from)?;
        // Stake that can be divided never goes as a whole only because the transient account is in the way just now.
        if lamports == whole {
            return Ok((Cooling::Canonical, whole));
        }
        require!(account.phase(situation.epoch) == Phase::Active, TruestakeError::StakeNotActive);
        require!(transient == StakeStatus::Idle, TruestakeError::TransientInUse);
        Ok((Cooling::Part, lamports))
    }

    fn read(&self, info: &AccountInfo, situation: &Situation) -> Result<StakeAccount> {
        StakeAccount::read(info, self.stake_authority.key, situation.rent)?
            .ok_or_else(|| TruestakeError::UnexpectedStakeState.into())
    }
}

pub fn deactivate_stake(ctx: Context<DeactivateStake>, index: u32) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    require_rewards_paid()?;
    pool.require_fresh(&clock)?;
    let total_score = accounts.validators.load()?.total_score;
    let mut record = record_of(&accounts.validators, index, accounts.vote.key)?;
    let rent = stake_rent()?;
    let situation = Situation {
        holdings: pool.holdings(clock.epoch),
        share: Share { score: record.score, total_score, stake: record.delegated()? },
        minimum: minimum_delegation()?,
        epoch: clock.epoch,
        rent,
    };
    let (movement, lamports) = accounts.plan(&pool, &record, &situation)?;

    // Effect
    let before = pool.books(clock.slot)?;
    let rebalanced = lamports.saturating_minus(situation.holdings.shortfall()?);
    pool.moved_lamports = situation.holdings.moved.plus(rebalanced)?;
    pool.moved_epoch = clock.epoch;
    let cooling = record.begin_cooling(movement, lamports)?;
    pool.cooling_lamports = pool.cooling_lamports.plus(cooling)?;

    // Interaction
    let program = StakeProgram {
        pool: address,
        authority_bump: pool.stake_authority_bump,
        authority: &accounts.stake_authority,
        clock: &accounts.clock,
        stake_history: &accounts.stake_history,
    };
    if movement == Cooling::Part {
        NewStakeAccount {
            pool: &address,
            authority: accounts.stake_authority.key,
            seed: seeds::TRANSIENT,
            vote: accounts.vote.key,
            stake: &accounts.transient,
            stake_bump: record.transient_bump,
            rent_sysvar: &accounts.rent,
        }
        .create_funded()?;
        program.move_stake(&accounts.stake, &accounts.transient, lamports)?;
    }
    let stake = if movement == Cooling::Canonical { &accounts.stake } else { &accounts.transient };
    program.deactivate(stake)?;

    // Log
    emit!(StakeDeactivated {
        pool: address,
        vote: accounts.vote.key(),
        stake: stake.key(),
        lamports,
        before,
        after: pool.books(clock.slot)?,
    });
    pool.assert_invariants(clock.slot)
}
