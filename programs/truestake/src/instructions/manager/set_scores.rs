use anchor_lang::prelude::*;
use truestake_math::{Lamports, Taking};

#[cfg(feature = "idl-build")]
use crate::constants::seeds;
use crate::constants::MAX_SCORE;
use crate::error::{require, require_key, OrProgramError, TruestakeError};
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
    /// Write: the pool.
    #[account(mut, has_one = validators @ TruestakeError::WrongValidatorList)]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the validator list.
    #[account(mut)]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::VALIDATORS, pool.key().as_ref()], bump))]
    pub validators: AccountLoader<'info, ValidatorList>,
}

/// Gives validators what they shall have, and the sums with it. Whether a limit binds, and what the validator takes, is judged at once:
/// left as it was until the next look, the others' targets would be wrong, and their stake could be taken, or SOL that finds no place
/// would take rewards. All scores come first, so that those which change in proportion change nobody's part.
#[inline(never)] // in three instructions
pub(super) fn change_scores(
    pool: &mut Pool,
    validators: &AccountLoader<ValidatorList>,
    clock: &Clock,
    changes: &[ScoreChange],
) -> Result<()> {
    let (room, mut intake) = (pool.room(clock)?, pool.intake(clock.epoch));
    let (mut scores, mut top) = {
        let list = validators.load()?;
        (list.scores(), list.top())
    };
    let before = scores;
    for change in changes {
        require!(change.score <= MAX_SCORE, TruestakeError::ScoreTooHigh);
        let mut record = ValidatorList::record_mut(validators, change.index)?;
        require_key(&record.vote, &change.vote, TruestakeError::ValidatorNotFound)?;
        let old = record.share().or_program_error()?;
        scores.rescore(old, change.score).or_program_error()?;
        // What it takes is noted in the second round, unless it is busy, or will be looked at first.
        let taking = record.taking(clock.epoch);
        if taking != Taking::Busy {
            intake.take_off(taking, old);
            record.taking = Taking::Unknown as u8;
        }
        record.score = change.score;
        record.cap = Lamports(change.cap);
        record.keep = u8::from(change.keep);
    }
    room.refit(before, &mut scores, top).or_program_error()?;
    let level = room.level(&scores);
    for change in changes {
        let mut record = ValidatorList::record_mut(validators, change.index)?;
        let share = record.share().or_program_error()?;
        record.set_clipped(level.clip(&mut scores, &mut top, share).or_program_error()?);
        if record.is_measured(clock.epoch) && record.taking == Taking::Unknown as u8 {
            record.taking = intake.note(share, room.largest_share) as u8;
        }
    }
    pool.set_intake(clock.epoch, intake);
    let mut list = validators.load_mut()?;
    list.set_scores(scores);
    list.set_top(top);
    Ok(())
}

/// All or none: a place that is no longer the validator's refuses the whole.
pub fn set_scores(ctx: Context<SetScores>, changes: Vec<ScoreChange>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    require!(!changes.is_empty(), TruestakeError::ZeroAmount);
    let mut pool = accounts.pool.load_mut()?;
    pool.require_manager(accounts.validator_manager.key)?;
    let clock = Clock::get()?;
    let books = pool.books(clock.slot)?;

    // Effect
    change_scores(&mut pool, &accounts.validators, &clock, &changes)?;

    // Log
    let count = u32::try_from(changes.len()).map_err(|_| TruestakeError::Overflow)?;
    let list = accounts.validators.load()?;
    let total_score = list.total_score;
    emit!(ScoresSet { pool: accounts.pool.key(), count, total_score, before: books, after: books });
    list.assert_invariants()?;
    pool.assert_invariants(books)
}
