use anchor_lang::prelude::*;

use super::Rate;
use crate::constants::seeds;
use crate::error::{OrStewardError, StewardError};
use crate::events::Migrated;
use crate::pool::{delegated, record, require_manager};
use crate::rating::Terms;
use crate::state::Membership;
use crate::truestake::types::ScoreChange;

/// A validator of the pool's that is no member.
#[derive(Clone, Copy, Debug, AnchorSerialize, AnchorDeserialize)]
pub struct Validator {
    /// Its place in the pool's list.
    pub index: u32,
    pub vote: Pubkey,
}

/// Whether a membership is there, and not only kept for a veto.
fn is_member(membership: &AccountInfo) -> Result<bool> {
    if *membership.owner != crate::ID {
        return Ok(false);
    }
    let data = membership.try_borrow_data()?;
    Ok(Membership::try_deserialize(&mut &**data)?.barred_until == 0)
}

/// For each validator follows as remaining account the address of its membership, which is that of no member.
pub fn migrate<'info>(ctx: Context<'info, Rate<'info>>, validators: Vec<Validator>) -> Result<()> {
    // Check
    let (accounts, memberships) = (&ctx.accounts, ctx.remaining_accounts);
    let is_complete = !validators.is_empty() && validators.len() == memberships.len();
    require!(is_complete, StewardError::WrongPlaces);
    let clock = Clock::get()?;
    let address = accounts.steward.key();
    let mut changes = Vec::with_capacity(validators.len());
    let (bump, is_grace) = {
        let pool = accounts.pool.load()?;
        let mut steward = accounts.steward.load_mut()?;
        require_manager(&mut steward, &pool, clock.epoch)?;
        let terms = Terms::new(&steward, &pool, &clock)?;
        for (Validator { index, vote }, membership) in validators.iter().zip(memberships) {
            let seeds: &[&[u8]] = &[seeds::MEMBERSHIP, address.as_ref(), vote.as_ref()];
            let (expected, _) = Pubkey::find_program_address(seeds, &crate::ID);
            require_keys_eq!(*membership.key, expected, StewardError::WrongMembership);
            require!(!is_member(membership)?, StewardError::IsMember);
            let record = record(&accounts.validators, *index, vote)?;
            let keeps = record.score > 0 && terms.keeps(&record);
            let stake = delegated(&record);
            let (score, cap) = if keeps { (terms.keeping_score(stake)?, stake.0) } else { (0, 0) };
            changes.push(ScoreChange { index: *index, vote: *vote, score, cap, keep: false });
        }
        (steward.authority_bump, terms.is_grace)
    };

    // Interaction
    let count = u32::try_from(changes.len()).ok().or_error()?;
    accounts.set_scores(bump, changes)?;

    // Log
    emit!(Migrated { steward: address, epoch: clock.epoch, count, is_grace });
    Ok(())
}
