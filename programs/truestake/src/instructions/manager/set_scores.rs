use anchor_lang::prelude::*;
use truestake_math::Lamports;

use super::change_score;
#[cfg(feature = "idl-build")]
use crate::constants::seeds;
use crate::constants::MAX_SCORE;
use crate::error::{require_key, TruestakeError};
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

/// All or none: a place that is no longer the validator's refuses the whole.
pub fn set_scores(ctx: Context<SetScores>, changes: Vec<ScoreChange>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    require!(!changes.is_empty(), TruestakeError::ZeroAmount);
    let pool = accounts.pool.load()?;
    pool.require_manager(accounts.validator_manager.key)?;
    let books = pool.books(Clock::get()?.slot)?;

    // Effect
    for ScoreChange { index, vote, score, cap, keep } in &changes {
        require!(*score <= MAX_SCORE, TruestakeError::ScoreTooHigh);
        {
            let record = ValidatorList::record_mut(&accounts.validators, *index)?;
            require_key(&record.vote, vote, TruestakeError::ValidatorNotFound)?;
        }
        change_score(&accounts.validators, *index, *score)?;
        let mut record = ValidatorList::record_mut(&accounts.validators, *index)?;
        record.cap = Lamports(*cap);
        record.keep = u8::from(*keep);
    }

    // Log
    let count = u32::try_from(changes.len()).map_err(|_| TruestakeError::Overflow)?;
    let list = accounts.validators.load()?;
    let total_score = list.total_score;
    emit!(ScoresSet { pool: accounts.pool.key(), count, total_score, before: books, after: books });
    list.assert_invariants()
}
