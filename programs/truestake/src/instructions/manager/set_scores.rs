use anchor_lang::prelude::*;
use truestake_math::{Lamports, Level, Share};

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

/// Gives a validator what it shall have, and the sums with it. Whether its limit binds is found out at once, by `level`: taken for
/// one that does not until the next look, it would lower the others' targets, and their stake could be taken.
#[inline(never)] // in two instructions
pub(super) fn change_score(
    validators: &AccountLoader<ValidatorList>,
    level: Level,
    change: &ScoreChange,
) -> Result<()> {
    require!(change.score <= MAX_SCORE, TruestakeError::ScoreTooHigh);
    let sums = validators.load()?.scores();
    let scores = {
        let mut record = ValidatorList::record_mut(validators, change.index)?;
        require_key(&record.vote, &change.vote, TruestakeError::ValidatorNotFound)?;
        let old = record.share().or_program_error()?;
        record.score = change.score;
        record.cap = Lamports(change.cap);
        record.keep = u8::from(change.keep);
        let sums = sums.rescored(old, record.score).or_program_error()?;
        let new = Share { score: record.score, cap: record.cap, clipped: None, ..old };
        let (limit, scores) = level.clip(sums, new).or_program_error()?;
        record.set_clipped(limit);
        scores
    };
    validators.load_mut()?.set_scores(scores);
    Ok(())
}

/// All or none: a place that is no longer the validator's refuses the whole.
pub fn set_scores(ctx: Context<SetScores>, changes: Vec<ScoreChange>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    require!(!changes.is_empty(), TruestakeError::ZeroAmount);
    let pool = accounts.pool.load()?;
    pool.require_manager(accounts.validator_manager.key)?;
    let clock = Clock::get()?;
    let books = pool.books(clock.slot)?;
    let level = pool.level(&clock)?;

    // Effect
    for change in &changes {
        change_score(&accounts.validators, level, change)?;
    }

    // Log
    let count = u32::try_from(changes.len()).map_err(|_| TruestakeError::Overflow)?;
    let list = accounts.validators.load()?;
    let total_score = list.total_score;
    emit!(ScoresSet { pool: accounts.pool.key(), count, total_score, before: books, after: books });
    list.assert_invariants()
}
