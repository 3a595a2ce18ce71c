use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token, TokenAccount};

use crate::clock::require_rewards_paid;
use crate::constants::seeds;
use crate::error::TruestakeError;
use crate::events::StakeAccountDeposited;
use crate::instructions::DepositPlan;
use crate::math::{Bps, Lamports, PoolTokens, Price};
use crate::stake::{minimum_delegation, stake_rent, NewStakeAccount, Phase, StakeAccount, StakeProgram, StakeState};
use crate::state::{record_of, Holder, Pool, StakeStatus, ValidatorList, ValidatorRecord};
use crate::system::pay_from_reserve;
use crate::token::{receives, require_reachable, Minter};

#[derive(Accounts)]
pub struct DepositStakeAccount<'info> {
    /// Signer: staker and withdrawer of the stake account.
    pub depositor: Signer<'info>,
    /// Write: the pool.
    #[account(
        mut,
        has_one = validators @ TruestakeError::WrongValidatorList,
        has_one = mint @ TruestakeError::WrongMint,
        has_one = mint_authority @ TruestakeError::WrongMintAuthority,
        has_one = reserve @ TruestakeError::WrongReserve,
        has_one = stake_authority @ TruestakeError::WrongStakeAuthority,
        has_one = treasury @ TruestakeError::WrongTreasury,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the validator list.
    #[account(mut)]
    pub validators: AccountLoader<'info, ValidatorList>,
    /// Write: the pool token.
    #[account(mut, dup)]
    pub mint: Account<'info, Mint>,
    /// CHECK: the pool names it.
    pub mint_authority: UncheckedAccount<'info>,
    /// CHECK: the pool names it. Receives what is not delegated.
    #[account(mut)]
    pub reserve: UncheckedAccount<'info>,
    /// CHECK: the pool names it.
    pub stake_authority: UncheckedAccount<'info>,
    /// CHECK: the stake account that is deposited, checked in the handler; closed.
    #[account(mut)]
    pub deposited: UncheckedAccount<'info>,
    /// CHECK: compared with the list.
    pub vote: UncheckedAccount<'info>,
    /// CHECK: the validator's canonical stake account, compared with the list. Receives the stake.
    #[account(mut)]
    pub stake: UncheckedAccount<'info>,
    /// CHECK: the validator's transient stake address. Funded, and derived for that, only if the validator is new.
    #[account(mut)]
    pub transient: UncheckedAccount<'info>,
    /// Write: receives the tokens. May be anybody's.
    #[account(mut, dup, constraint = destination.mint == mint.key() @ TruestakeError::WrongTokenAccount)]
    pub destination: Box<Account<'info, TokenAccount>>,
    /// CHECK: the pool names it. Receives the fee; when it is no token account of the mint, no fee is charged.
    #[account(mut)]
    pub treasury: UncheckedAccount<'info>,
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
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

impl DepositStakeAccount<'_> {
    fn validate(&self, pool: &Pool, clock: &Clock) -> Result<()> {
        require_rewards_paid()?;
        pool.require_fresh(clock)?;
        pool.require_running(clock)?;
        require!(self.mint.supply <= pool.supply.0, TruestakeError::SupplyAboveBooks);
        require_reachable(&self.destination, &self.pool.key())
    }

    /// The delegated lamports of the account to deposit: fully active with the validator, free, and the depositor's.
    fn deposited_stake(&self, clock: &Clock, rent: Lamports) -> Result<Lamports> {
        require_keys_eq!(*self.deposited.owner, self.stake_program.key(), TruestakeError::StakeNotActive);
        let data = self.deposited.try_borrow_data()?;
        let state = StakeState::read(&data).ok().flatten().ok_or(TruestakeError::StakeNotActive)?;
        require!(!state.is_locked(clock), TruestakeError::StakeLocked);
        require!(state.is_of(self.depositor.key), TruestakeError::NotStakeOwner);
        let account = StakeAccount::new(&self.deposited, &state, rent);
        let delegation = account.delegation.ok_or(TruestakeError::StakeNotActive)?;
        require_keys_eq!(delegation.voter_pubkey, self.vote.key(), TruestakeError::WrongValidator);
        require!(account.phase(clock.epoch) == Phase::Active, TruestakeError::StakeNotActive);
        Ok(account.delegated())
    }

    /// What the validator's canonical account is to the stake, and the rent that it lacks. One of which the cluster's limit
    /// still holds a part back is refused by the stake program, which merges active stake with active stake only.
    fn receiver(
        &self,
        record: &ValidatorRecord,
        epoch: u64,
        rent: Lamports,
        stake: Lamports,
    ) -> Result<(Receiver, Lamports)> {
        require!(record.score > 0, TruestakeError::ValidatorDraining);
        record.require_account(Holder::Canonical, &self.pool.key(), self.stake.key)?;
        let canonical = StakeAccount::read(&self.stake, self.stake_authority.key, rent)?;
        let (receiver, missing_rent) = match canonical {
            None => (Receiver::New, rent),
            Some(account) if account.is_delegated_before(epoch) => {
                return Ok((Receiver::Active, account.missing_rent()));
            }
            Some(account) if account.phase(epoch) == Phase::Inactive => {
                (Receiver::Empty, account.rent.saturating_minus(account.lamports))
            }
            Some(_) => return err!(TruestakeError::StakeNotActive),
        };
        require!(stake >= minimum_delegation()?, TruestakeError::BelowMinimumDelegation);
        Ok((receiver, missing_rent))
    }
}

/// The canonical account before the stake comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Receiver {
    /// It has to be made first.
    New,
    /// It has no stake.
    Empty,
    Active,
}

pub fn deposit_stake_account(ctx: Context<DepositStakeAccount>, index: u32, minimum_tokens_out: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    accounts.validate(&pool, &clock)?;
    let rent = stake_rent()?;
    let mut record = record_of(&accounts.validators, index, accounts.vote.key)?;
    let stake = accounts.deposited_stake(&clock, rent)?;
    let (receiver, canonical_rent) = accounts.receiver(&record, clock.epoch, rent, stake)?;
    let lamports = Lamports(accounts.deposited.lamports());
    let loose = lamports.minus(stake)?;

    let before = pool.books(clock.slot)?;
    require!(before.total.plus(lamports)? <= pool.deposit_cap, TruestakeError::DepositCapExceeded);
    let price = Price { total: before.total, supply: before.supply };
    let fee = if receives(&accounts.treasury, &pool.mint) { pool.fees.deposit } else { Bps::ZERO };
    let plan = DepositPlan::new(lamports, price, PoolTokens::ZERO, fee, Bps::ZERO)?;
    require!(!plan.depositor.is_zero(), TruestakeError::ZeroResult);
    require!(plan.depositor.0 >= minimum_tokens_out, TruestakeError::SlippageExceeded);

    // Effect
    let transient_rent = if record.transient_status == StakeStatus::None as u8 {
        record.require_account(Holder::Transient, &address, accounts.transient.key)?;
        rent
    } else {
        Lamports::ZERO
    };
    let rents = canonical_rent.plus(transient_rent)?;
    require!(rents <= pool.reserve_lamports, TruestakeError::ReserveNeeded);
    pool.stake(rents)?;
    pool.staked_lamports = pool.staked_lamports.plus(stake)?;
    pool.reserve_lamports = pool.reserve_lamports.plus(loose)?;
    pool.supply = pool.supply.plus(plan.minted()?)?;
    record.fund_transient(transient_rent)?;
    record.receive(Holder::Canonical, canonical_rent.plus(stake)?)?;

    // Interaction
    let pay = |to, amount| pay_from_reserve(&address, &accounts.reserve, pool.reserve_bump, to, amount);
    pay(accounts.transient.as_ref(), transient_rent)?;
    match receiver {
        Receiver::New => NewStakeAccount {
            pool: &address,
            authority: accounts.stake_authority.key,
            seed: seeds::STAKE,
            vote: accounts.vote.key,
            stake: &accounts.stake,
            stake_bump: record.stake_bump,
            rent_sysvar: &accounts.rent,
        }
        .create(&accounts.reserve, pool.reserve_bump, rent)?,
        Receiver::Empty | Receiver::Active => pay(accounts.stake.as_ref(), canonical_rent)?,
    }
    let program = StakeProgram {
        pool: address,
        authority_bump: pool.stake_authority_bump,
        authority: &accounts.stake_authority,
        clock: &accounts.clock,
        stake_history: &accounts.stake_history,
    };
    program.take_over(&accounts.deposited, &accounts.depositor)?;
    let left_in = if receiver == Receiver::Active {
        program.merge(&accounts.deposited, &accounts.stake)?;
        &accounts.stake
    } else {
        program.move_stake(&accounts.deposited, &accounts.stake, stake)?;
        &accounts.deposited
    };
    program.withdraw(left_in, &accounts.reserve, loose)?;
    let minter = Minter {
        pool: &address,
        mint: accounts.mint.as_ref(),
        authority: &accounts.mint_authority,
        authority_bump: pool.mint_authority_bump,
    };
    minter.mint(accounts.destination.as_ref().as_ref(), plan.depositor)?;
    minter.mint(&accounts.treasury, plan.treasury)?;

    // Log
    emit!(StakeAccountDeposited {
        pool: address,
        depositor: accounts.depositor.key(),
        stake: accounts.deposited.key(),
        vote: record.vote,
        stake_lamports: stake,
        loose_lamports: loose,
        tokens: plan.depositor,
        treasury_tokens: plan.treasury,
        before,
        after: pool.books(clock.slot)?,
    });
    pool.assert_invariants(clock.slot)
}
