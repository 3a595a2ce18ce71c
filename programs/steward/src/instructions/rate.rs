use anchor_lang::prelude::*;

use super::{require_places, Place};
use crate::error::StewardError;
use crate::events::{Rated, RatedMember};
use crate::pool::{record, require_manager};
use crate::rating::{is_witness, look, rate as rate_member, Rating, Seen, Terms};
use crate::state::{Member, Members, Steward};
use crate::truestake;
use crate::truestake::accounts::{Pool, ValidatorList};
use crate::truestake::program::Truestake;
use crate::truestake::types::ScoreChange;

/// For each place follows as remaining account the vote account.
#[derive(Accounts)]
pub struct Rate<'info> {
    /// Write: the steward.
    #[account(
        mut,
        has_one = pool @ StewardError::WrongPool,
        has_one = members @ StewardError::WrongMembers,
        has_one = authority @ StewardError::WrongAuthority,
    )]
    pub steward: AccountLoader<'info, Steward>,
    /// Write: its list of members.
    #[account(mut)]
    pub members: AccountLoader<'info, Members>,
    /// Read: the pool's validator manager, an address that only signs.
    /// CHECK: the steward names it.
    pub authority: UncheckedAccount<'info>,
    /// Write: the pool.
    #[account(mut, has_one = validators @ StewardError::WrongValidatorList)]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: its validator list.
    #[account(mut)]
    pub validators: AccountLoader<'info, ValidatorList>,
    /// The pool's program.
    pub pool_program: Program<'info, Truestake>,
}

/// How many of the members have voted of late.
fn witnesses(votes: &[AccountInfo], terms: &Terms) -> Result<u64> {
    let mut witnesses = 0u64;
    for vote in votes {
        let is_witness = is_witness(&look(vote.owner, &vote.try_borrow_data()?), terms.slot, terms.slots);
        witnesses = witnesses.saturating_add(u64::from(is_witness));
    }
    Ok(witnesses)
}

impl<'info> Rate<'info> {
    /// Rates a member: what the pool is told, and what is logged.
    fn rate(
        &self,
        steward: &mut Steward,
        terms: &Terms,
        place: Place,
        vote: &AccountInfo,
        witnesses: u64,
    ) -> Result<(ScoreChange, RatedMember)> {
        let mut member = Members::get_mut(&self.members, place.member)?;
        require_keys_eq!(member.vote, *vote.key, StewardError::WrongVoteAccount);
        let record = record(&self.validators, place.validator, vote.key)?;
        let data = vote.try_borrow_data()?;
        // A late member is never a witness, so all witnesses are others.
        let seen = Seen { parsed: look(vote.owner, &data), balance: vote.lamports(), witnesses };
        let Rating { score, cap } = rate_member(&mut member, steward, terms, Some(&record), seen)?;
        let Member { performance, quality, gates, .. } = *member;
        Ok((
            ScoreChange { index: place.validator, vote: member.vote, score, cap: cap.0, keep: true },
            RatedMember { index: place.member, performance, quality, score, cap: cap.0, gates },
        ))
    }

    /// Has the pool's program set scores.
    pub(super) fn set_scores(&self, bump: u8, changes: Vec<ScoreChange>) -> Result<()> {
        let call = truestake::cpi::accounts::SetScores {
            validator_manager: self.authority.to_account_info(),
            pool: self.pool.to_account_info(),
            validators: self.validators.to_account_info(),
        };
        Steward::sign(bump, &self.steward.key(), |signer| {
            let context = CpiContext::new_with_signer(self.pool_program.key(), call, signer);
            truestake::cpi::set_scores(context, changes)
        })
    }
}

pub fn rate<'info>(ctx: Context<'info, Rate<'info>>, places: Vec<Place>) -> Result<()> {
    // Check
    let (accounts, votes) = (&ctx.accounts, ctx.remaining_accounts);
    require_places(&places, votes.len())?;
    let clock = Clock::get()?;
    let mut changes = Vec::with_capacity(places.len());
    let mut rated = Vec::with_capacity(places.len());
    let (bump, ratio) = {
        let pool = accounts.pool.load()?;
        let mut steward = accounts.steward.load_mut()?;
        require_manager(&mut steward, &pool, clock.epoch)?;
        let terms = Terms::new(&steward, &pool, &clock)?;
        let witnesses = witnesses(votes, &terms)?;

        // Effect
        for (place, vote) in places.iter().zip(votes) {
            let (change, member) = accounts.rate(&mut steward, &terms, *place, vote, witnesses)?;
            changes.push(change);
            rated.push(member);
        }
        (steward.authority_bump, terms.ratio)
    };

    // Interaction
    accounts.set_scores(bump, changes)?;

    // Log
    emit!(Rated { steward: accounts.steward.key(), epoch: clock.epoch, ratio: ratio.0, members: rated });
    Ok(())
}
