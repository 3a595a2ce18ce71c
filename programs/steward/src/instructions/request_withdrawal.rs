use anchor_lang::prelude::*;
use steward_math::idled;
use truestake_math::{Lamports, PoolTokens};

use crate::constants::NOTES;
use crate::error::{OrStewardError, StewardError};
use crate::events::WithdrawalRequested;
use crate::pool::{delegated, manager, record_of};
use crate::rating::Terms;
use crate::state::{Member, MemberStatus, Members, Steward};
use crate::truestake::accounts::{Pool, ValidatorList};

#[derive(Accounts)]
pub struct RequestWithdrawal<'info> {
    /// Signer: the bond's owner.
    pub owner: Signer<'info>,
    /// Write: the steward.
    #[account(mut, has_one = pool @ StewardError::WrongPool, has_one = members @ StewardError::WrongMembers)]
    pub steward: AccountLoader<'info, Steward>,
    /// Write: its list of members.
    #[account(mut)]
    pub members: AccountLoader<'info, Members>,
    /// Read: the pool.
    #[account(has_one = validators @ StewardError::WrongValidatorList)]
    pub pool: AccountLoader<'info, Pool>,
    /// Read: its validator list.
    pub validators: AccountLoader<'info, ValidatorList>,
    /// Read: the pool's mark of the validator; not there where the pool does not list it.
    /// CHECK: derived in the handler.
    pub mark: UncheckedAccount<'info>,
}

/// What a lamport of stake earned in the last epoch that is known; nothing where none is.
fn last_growth(steward: &Steward, epoch: u64) -> u64 {
    let mut epochs = (1..=u64::from(NOTES)).filter_map(|ago| epoch.checked_sub(ago));
    epochs.find_map(|epoch| steward.reference(epoch)).map_or(0, |reference| reference.growth)
}

/// Whether what stays is a bond: whoever takes more than that leaves. Asking for nothing is always possible.
fn stays_bonded(member: &Member, terms: &Terms) -> Result<bool> {
    let stays = PoolTokens(member.tokens).saturating_minus(member.requested());
    let is_bond =
        member.requested().is_zero() || terms.price.lamports_for(stays).or_error()? >= terms.policy.min_bond();
    Ok(is_bond || member.is(MemberStatus::Leaving))
}

impl RequestWithdrawal<'_> {
    /// What stake misses that has to leave because of this request: what the bond `covered` until now and covers no longer. Nothing
    /// for stake that leaves anyway, by a gate, by an earlier request or with the steward.
    fn idles(
        &self,
        steward: &Steward,
        pool: &Pool,
        member: &Member,
        terms: &Terms,
        covered: Lamports,
    ) -> Result<Lamports> {
        let address = self.pool.key();
        let Some(record) = record_of(&self.validators, &self.mark, &address, &member.vote)? else {
            return Ok(Lamports::ZERO);
        };
        if manager(pool)? != steward.authority || record.score == 0 || member.is_vetoed(terms.epoch) {
            return Ok(Lamports::ZERO);
        }
        let stake = delegated(&record);
        let covers = terms.cap_of(member.counted(terms.epoch))?;
        // What the earlier manager's validators have stays for now, but with who leaves.
        let (covered, covers) = match (terms.keeps(&record), member.is(MemberStatus::Leaving)) {
            (true, true) => (stake, covers),
            (true, false) => (stake, stake),
            (false, _) => (covered, covers),
        };
        let leaves = stake.min(covered).saturating_minus(covers);
        idled(leaves, last_growth(steward, terms.epoch), member.pledge().at(terms.epoch)).or_error()
    }
}

/// With `leaves`, or with as many `tokens` as there are, all is asked back. Otherwise `tokens` is what is asked back in all: fewer than
/// before takes the rest back. What stays has to be worth the least bond.
pub fn request_withdrawal(ctx: Context<RequestWithdrawal>, index: u32, tokens: u64, leaves: bool) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let clock = Clock::get()?;
    let pool = accounts.pool.load()?;
    let mut steward = accounts.steward.load_mut()?;
    let terms = Terms::new(&steward, &pool, &clock)?;
    let mut member = Members::get_mut(&accounts.members, index)?;
    require_keys_eq!(member.owner, accounts.owner.key(), StewardError::NotOwner);
    require!(leaves || tokens <= member.tokens, StewardError::InsufficientBond);
    let covered = terms.cap_of(member.counted(clock.epoch))?;

    // Effect
    let is_more = member.request(tokens, leaves, clock.epoch);
    require!(stays_bonded(&member, &terms)?, StewardError::BondTooSmall);
    let idled = if is_more { accounts.idles(&steward, &pool, &member, &terms, covered)? } else { Lamports::ZERO };
    member.charge(idled, terms.price, &terms.policy)?;
    member.lower_counted_in_sum(&mut steward, clock.epoch);

    // Log
    emit!(WithdrawalRequested {
        steward: accounts.steward.key(),
        vote: member.vote,
        tokens: member.requested().0,
        leaves: member.is(MemberStatus::Leaving),
        idled_lamports: idled.0,
        debt: member.debt,
    });
    Ok(())
}
