use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token, TokenAccount};
use truestake_math::{Bps, DepositTerms, Lamports, PoolTokens};

use crate::clock::require_rewards_paid;
use crate::constants::seeds;
use crate::cpi::stake::{
    minimum_delegation, require_open, stake_rent, Found, NewStakeAccount, Phase, StakeAccount, StakeProgram, StakeState,
};
use crate::cpi::system::{empty_rent, pay_from_reserve};
use crate::cpi::token::{receives, require_reachable, Minter};
use crate::error::{require, require_received, OrProgramError, TruestakeError};
use crate::events::StakeAccountDeposited;
use crate::state::{NewRents, Pool, StakeSlot, StakeStatus, ValidatorList, ValidatorMark, ValidatorRecord};

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
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::POOL, mint.key().as_ref()], bump))]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the validator list.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::VALIDATORS, pool.key().as_ref()], bump))]
    pub validators: AccountLoader<'info, ValidatorList>,
    /// Write: the pool token.
    #[account(mut, dup)]
    pub mint: Account<'info, Mint>,
    /// Read: an address that only signs. Authority of the mint.
    /// CHECK: the pool names it.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::MINT_AUTHORITY, pool.key().as_ref()], bump))]
    pub mint_authority: UncheckedAccount<'info>,
    /// Write: the reserve. Receives what is not delegated.
    /// CHECK: the pool names it.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::RESERVE, pool.key().as_ref()], bump))]
    pub reserve: UncheckedAccount<'info>,
    /// Read: an address that only signs. Becomes staker and withdrawer.
    /// CHECK: the pool names it.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::STAKE_AUTHORITY, pool.key().as_ref()], bump))]
    pub stake_authority: UncheckedAccount<'info>,
    /// Write: the stake account that is deposited; it is closed.
    /// CHECK: checked in the handler.
    #[account(mut)]
    pub deposited: UncheckedAccount<'info>,
    /// Read: the validator's vote account, which must be open.
    /// CHECK: compared with the list.
    pub vote: UncheckedAccount<'info>,
    /// Read: the validator's mark.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::MARK, pool.key().as_ref(), vote.key().as_ref()], bump))]
    pub mark: AccountLoader<'info, ValidatorMark>,
    /// Write: the validator stake account. Receives the stake.
    /// CHECK: compared with the list.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::STAKE, pool.key().as_ref(), vote.key().as_ref()], bump))]
    pub stake: UncheckedAccount<'info>,
    /// Write: the validator's transient stake address. Funded only if the validator is new.
    /// CHECK: derived in the handler when it is funded.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::TRANSIENT, pool.key().as_ref(), vote.key().as_ref()], bump))]
    pub transient: UncheckedAccount<'info>,
    /// Write: receives the tokens. May be anybody's.
    #[account(mut, dup, constraint = destination.mint == mint.key() @ TruestakeError::WrongTokenAccount)]
    pub destination: Box<Account<'info, TokenAccount>>,
    /// Write: the treasury. Receives the fee; when it is no token account of the mint, no fee is charged.
    /// CHECK: the pool names it.
    #[account(mut)]
    pub treasury: UncheckedAccount<'info>,
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
    /// The stake program.
    /// CHECK: its address is compared.
    #[account(address = solana_stake_interface::program::ID @ TruestakeError::WrongProgram)]
    pub stake_program: UncheckedAccount<'info>,
    /// The token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

/// The validator stake account before the stake comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// It has to be made first.
    New,
    /// It has no stake.
    Empty,
    Active,
}

/// What comes, and where it goes.
struct Incoming {
    target: Target,
    /// Delegated lamports of the account that is deposited.
    stake: Lamports,
    /// Its other lamports.
    loose: Lamports,
    /// Rent that the validator's accounts lack, from the reserve.
    stake_rent: Lamports,
    transient_rent: Lamports,
}

impl Incoming {
    /// All that comes.
    fn lamports(&self) -> Result<Lamports> {
        self.stake.plus(self.loose).or_program_error()
    }

    /// Takes it into the books.
    fn book(&self, pool: &mut Pool, record: &mut ValidatorRecord) -> Result<()> {
        let new = if self.target == Target::New { self.stake_rent } else { Lamports::ZERO };
        let rents = self.stake_rent.plus(self.transient_rent).or_program_error()?;
        require!(rents <= pool.reserve_lamports, TruestakeError::ReserveNeeded);
        pool.stake(rents).or_program_error()?;
        pool.note_funded(NewRents { stake: new, transient: self.transient_rent });
        pool.staked_lamports = pool.staked_lamports.plus(self.stake).or_program_error()?;
        pool.reserve_lamports = pool.reserve_lamports.plus(self.loose).or_program_error()?;
        record.fund_transient(self.transient_rent).or_program_error()?;
        record.receive(StakeSlot::Validator, self.stake, self.stake_rent).or_program_error()?;
        pool.follow(record, self.stake.plus(rents).or_program_error()?, Lamports::ZERO).or_program_error()
    }
}

impl<'info> DepositStakeAccount<'info> {
    fn validate(&self, pool: &Pool, clock: &Clock) -> Result<()> {
        require_rewards_paid()?;
        pool.require_fresh(clock)?;
        pool.require_running(clock)?;
        require_open(&self.vote)?;
        require!(self.mint.supply <= pool.supply.0, TruestakeError::SupplyAboveBooks);
        require_reachable(&self.destination, &self.pool.key())
    }

    /// Looks at what comes. The account in hand is measured first: what is known counts.
    fn incoming(&self, pool: &mut Pool, record: &mut ValidatorRecord, clock: &Clock) -> Result<Incoming> {
        let address = self.pool.key();
        let rent = stake_rent()?;
        require!(record.score > 0, TruestakeError::ValidatorDraining);
        record.require_account(StakeSlot::Validator, &address, self.stake.key)?;
        let stake = self.deposited_stake(clock, rent)?;
        let (target, stake_rent) = self.target(clock.epoch, rent, stake)?;
        if record.uses_stake() {
            let found = Found::at(&self.stake, self.stake_authority.key, rent)?.lamports();
            pool.remeasure(record, StakeSlot::Validator, found, clock).or_program_error()?;
        }
        let transient_rent = if record.transient_status == StakeStatus::None as u8 {
            record.require_account(StakeSlot::Transient, &address, self.transient.key)?;
            rent
        } else {
            Lamports::ZERO
        };
        let loose = Lamports(self.deposited.lamports()).minus(stake).or_program_error()?;
        // The stake program moves stake only out of an account that keeps its rent.
        require!(target == Target::Active || loose >= rent, TruestakeError::RentMissing);
        Ok(Incoming { target, stake, loose, stake_rent, transient_rent })
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

    /// What the validator stake account is to the stake, and the rent that it lacks. One of which the cluster's limit still
    /// holds a part back is refused by the stake program, which merges active stake with active stake only.
    fn target(&self, epoch: u64, rent: Lamports, stake: Lamports) -> Result<(Target, Lamports)> {
        let (target, missing_rent) = match StakeAccount::read(&self.stake, self.stake_authority.key, rent)? {
            None => (Target::New, rent),
            Some(account) if account.is_delegated_before(epoch) => {
                return Ok((Target::Active, account.missing_rent()));
            }
            Some(account) if account.phase(epoch) == Phase::Inactive => {
                (Target::Empty, account.rent.saturating_minus(account.lamports))
            }
            Some(_) => return err!(TruestakeError::StakeNotActive),
        };
        require!(stake >= minimum_delegation()?, TruestakeError::BelowMinimumDelegation);
        Ok((target, missing_rent))
    }

    /// Refuses stake that would bring the validator over its cap or the pool's largest share.
    fn require_within_caps(
        &self,
        pool: &Pool,
        record: &ValidatorRecord,
        incoming: &Incoming,
        clock: &Clock,
    ) -> Result<()> {
        let share = record.share().or_program_error()?;
        let limit = pool.limit_of_deposit(share, incoming.lamports()?, clock)?;
        require!(share.stake.plus(incoming.stake).or_program_error()? <= limit, TruestakeError::ValidatorCapExceeded);
        Ok(())
    }

    /// Moves the stake into the validator stake account and the rest into the reserve.
    fn take_over(&self, pool: &Pool, record: &ValidatorRecord, incoming: &Incoming) -> Result<()> {
        let address = self.pool.key();
        let pay = |to, amount| pay_from_reserve(&address, &self.reserve, pool.reserve_bump, to, amount);
        pay(self.transient.as_ref(), incoming.transient_rent)?;
        match incoming.target {
            Target::New => NewStakeAccount {
                pool: &address,
                authority: self.stake_authority.key,
                seed: seeds::STAKE,
                vote: self.vote.key,
                stake: &self.stake,
                stake_bump: record.stake_bump,
                rent_sysvar: &self.rent,
            }
            .create(&self.reserve, pool.reserve_bump, incoming.stake_rent)?,
            Target::Empty | Target::Active => pay(self.stake.as_ref(), incoming.stake_rent)?,
        }
        let program = StakeProgram::new(pool, address, &self.stake_authority, &self.clock, &self.stake_history);
        program.take_over(&self.deposited, &self.depositor)?;
        let left_in = if incoming.target == Target::Active {
            program.merge(&self.deposited, &self.stake)?;
            &self.stake
        } else {
            program.move_stake(&self.deposited, &self.stake, incoming.stake)?;
            &self.deposited
        };
        program.withdraw(left_in, &self.reserve, incoming.loose)
    }
}

pub fn deposit_stake_account(ctx: Context<DepositStakeAccount>, minimum_tokens_out: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    accounts.validate(&pool, &clock)?;
    let before = pool.books(clock.slot)?;
    let mut record = ValidatorList::record_of(&accounts.validators, &accounts.mark, accounts.vote.key)?;
    pool.measure_reserve(&clock, &accounts.reserve, empty_rent()?).or_program_error()?;
    let incoming = accounts.incoming(&mut pool, &mut record, &clock)?;
    accounts.require_within_caps(&pool, &record, &incoming, &clock)?;
    let lamports = incoming.lamports()?;
    let bid = pool.bid(clock.slot).or_program_error()?;
    pool.require_below_cap(bid, lamports)?;
    let fee = if receives(&accounts.treasury, &pool.mint) { pool.fees().deposit } else { Bps::ZERO };
    let ask = pool.ask(&clock, Lamports::ZERO)?;
    let terms = DepositTerms { ask, on_sale: PoolTokens::ZERO, fee, referral_share: Bps::ZERO };
    let plan = terms.plan(lamports).or_program_error()?;
    require_received(plan.depositor.0, minimum_tokens_out)?;

    // Effect
    let premium = pool.take_in(clock.slot, lamports, plan.minted().or_program_error()?).or_program_error()?;
    incoming.book(&mut pool, &mut record)?;

    // Interaction
    accounts.take_over(&pool, &record, &incoming)?;
    let minter = Minter::new(&pool, &address, accounts.mint.as_ref(), &accounts.mint_authority);
    minter.mint(accounts.destination.as_ref().as_ref(), plan.depositor)?;
    minter.mint(&accounts.treasury, plan.treasury)?;

    // Log
    let after = pool.books(clock.slot)?;
    emit!(StakeAccountDeposited {
        pool: address,
        depositor: accounts.depositor.key(),
        stake: accounts.deposited.key(),
        vote: record.vote,
        stake_lamports: incoming.stake,
        loose_lamports: incoming.loose,
        tokens: plan.depositor,
        premium,
        treasury_tokens: plan.treasury,
        before,
        after,
    });
    pool.assert_invariants(after)
}
