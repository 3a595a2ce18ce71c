use anchor_lang::prelude::*;
use truestake_math::Lamports;

use super::{change_scores, ScoreChange};
#[cfg(feature = "idl-build")]
use crate::constants::seeds;
use crate::error::TruestakeError;
use crate::events::ScoreSet;
use crate::state::{Pool, ValidatorList, ValidatorMark};

#[derive(Accounts)]
pub struct SetScore<'info> {
    /// Signer: the pool's validator manager.
    pub validator_manager: Signer<'info>,
    /// Write: the pool.
    #[account(mut, has_one = validators @ TruestakeError::WrongValidatorList)]
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

pub fn set_score(ctx: Context<SetScore>, score: u32) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let mut pool = accounts.pool.load_mut()?;
    pool.require_manager(accounts.validator_manager.key)?;
    let clock = Clock::get()?;
    let books = pool.books(clock.slot)?;
    let vote = accounts.vote.key();
    let (old_score, cap, keep): (u32, Lamports, bool) = {
        let record = ValidatorList::record_of(&accounts.validators, &accounts.mark, &vote)?;
        (record.score, record.cap, record.keep != 0)
    };

    // Effect
    let index = accounts.mark.load()?.index;
    let change = ScoreChange { index, vote, score, cap: cap.0, keep };
    change_scores(&mut pool, &accounts.validators, &clock, &[change])?;

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
    accounts.validators.load()?.assert_invariants()?;
    pool.assert_invariants(books)
}
