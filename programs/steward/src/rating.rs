//! What score and cap a member has, and why.

use anchor_lang::prelude::*;
use steward_math::{
    bond_for, cap, is_short, kept_quality, quality, ratio, score, Credits, Parsed, Performance, VoteAccount,
    BEST_QUALITY, HARD_PERFORMANCE, SOFT_PERFORMANCE, WINDOW,
};
use truestake_math::{Bps, Lamports, PoolTokens, Ppb, Price};

use crate::constants::{gates, SILENT_PART, WITNESSES, WITNESS_SLOTS};
use crate::error::OrStewardError;
use crate::pool::{delegated, stakeable};
use crate::state::{Member, MemberStatus, Policy, Steward};
use crate::sysvars::slots_of;
use crate::truestake::accounts::Pool;
use crate::truestake::types::ValidatorRecord;

const VOTE_PROGRAM: Pubkey = pubkey!("Vote111111111111111111111111111111111111111");

/// What is the same for all members of a call.
pub struct Terms {
    pub epoch: u64,
    pub slot: u64,
    /// Slots of the epoch.
    pub slots: u64,
    /// The one in force.
    pub policy: Policy,
    /// The true price.
    pub price: Price,
    /// What can be staked.
    pub stakeable: Lamports,
    /// Ratio of bonds to stake that is asked for now.
    pub ratio: Ppb,
    /// The most stake that one validator gets.
    pub most: Lamports,
    /// Epoch in which the steward was first seen as the pool's validator manager.
    pub managed_since: u64,
    /// Whether the earlier manager's validators still keep their stake.
    pub is_grace: bool,
}

impl Terms {
    pub fn new(steward: &Steward, pool: &Pool, clock: &Clock) -> Result<Self> {
        let policy = *steward.policy_at(clock.epoch);
        let price = crate::pool::price(pool, clock.slot)?;
        let stakeable = stakeable(pool, clock)?;
        let bonds = price.lamports_for(PoolTokens(steward.counted_tokens)).or_error()?;
        Ok(Self {
            epoch: clock.epoch,
            slot: clock.slot,
            slots: slots_of(clock.epoch)?,
            policy,
            price,
            stakeable,
            ratio: ratio(bonds, stakeable, policy.floor(), policy.target()),
            most: Lamports(policy.share().floor_of(stakeable.0).or_error()?),
            managed_since: steward.managed_since,
            is_grace: steward.is_grace(clock.epoch),
        })
    }

    /// Whether a validator of the earlier manager keeps its stake for now, whatever its bond.
    pub fn keeps(&self, record: &ValidatorRecord) -> bool {
        self.is_grace && record.listed_epoch < self.managed_since
    }

    /// The most stake that so many counted tokens allow.
    pub fn cap_of(&self, counted: PoolTokens) -> Result<Lamports> {
        Ok(cap(self.price.lamports_for(counted).or_error()?, self.ratio).or_error()?.min(self.most))
    }

    /// The score that a validator of the earlier manager keeps its stake with: that of the best quality, whatever its own is.
    pub fn keeping_score(&self, stake: Lamports) -> Result<u32> {
        score(BEST_QUALITY, stake, self.stakeable).or_error()
    }

    /// What of so many counted tokens a member has a use for that may have no more stake than this: what that needs where bonds abound.
    /// The rest asks nobody for a larger bond.
    fn useful(&self, counted: PoolTokens, most: Lamports) -> Result<PoolTokens> {
        let bond = bond_for(most, self.policy.target()).or_error()?;
        Ok(self.price.tokens_for(bond).or_error()?.min(counted))
    }
}

/// What the vote account of a member says.
pub fn look<'a>(owner: &Pubkey, data: &'a [u8]) -> Parsed<'a> {
    if *owner != VOTE_PROGRAM {
        return Parsed::Closed;
    }
    steward_math::parse(data)
}

/// Slots after which a validator that has not voted is silent.
fn patience(slots: u64) -> u64 {
    slots.checked_div(SILENT_PART).unwrap_or(0)
}

/// Whether a vote account has voted of late, in an epoch of so many `slots`. Whoever could be silent is no witness, in short epochs
/// neither: nobody is silent by their own votes.
pub fn is_witness(parsed: &Parsed, slot: u64, slots: u64) -> bool {
    let recent = WITNESS_SLOTS.min(patience(slots));
    matches!(parsed, Parsed::Open(account) if account.last_voted_slot.saturating_add(recent) >= slot)
}

/// What a rating sees of a member beside its record.
pub struct Seen<'a> {
    /// Its vote account.
    pub parsed: Parsed<'a>,
    /// Lamports of that.
    pub balance: u64,
    /// Other members of the call that have voted of late.
    pub witnesses: u64,
}

/// A member's rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rating {
    pub score: u32,
    pub cap: Lamports,
}

/// Rates a member and notes what was seen in its record. `record` is the pool's, if it lists the validator.
pub fn rate(
    member: &mut Member,
    steward: &mut Steward,
    terms: &Terms,
    record: Option<&ValidatorRecord>,
    Seen { parsed, balance, witnesses }: Seen,
) -> Result<Rating> {
    if member.veto_until != 0 && terms.epoch >= member.veto_until {
        member.end_veto(steward);
    }
    let counted = member.counted(terms.epoch);
    let stake = record.map_or(Lamports::ZERO, delegated);
    let is_old = record.is_some_and(|record| terms.keeps(record));

    let mut found = of_the_bond(member, terms, stake, is_old)?;
    match parsed {
        Parsed::Closed => found |= gates::CLOSED,
        Parsed::Unknown => found |= gates::UNREADABLE | kept_gates(member),
        Parsed::Open(account) => {
            found |= of_the_account(member, terms, &account, balance, witnesses);
            found |= of_its_votes(member, steward, terms, &account, found)?;
        }
    }
    if found & gates::HARD != 0 {
        member.quality = 0;
    }
    let mut allowed = terms.cap_of(counted)?;
    let mut score = score(member.quality, allowed, terms.stakeable).or_error()?;
    if is_old && found & gates::HARD == 0 && !stake.is_zero() {
        allowed = allowed.max(stake);
        score = score.max(terms.keeping_score(stake)?);
    }
    let has_soft_gate = found & !gates::HARD != 0;
    let cap = if has_soft_gate { allowed.min(stake) } else { allowed };
    let may_have = match (member.quality, has_soft_gate) {
        (0, _) => Lamports::ZERO,
        (_, true) => stake,
        (_, false) => terms.most,
    };
    member.set_counted_in_sum(steward, terms.useful(counted, may_have)?);
    member.gates = found;
    member.score = score;
    member.rated_epoch = terms.epoch;
    Ok(Rating { score, cap })
}

/// Gates that were found when the vote account could be read: what is unreadable changes nothing.
fn kept_gates(member: &Member) -> u32 {
    member.gates & (gates::COMMISSION | gates::PERFORMANCE | gates::SILENT | gates::CLOSED)
}

fn flag(gate: u32, is_set: bool) -> u32 {
    if is_set {
        gate
    } else {
        0
    }
}

/// Gates of the bond, which need no look at the vote account.
fn of_the_bond(member: &Member, terms: &Terms, stake: Lamports, is_old: bool) -> Result<u32> {
    let bond = terms.price.lamports_for(member.available()).or_error()?;
    Ok(flag(gates::DEBT, member.debt > member.tokens)
        | flag(gates::COVERAGE, !is_old && is_short(bond, stake, terms.policy.floor()))
        | flag(gates::VETOED, member.is_vetoed(terms.epoch))
        | flag(gates::LEAVING, member.is(MemberStatus::Leaving)))
}

/// Gates of what the vote account is like now.
fn of_the_account(member: &mut Member, terms: &Terms, account: &VoteAccount, balance: u64, witnesses: u64) -> u32 {
    let allowed = terms.policy.commission_ceiling.min(member.pledge().at(terms.epoch).0);
    let looks = member.looks().after(terms.epoch, account.commission.0 > allowed);
    member.set_looks(looks);

    let is_late = account.last_voted_slot.saturating_add(patience(terms.slots)) < terms.slot;
    if is_late && witnesses >= WITNESSES {
        member.silent_slot = account.last_voted_slot;
    } else if !is_late {
        member.silent_slot = u64::MAX;
    }
    // Found silent once, it stays so until it votes: whoever calls without witnesses changes nothing.
    flag(gates::SILENT, is_late && member.silent_slot == account.last_voted_slot)
        | flag(gates::COMMISSION, looks.is_gate(terms.epoch))
        | flag(gates::BLS_KEY, terms.policy.require_bls_key != 0 && !account.has_bls_key)
        | flag(gates::BALANCE, balance < terms.policy.min_vote_balance)
}

/// Takes its votes of the last epochs into its quality; returns the gates that follow.
fn of_its_votes(
    member: &mut Member,
    steward: &Steward,
    terms: &Terms,
    account: &VoteAccount,
    found: u32,
) -> Result<u32> {
    let mut performance = Performance::default();
    let mut ledger = account.ledger(terms.epoch, terms.slots);
    for ago in 1..=WINDOW {
        let Some(epoch) = terms.epoch.checked_sub(ago) else { break };
        let Some(reference) = steward.reference(epoch) else { continue };
        match ledger.at(epoch) {
            Credits::Known(credits) => performance.add(reference.performance(credits)),
            Credits::Unknown => {}
            // It had ten epochs of credits when it joined: an account that begins later was made anew.
            Credits::Earlier if epoch >= member.joined_epoch => performance.add(0),
            Credits::Earlier => {}
        }
    }
    let Some(mean) = performance.mean() else { return Ok(gates::UNKNOWN | (member.gates & gates::PERFORMANCE)) };
    member.performance = u32::try_from(mean).unwrap_or(u32::MAX);
    let hard = flag(gates::PERFORMANCE, mean < HARD_PERFORMANCE);
    if (found | hard) & gates::HARD == 0 {
        let taken: Bps = member.pledge().at(terms.epoch).max(account.commission);
        let new = quality(mean, taken);
        // Only the votes have noise: another commission counts at once.
        member.quality = if member.quality_commission == taken.0 { kept_quality(member.quality, new) } else { new };
        member.quality_commission = taken.0;
    }
    Ok(hard | flag(gates::LOW_PERFORMANCE, hard == 0 && mean < SOFT_PERFORMANCE))
}
