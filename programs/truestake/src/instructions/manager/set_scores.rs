use anchor_lang::prelude::*;
use truestake_math::Lamports;

#[cfg(feature = "idl-build")]
use crate::constants::seeds;
use crate::constants::MAX_SCORE;
use crate::error::{require_key, OrProgramError, TruestakeError};
use crate::events::ScoresSet;
use crate::state::{Pool, ValidatorList};

/// What a validator shall have.
#[derive(Clone, Debug, AnchorSerialize, AnchorDeserialize)]
pub struct ScoreChange {
    /// Its place in the list.
    pub index: u32,
    /// Its vote account, which has to be the one at that place.
    pub vote: Pubkey,
    /// Weight of the validator in the delegation, at most 1,000,000; 0 drains it.
    pub score: u32,
    /// The most that the pool delegates to it, in lamports; u64::MAX for no cap.
    pub cap: u64,
    /// Whether it is kept from being removed.
    pub keep: bool,
}

#[derive(Accounts)]
pub struct SetScores<'info> {
    /// Signer: the pool's validator manager.
    pub validator_manager: Signer<'info>,
    /// Read: the pool.
    #[account(has_one = validators @ TruestakeError::WrongValidatorList)]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the validator list.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::VALIDATORS, pool.key().as_ref()], bump))]
    pub validators: AccountLoader<'info, ValidatorList>,
}

/// Gives a validator what it shall have, and the sums with it.
pub(super) fn change_score(validators: &AccountLoader<ValidatorList>, change: &ScoreChange) -> Result<()> {
    require!(change.score <= MAX_SCORE, TruestakeError::ScoreTooHigh);
    let (old, new) = {
        let mut record = ValidatorList::record_mut(validators, change.index)?;
        require_key(&record.vote, &change.vote, TruestakeError::ValidatorNotFound)?;
        let old = record.share().or_program_error()?;
        let new = old.changed(change.score, Lamports(change.cap));
        record.score = new.score;
        record.cap = new.cap;
        record.keep = u8::from(change.keep);
        record.set_clipped(new.clipped);
        (old, new)
    };
    let mut list = validators.load_mut()?;
    let scores = list.scores().changed(old, new).or_program_error()?;
    list.set_scores(scores);
    Ok(())
}

/// All or none: a place that is no longer the validator's refuses the whole.
pub fn set_scores(ctx: Context<SetScores>, changes: Vec<ScoreChange>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    require!(!changes.is_empty(), TruestakeError::ZeroAmount);
    let pool = accounts.pool.load()?;
    pool.require_manager(accounts.validator_manager.key)?;
    let books = pool.books(Clock::get()?.slot)?;

    // Effect
    for change in &changes {
        change_score(&accounts.validators, change)?;
    }

    // Log
    let count = u32::try_from(changes.len()).map_err(|_| TruestakeError::Overflow)?;
    let list = accounts.validators.load()?;
    let total_score = list.total_score;
    emit!(ScoresSet { pool: accounts.pool.key(), count, total_score, before: books, after: books });
    list.assert_invariants()
}
