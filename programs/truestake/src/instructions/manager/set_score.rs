use anchor_lang::prelude::*;

use crate::constants::MAX_SCORE;
use crate::error::TruestakeError;
use crate::events::ScoreSet;
use crate::state::{record_of, Pool, ValidatorList};

#[derive(Accounts)]
pub struct SetScore<'info> {
    /// Signer: the pool's validator manager.
    pub validator_manager: Signer<'info>,
    /// Read: the pool.
    #[account(
        has_one = validator_manager @ TruestakeError::NotValidatorManager,
        has_one = validators @ TruestakeError::WrongValidatorList,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the validator list.
    #[account(mut)]
    pub validators: AccountLoader<'info, ValidatorList>,
    /// CHECK: compared with the list; may be closed.
    pub vote: UncheckedAccount<'info>,
}

pub fn set_score(ctx: Context<SetScore>, index: u32, score: u32) -> Result<()> {
    // Check
    require!(score <= MAX_SCORE, TruestakeError::ScoreTooHigh);
    let books = ctx.accounts.pool.load()?.books(Clock::get()?.slot)?;
    let vote = ctx.accounts.vote.key();

    // Effect
    let old_score = {
        let mut record = record_of(&ctx.accounts.validators, index, &vote)?;
        std::mem::replace(&mut record.score, score)
    };
    let mut list = ctx.accounts.validators.load_mut()?;
    let others = list.total_score.checked_sub(u64::from(old_score)).ok_or(TruestakeError::InvariantViolated)?;
    list.total_score = others.checked_add(u64::from(score)).ok_or(TruestakeError::Overflow)?;

    // Log
    emit!(ScoreSet { pool: ctx.accounts.pool.key(), vote, old_score, new_score: score, before: books, after: books });
    Ok(())
}
