use anchor_lang::prelude::*;
use steward_math::{Credits, Growth, Owed, Parsed, StakeAccounting};
use truestake_math::{Bps, Lamports, Price};

use super::{require_places, Place};
use crate::error::{OrStewardError, StewardError};
use crate::events::{Assessed, AssessedMember};
use crate::pool::{observe_manager, price, price_before, record};
use crate::rating::look;
use crate::state::{Member, Members, Steward};
use crate::sysvars::slots_of;
use crate::truestake::accounts::{Pool, PriceHistory, ValidatorList};
use crate::truestake::types::Earning;

/// For each place follows as remaining account the vote account.
#[derive(Accounts)]
pub struct Assess<'info> {
    /// Write: the steward.
    #[account(mut, has_one = pool @ StewardError::WrongPool, has_one = members @ StewardError::WrongMembers)]
    pub steward: AccountLoader<'info, Steward>,
    /// Write: its list of members.
    #[account(mut)]
    pub members: AccountLoader<'info, Members>,
    /// Read: the pool.
    #[account(
        has_one = validators @ StewardError::WrongValidatorList,
        has_one = history @ StewardError::WrongHistory,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// Read: its validator list.
    pub validators: AccountLoader<'info, ValidatorList>,
    /// Read: its price history.
    pub history: AccountLoader<'info, PriceHistory>,
}

/// What a lamport of stake earned before commission over the epochs of an earning, in the mean and with the validator; nothing
/// where any of them is unknown.
fn growth_over(steward: &Steward, earning: &Earning, now: u64, parsed: &Parsed) -> Result<Option<Growth>> {
    let slots = slots_of(now)?;
    let mut ledger = match parsed {
        Parsed::Unknown => return Ok(None),
        // It did not vote in the epochs before it was closed.
        Parsed::Closed => None,
        Parsed::Open(account) => Some(account.ledger(now, slots)),
    };
    let mut sum = Growth::default();
    for epoch in (earning.since..earning.epoch).rev() {
        let Some(reference) = steward.reference(epoch) else { return Ok(None) };
        let credits = match ledger.as_mut().map(|ledger| ledger.at(epoch)) {
            Some(Credits::Known(credits)) => credits,
            Some(Credits::Unknown) => return Ok(None),
            // It had credits when it joined: an account that begins later was made anew.
            Some(Credits::Earlier) | None => 0,
        };
        let own = reference.growth_of(credits).or_error()?;
        sum = sum.plus(Growth { own, reference: reference.growth });
    }
    Ok(Some(sum))
}

/// What is new since the last assessment.
struct Finding {
    is_known: bool,
    owed: Owed,
    lost: Lamports,
}

/// Finds what is new of a member's last earning; nothing new is no finding. Whether its bond stands for that is the caller's question.
fn find(steward: &Steward, member: &Member, earning: &Earning, now: u64, parsed: &Parsed) -> Result<Option<Finding>> {
    let is_same = earning.epoch == member.assessed_epoch;
    if is_same {
        let more = Lamports(earning.lost.saturating_sub(member.assessed_lost));
        return Ok((!more.is_zero()).then_some(Finding { is_known: true, owed: Owed::default(), lost: more }));
    }
    // Before a note could tell what the epoch was like, nobody can be charged for it, and nobody is let off.
    let is_noted = earning.epoch != now || steward.note(now.saturating_sub(1)).is_some();
    require!(is_noted, StewardError::EpochNotNoted);
    let growth = growth_over(steward, earning, now, parsed)?;
    let pledge: Bps = member.pledge().over(earning.since, earning.epoch.saturating_sub(1));
    let tolerance = steward.tolerance_at(earning.since)?;
    let owed = match growth {
        Some(growth) => {
            let (base, earned) = (Lamports(earning.base), Lamports(earning.earned));
            StakeAccounting { base, earned, growth, pledge, tolerance }.owed().or_error()?
        }
        None => Owed::default(),
    };
    Ok(Some(Finding { is_known: growth.is_some(), owed, lost: Lamports(earning.lost) }))
}

impl Assess<'_> {
    fn assess(
        &self,
        steward: &Steward,
        place: Place,
        vote: &AccountInfo,
        clock: &Clock,
        now_price: Price,
    ) -> Result<Option<AssessedMember>> {
        let mut member = Members::get_mut(&self.members, place.member)?;
        require_keys_eq!(member.vote, *vote.key, StewardError::WrongVoteAccount);
        let earning = record(&self.validators, place.validator, vote.key)?.earning;
        let found = {
            let data = vote.try_borrow_data()?;
            find(steward, &member, &earning, clock.epoch, &look(vote.owner, &data))?
        };
        let Some(Finding { is_known, owed, lost }) = found else { return Ok(None) };
        member.assessed_epoch = earning.epoch;
        member.assessed_lost = earning.lost;
        // The bond stands for what happened while it was there, and while the steward ran the pool's set.
        let stands = earning.since >= member.joined_epoch && steward.has_managed(earning.since, earning.epoch);
        let (owed, lost) = if stands { (owed, lost) } else { (Owed::default(), Lamports::ZERO) };

        let sum = owed.commission.plus(owed.uptime).and_then(|sum| sum.plus(lost)).or_error()?;
        let price = price_before(&self.history, earning.epoch)?.unwrap_or(now_price);
        member.charge(sum, price, steward.policy_at(clock.epoch))?;
        Ok(Some(AssessedMember {
            index: place.member,
            since: earning.since,
            epoch: earning.epoch,
            is_known,
            commission: owed.commission.0,
            uptime: owed.uptime.0,
            lost: lost.0,
            carried: member.carried_lamports,
            debt: member.debt,
        }))
    }
}

pub fn assess<'info>(ctx: Context<'info, Assess<'info>>, places: Vec<Place>) -> Result<()> {
    // Check
    let (accounts, votes) = (&ctx.accounts, ctx.remaining_accounts);
    require_places(&places, votes.len())?;
    let clock = Clock::get()?;
    let pool = accounts.pool.load()?;
    let mut steward = accounts.steward.load_mut()?;
    observe_manager(&mut steward, &pool, clock.epoch)?;
    let now_price = price(&pool, clock.slot)?;

    // Effect
    let mut assessed = Vec::with_capacity(places.len());
    for (place, vote) in places.iter().zip(votes) {
        assessed.extend(accounts.assess(&steward, *place, vote, &clock, now_price)?);
    }

    // Log
    if !assessed.is_empty() {
        emit!(Assessed { steward: accounts.steward.key(), members: assessed });
    }
    Ok(())
}
