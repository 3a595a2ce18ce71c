use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token, TokenAccount};
use truestake_math::{Bps, DepositTerms, Lamports, PoolTokens};

use crate::clock::{epoch_slots, require_rewards_paid};
use crate::constants::seeds;
use crate::cpi::stake::{
    minimum_delegation, require_open, stake_rent, Found, NewStakeAccount, Phase, StakeAccount, StakeProgram, StakeState,
};
use crate::cpi::system::{empty_rent, pay_from_reserve};
use crate::cpi::token::{receives, require_reachable, Minter};
use crate::error::{Refuse, TruestakeError};
use crate::events::StakeAccountDeposited;
use crate::state::{record_of, Holder, Pool, StakeStatus, ValidatorList, ValidatorMark, ValidatorRecord};

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
    /// CHECK: the pool names it. Authority of the mint.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::MINT_AUTHORITY, pool.key().as_ref()], bump))]
    pub mint_authority: UncheckedAccount<'info>,
    /// CHECK: the pool names it. Receives what is not delegated.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::RESERVE, pool.key().as_ref()], bump))]
    pub reserve: UncheckedAccount<'info>,
    /// CHECK: the pool names it. Becomes staker and withdrawer.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::STAKE_AUTHORITY, pool.key().as_ref()], bump))]
    pub stake_authority: UncheckedAccount<'info>,
    /// CHECK: the stake account that is deposited, checked in the handler; closed.
    #[account(mut)]
    pub deposited: UncheckedAccount<'info>,
    /// CHECK: compared with the list, and must be open.
    pub vote: UncheckedAccount<'info>,
    /// Read: the validator's mark.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::MARK, pool.key().as_ref(), vote.key().as_ref()], bump))]
    pub mark: AccountLoader<'info, ValidatorMark>,
    /// CHECK: the validator stake account, compared with the list. Receives the stake.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::STAKE, pool.key().as_ref(), vote.key().as_ref()], bump))]
    pub stake: UncheckedAccount<'info>,
    /// CHECK: the validator's transient stake address. Funded, and derived for that, only if the validator is new.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::TRANSIENT, pool.key().as_ref(), vote.key().as_ref()], bump))]
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
    /// The token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

/// The validator stake account before the stake comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Receiver {
    /// It has to be made first.
    New,
    /// It has no stake.
    Empty,
    Active,
}

/// What comes, and where it goes.
struct Incoming {
    receiver: Receiver,
    /// Delegated lamports of the account that is deposited.
    stake: Lamports,
    /// Its other lamports.
    loose: Lamports,
    /// Rent that the validator's accounts lack, from the reserve.
    stake_rent: Lamports,
    transient_rent: Lamports,
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
        record.require_account(Holder::Validator, &address, self.stake.key)?;
        let stake = self.deposited_stake(clock, rent)?;
        let (receiver, stake_rent) = self.receiver(clock.epoch, rent, stake)?;
        if record.uses_stake() {
            let found = Found::at(&self.stake, self.stake_authority.key, rent)?.lamports();
            let measured = pool.measure(clock, record.stake_lamports, found, true).refuse()?;
            record.remeasured(Holder::Validator, found, measured).refuse()?;
            let cooling = record.cooling_lamports;
            pool.recool(record, cooling).refuse()?;
        }
        let transient_rent = if record.transient_status == StakeStatus::None as u8 {
            record.require_account(Holder::Transient, &address, self.transient.key)?;
            rent
        } else {
            Lamports::ZERO
        };
        let loose = Lamports(self.deposited.lamports()).minus(stake).refuse()?;
        // The stake program moves stake only out of an account that keeps its rent.
        require!(receiver == Receiver::Active || loose >= rent, TruestakeError::RentMissing);
        Ok(Incoming { receiver, stake, loose, stake_rent, transient_rent })
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
    fn receiver(&self, epoch: u64, rent: Lamports, stake: Lamports) -> Result<(Receiver, Lamports)> {
        let (receiver, missing_rent) = match StakeAccount::read(&self.stake, self.stake_authority.key, rent)? {
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

    /// Refuses stake that would bring the validator over its cap or the pool's largest share.
    fn require_within_caps(
        &self,
        pool: &Pool,
        record: &ValidatorRecord,
        incoming: &Incoming,
        clock: &Clock,
    ) -> Result<()> {
        let mut holdings = pool.holdings(epoch_slots(clock)?, clock.slot).refuse()?;
        let share = record.share().refuse()?;
        holdings.reserve = holdings.reserve.plus(incoming.loose).refuse()?;
        holdings.staked = holdings.staked.plus(incoming.stake).refuse()?;
        let limit = pool.policy().limit(holdings, share).refuse()?;
        require!(share.stake.plus(incoming.stake).refuse()? <= limit, TruestakeError::ValidatorCapExceeded);
        Ok(())
    }

    /// Moves the stake into the validator stake account and the rest into the reserve.
    fn take_over(&self, pool: &Pool, record: &ValidatorRecord, incoming: &Incoming) -> Result<()> {
        let address = self.pool.key();
        let pay = |to, amount| pay_from_reserve(&address, &self.reserve, pool.reserve_bump, to, amount);
        pay(self.transient.as_ref(), incoming.transient_rent)?;
        match incoming.receiver {
            Receiver::New => NewStakeAccount {
                pool: &address,
                authority: self.stake_authority.key,
                seed: seeds::STAKE,
                vote: self.vote.key,
                stake: &self.stake,
                stake_bump: record.stake_bump,
                rent_sysvar: &self.rent,
            }
            .create(&self.reserve, pool.reserve_bump, incoming.stake_rent)?,
            Receiver::Empty | Receiver::Active => pay(self.stake.as_ref(), incoming.stake_rent)?,
        }
        let program = StakeProgram::new(pool, address, &self.stake_authority, &self.clock, &self.stake_history);
        program.take_over(&self.deposited, &self.depositor)?;
        let left_in = if incoming.receiver == Receiver::Active {
            program.merge(&self.deposited, &self.stake)?;
            &self.stake
        } else {
            program.move_stake(&self.deposited, &self.stake, incoming.stake)?;
            &self.deposited
        };
        program.withdraw(left_in, &self.reserve, incoming.loose)
    }
}

impl Pool {
    /// Books a deposited stake account.
    fn receive_stake(&mut self, record: &mut ValidatorRecord, incoming: &Incoming) -> Result<()> {
        let rents = incoming.stake_rent.plus(incoming.transient_rent).refuse()?;
        require!(rents <= self.reserve_lamports, TruestakeError::ReserveNeeded);
        self.stake(rents).refuse()?;
        self.staked_lamports = self.staked_lamports.plus(incoming.stake).refuse()?;
        self.reserve_lamports = self.reserve_lamports.plus(incoming.loose).refuse()?;
        let new = u32::from(incoming.receiver == Receiver::New);
        let funded = u32::from(!incoming.transient_rent.is_zero()).saturating_add(new);
        self.note_funded(funded, incoming.stake_rent.max(incoming.transient_rent));
        record.fund_transient(incoming.transient_rent).refuse()?;
        record.receive(Holder::Validator, incoming.stake, incoming.stake_rent).refuse()
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
    let mut record = record_of(&accounts.validators, &accounts.mark, accounts.vote.key)?;
    pool.measure_reserve(&clock, &accounts.reserve, empty_rent()?).refuse()?;
    let incoming = accounts.incoming(&mut pool, &mut record, &clock)?;
    accounts.require_within_caps(&pool, &record, &incoming, &clock)?;
    let lamports = incoming.stake.plus(incoming.loose).refuse()?;
    let bid = pool.bid(clock.slot).refuse()?;
    require!(bid.total.plus(lamports).refuse()? <= pool.deposit_cap, TruestakeError::DepositCapExceeded);
    let fee = if receives(&accounts.treasury, &pool.mint) { pool.fees().deposit } else { Bps::ZERO };
    let ask = pool.ask(&clock).refuse()?;
    let terms = DepositTerms { ask, on_sale: PoolTokens::ZERO, fee, referral_share: Bps::ZERO };
    let plan = terms.plan(lamports).refuse()?;
    require!(!plan.depositor.is_zero(), TruestakeError::ZeroResult);
    require!(plan.depositor.0 >= minimum_tokens_out, TruestakeError::SlippageExceeded);

    // Effect
    let premium = pool.take_in(clock.slot, lamports, plan.minted().refuse()?).refuse()?;
    pool.receive_stake(&mut record, &incoming)?;

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
