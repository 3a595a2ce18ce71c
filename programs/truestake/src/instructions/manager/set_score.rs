use anchor_lang::prelude::*;
use truestake_math::Lamports;

#[cfg(feature = "idl-build")]
use crate::constants::seeds;
use crate::constants::MAX_SCORE;
use crate::error::{OrProgramError, TruestakeError};
use crate::events::ScoreSet;
use crate::state::{Pool, ValidatorList, ValidatorMark, ValidatorRecord};

#[derive(Accounts)]
pub struct SetScore<'info> {
    /// Signer: the pool's validator manager.
    pub validator_manager: Signer<'info>,
    /// Read: the pool.
    #[account(has_one = validators @ TruestakeError::WrongValidatorList)]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the validator list.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::VALIDATORS, pool.key().as_ref()], bump))]
    pub validators: AccountLoader<'info, ValidatorList>,
    /// Read: the validator's vote account; it may be closed.
    /// CHECK: compared with the list.
    pub vote: UncheckedAccount<'info>,
    /// Read: the validator's mark.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::MARK, pool.key().as_ref(), vote.key().as_ref()], bump))]
    pub mark: AccountLoader<'info, ValidatorMark>,
}

/// Gives the record at `index` another score, and the sums with it; returns the old one. Whether its limit binds is found out
/// anew at the next epoch's measuring.
pub(super) fn change_score(validators: &AccountLoader<ValidatorList>, index: u32, score: u32) -> Result<u32> {
    let old = {
        let mut record = ValidatorList::record_mut(validators, index)?;
        let old = *record;
        record.score = score;
        record.set_clipped(None);
        old
    };
    let mut list = validators.load_mut()?;
    list.forget(ValidatorRecord::share(&old).or_program_error()?).or_program_error()?;
    list.add_score(score).or_program_error()?;
    Ok(old.score)
}

pub fn set_score(ctx: Context<SetScore>, score: u32) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    require!(score <= MAX_SCORE, TruestakeError::ScoreTooHigh);
    let pool = accounts.pool.load()?;
    pool.require_manager(accounts.validator_manager.key)?;
    let books = pool.books(Clock::get()?.slot)?;
    let vote = accounts.vote.key();
    let (cap, keep): (Lamports, bool) = {
        let record = ValidatorList::record_of(&accounts.validators, &accounts.mark, &vote)?;
        (record.cap, record.keep != 0)
    };

    // Effect
    let index = accounts.mark.load()?.index;
    let old_score = change_score(&accounts.validators, index, score)?;

    // Log
    emit!(ScoreSet {
        pool: accounts.pool.key(),
        vote,
        old_score,
        new_score: score,
        cap,
        keep,
        before: books,
        after: books,
    });
    accounts.validators.load()?.assert_invariants()
}
