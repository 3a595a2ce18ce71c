use anchor_lang::prelude::*;
use anchor_lang::system_program;
use truestake_math::Lamports;

use super::{change_scores, ScoreChange};
use crate::constants::{seeds, MAX_VALIDATORS, VERSION};
use crate::cpi::stake::require_open;
use crate::cpi::system::{grow, rent_of, NewAccount};
use crate::error::{require, require_key, TruestakeError};
use crate::events::ValidatorAdded;
use crate::state::{write_new, Earning, Pool, ValidatorList, ValidatorMark, ValidatorRecord};

#[derive(Accounts)]
pub struct AddValidator<'info> {
    /// Signer: pays for the list's growth and the mark, whose rent comes back to it.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// Signer: the pool's validator manager.
    pub validator_manager: Signer<'info>,
    /// Write: the pool.
    #[account(mut, has_one = validators @ TruestakeError::WrongValidatorList)]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the validator list.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::VALIDATORS, pool.key().as_ref()], bump))]
    pub validators: AccountLoader<'info, ValidatorList>,
    /// Read: the validator's vote account, which must be open.
    /// CHECK: checked in the handler.
    pub vote: UncheckedAccount<'info>,
    /// Read: the validator stake address; it must be free.
    /// CHECK: its address is derived here.
    #[account(seeds = [seeds::STAKE, pool.key().as_ref(), vote.key().as_ref()], bump)]
    pub stake: UncheckedAccount<'info>,
    /// Read: the validator's transient stake address; it must be free.
    /// CHECK: its address is derived here.
    #[account(seeds = [seeds::TRANSIENT, pool.key().as_ref(), vote.key().as_ref()], bump)]
    pub transient: UncheckedAccount<'info>,
    /// Create: the validator's mark. It exists exactly while the validator is listed, so that the list need not be searched.
    /// CHECK: made in the handler.
    #[account(mut, seeds = [seeds::MARK, pool.key().as_ref(), vote.key().as_ref()], bump)]
    pub mark: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl AddValidator<'_> {
    fn validate(&self, pool: &Pool) -> Result<()> {
        pool.require_manager(self.validator_manager.key)?;
        require_open(&self.vote)?;
        require_key(self.mark.owner, &system_program::ID, TruestakeError::ValidatorAlreadyListed)?;
        for address in [&self.stake, &self.transient] {
            require_key(address.owner, &system_program::ID, TruestakeError::StakeAddressTaken)?;
        }
        require!(pool.validator_count < MAX_VALIDATORS, TruestakeError::ValidatorListFull);
        Ok(())
    }

    /// Makes room for the record at `index`, and the mark.
    fn make_room(&self, index: u32, mark_bump: u8) -> Result<()> {
        let (address, vote) = (self.pool.key(), self.vote.key());
        grow(&self.payer, self.validators.as_ref(), ValidatorList::space(index.saturating_add(1)))?;
        NewAccount {
            payer: &self.payer,
            account: &self.mark,
            signers: &[&[seeds::MARK, address.as_ref(), vote.as_ref(), &[mark_bump]]],
            bytes: ValidatorMark::SPACE as u64,
            owner: &crate::ID,
        }
        .create(rent_of(ValidatorMark::SPACE)?)?;
        let mark = ValidatorMark {
            version: VERSION,
            bump: mark_bump,
            _reserved_bytes: [0; 2],
            index,
            pool: address,
            vote,
            rent_payer: self.payer.key(),
        };
        write_new(&self.mark, &mark)
    }
}

pub fn add_validator(ctx: Context<AddValidator>, score: u32, cap: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    accounts.validate(&pool)?;
    let books = pool.books(clock.slot)?;
    let (index, vote) = (pool.validator_count, accounts.vote.key());

    // Interaction: room first
    accounts.make_room(index, ctx.bumps.mark)?;

    // Effect
    pool.validator_count = index.checked_add(1).ok_or(TruestakeError::Overflow)?;
    {
        let mut list = accounts.validators.load_mut()?;
        list.enter_epoch(clock.epoch);
        list.count = pool.validator_count;
        list.updated_count = list.updated_count.checked_add(1).ok_or(TruestakeError::Overflow)?;
    }
    *ValidatorList::record_mut(&accounts.validators, index)? = ValidatorRecord {
        vote,
        stake: accounts.stake.key(),
        cap: Lamports(cap),
        listed_epoch: clock.epoch,
        // With nothing at stake there is nothing to measure in this epoch.
        earning: Earning { since: clock.epoch, epoch: clock.epoch, ..Earning::default() },
        stake_bump: ctx.bumps.stake,
        transient_bump: ctx.bumps.transient,
        ..bytemuck::Zeroable::zeroed()
    };
    let change = ScoreChange { index, vote, score, cap, keep: false };
    change_scores(&mut pool, &accounts.validators, &clock, &[change])?;

    // Log
    let cap = Lamports(cap);
    emit!(ValidatorAdded { pool: accounts.pool.key(), vote, index, score, cap, before: books, after: books });
    accounts.validators.load()?.assert_invariants()?;
    pool.assert_invariants(books)
}
