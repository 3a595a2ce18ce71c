use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use truestake_math::{Lamports, PoolTokens};

use crate::clock::require_rewards_paid;
use crate::constants::{seeds, STAKE_ACCOUNT_BYTES};
use crate::cpi::stake::{initialize, reaches_minimum_delegation, stake_rent, Found, Phase, StakeProgram};
use crate::cpi::system::{transfer, NewAccount};
use crate::cpi::token::burn_from;
use crate::error::{require, require_key, require_received, OrProgramError, TruestakeError};
use crate::events::StakeAccountWithdrawn;
use crate::state::{Pool, StakeSlot, ValidatorList, ValidatorMark, ValidatorRecord, Withdrawal};

#[derive(Accounts)]
#[instruction(nonce: u64)]
pub struct WithdrawStakeAccount<'info> {
    /// Signer: pays the new account's rent, and what the old one lacks of a rent that has risen.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// Signer: owns the tokens.
    pub owner: Signer<'info>,
    /// Write: the pool.
    #[account(
        mut,
        has_one = validators @ TruestakeError::WrongValidatorList,
        has_one = mint @ TruestakeError::WrongMint,
        has_one = stake_authority @ TruestakeError::WrongStakeAuthority,
    )]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::POOL, mint.key().as_ref()], bump))]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the validator list.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::VALIDATORS, pool.key().as_ref()], bump))]
    pub validators: AccountLoader<'info, ValidatorList>,
    /// Write: the pool token.
    /// CHECK: the pool names it.
    #[account(mut)]
    pub mint: UncheckedAccount<'info>,
    /// Write: gives the tokens.
    #[account(
        mut,
        dup,
        constraint = source.mint == mint.key() @ TruestakeError::WrongTokenAccount,
        constraint = source.owner == owner.key() @ TruestakeError::WrongTokenOwner,
    )]
    pub source: Box<Account<'info, TokenAccount>>,
    /// Read: an address that only signs. Staker and withdrawer so far.
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
    /// CHECK: derived in the handler when the validator stake account cannot give.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::TRANSIENT, pool.key().as_ref(), vote.key().as_ref()], bump))]
    pub transient: UncheckedAccount<'info>,
    /// Create: the stake account of the owner and the nonce.
    /// CHECK: made in the handler.
    #[account(
        mut,
        seeds = [seeds::EXIT, pool.key().as_ref(), owner.key().as_ref(), &nonce.to_le_bytes()],
        bump,
    )]
    pub exit_stake: UncheckedAccount<'info>,
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

/// Which account gives the stake, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Giver {
    which: StakeSlot,
    /// All of its stake moves; otherwise a part is split off. A split of everything would close the account.
    whole: bool,
    /// What the account lacks for a rent that has risen.
    missing_rent: Lamports,
}

impl<'info> WithdrawStakeAccount<'info> {
    fn validate(&self, pool: &Pool, clock: &Clock, tokens: PoolTokens) -> Result<()> {
        require!(!tokens.is_zero(), TruestakeError::ZeroAmount);
        require!(tokens.0 <= self.source.amount, TruestakeError::InsufficientTokens);
        require_key(self.exit_stake.owner, &System::id(), TruestakeError::NonceTaken)?;
        require_rewards_paid()?;
        pool.require_fresh(clock)
    }

    /// Measures the accounts in hand: what is known counts. The transient address is derived only where that account holds
    /// stake.
    fn measure(&self, pool: &mut Pool, record: &mut ValidatorRecord, clock: &Clock, rent: Lamports) -> Result<()> {
        for which in [StakeSlot::Validator, StakeSlot::Transient] {
            let is_used = if which == StakeSlot::Validator { record.uses_stake() } else { record.uses_transient() };
            if !is_used {
                continue;
            }
            record.require_account(which, &self.pool.key(), which.of(&self.stake, &self.transient).key)?;
            let found = Found::at(which.of(&self.stake, &self.transient), self.stake_authority.key, rent)?.lamports();
            pool.remeasure(record, which, found, clock).or_program_error()?;
        }
        Ok(())
    }

    /// The validator stake account while it has stake that stays delegated, otherwise the transient one. `cooling_is_open` opens
    /// those that are being deactivated.
    fn giver(
        &self,
        cooling_is_open: bool,
        record: &ValidatorRecord,
        epoch: u64,
        lamports: Lamports,
        rent: Lamports,
    ) -> Result<Giver> {
        require!(reaches_minimum_delegation(lamports)?, TruestakeError::BelowMinimumDelegation);

        for which in [StakeSlot::Validator, StakeSlot::Transient] {
            let info = which.of(&self.stake, &self.transient);
            // The transient account's address is derived only if it is needed: that costs more than reading it.
            record.require_account(which, &self.pool.key(), info.key)?;
            let Found::Account(account) = Found::at(info, self.stake_authority.key, rent)? else { continue };
            // Of an account that has cooled down in part, and given that to the reserve, nothing can be split.
            let is_complete = account.above_rent() >= account.delegated();
            let is_cooling = cooling_is_open && is_complete && account.phase(epoch) == Phase::CoolingDown;
            let is_open = account.is_delegated() || is_cooling;
            let missing_rent = account.missing_rent();
            let is_whole = account.delegated() == lamports;
            if is_open && is_whole && account.phase(epoch) == Phase::Active {
                return Ok(Giver { which, whole: true, missing_rent });
            }
            let rest = account.delegated().saturating_minus(lamports);
            if is_open && !rest.is_zero() && reaches_minimum_delegation(rest)? {
                return Ok(Giver { which, whole: false, missing_rent });
            }
        }
        err!(TruestakeError::NotEnoughStake)
    }

    /// Makes the owner's account and moves the stake into it.
    fn hand_over(
        &self,
        pool: &Pool,
        giver: Giver,
        lamports: Lamports,
        rent: Lamports,
        signer: &[&[u8]],
        authority: &Pubkey,
    ) -> Result<()> {
        NewAccount {
            payer: &self.payer,
            account: &self.exit_stake,
            signers: &[signer],
            bytes: STAKE_ACCOUNT_BYTES,
            owner: &solana_stake_interface::program::ID,
        }
        .create(rent)?;
        let program = StakeProgram::new(pool, self.pool.key(), &self.stake_authority, &self.clock, &self.stake_history);
        let from = giver.which.of(&self.stake, &self.transient);
        transfer(&self.payer, from, giver.missing_rent)?;
        if giver.whole {
            initialize(&self.exit_stake, self.stake_authority.key, &self.rent)?;
            program.move_stake(from, &self.exit_stake, lamports)?;
        } else {
            program.split(from, &self.exit_stake, lamports)?;
        }
        program.give_away(&self.exit_stake, authority)
    }
}

/// `authority` becomes staker and withdrawer of the new account.
pub fn withdraw_stake_account(
    ctx: Context<WithdrawStakeAccount>,
    nonce: u64,
    tokens: u64,
    minimum_lamports_out: u64,
    authority: Pubkey,
) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    let tokens = PoolTokens(tokens);
    accounts.validate(&pool, &clock, tokens)?;
    require_keys_neq!(authority, Pubkey::default(), TruestakeError::MissingRole);
    let rent = stake_rent()?;
    let before = pool.books(clock.slot)?;
    let mut record = ValidatorList::record_of(&accounts.validators, &accounts.mark, accounts.vote.key)?;
    accounts.measure(&mut pool, &mut record, &clock, rent)?;
    let Withdrawal { lamports, fee } = pool.withdrawal(tokens, &record, clock.slot)?;
    require_received(lamports.0, minimum_lamports_out)?;
    let cooling_is_open = pool.opens_cooling(lamports);
    let giver = accounts.giver(cooling_is_open, &record, clock.epoch, lamports, rent)?;

    // Effect
    pool.give_stake(&mut record, giver.which, tokens, lamports, clock.slot).or_program_error()?;

    // Interaction
    burn_from(accounts.source.as_ref().as_ref(), &accounts.mint, &accounts.owner, tokens.0)?;
    let (nonce_bytes, bump) = (nonce.to_le_bytes(), [ctx.bumps.exit_stake]);
    let signer: &[&[u8]] = &[seeds::EXIT, address.as_ref(), accounts.owner.key.as_ref(), &nonce_bytes, &bump];
    accounts.hand_over(&pool, giver, lamports, rent, signer, &authority)?;

    // Log
    let after = pool.books(clock.slot)?;
    emit!(StakeAccountWithdrawn {
        pool: address,
        owner: accounts.owner.key(),
        authority,
        stake: accounts.exit_stake.key(),
        vote: record.vote,
        tokens,
        lamports,
        fee,
        before,
        after,
    });
    pool.assert_invariants(after)
}
