use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use truestake_math::Lamports;

use super::vault::pay_tokens;
use crate::constants::{CAP_TOLERANCE, EXIT_EPOCHS};
use crate::error::{OrStewardError, StewardError};
use crate::events::BondWithdrawn;
use crate::pool::{all_stake, gets_no_stake, is_drained, observe_manager, record_of};
use crate::rating::Terms;
use crate::state::{Member, MemberStatus, Members, Membership, Steward};
use crate::truestake::accounts::{Pool, ValidatorList};
use crate::truestake::types::ValidatorRecord;

#[derive(Accounts)]
pub struct WithdrawBond<'info> {
    /// Write: the steward.
    #[account(
        mut,
        has_one = pool @ StewardError::WrongPool,
        has_one = members @ StewardError::WrongMembers,
        has_one = authority @ StewardError::WrongAuthority,
        has_one = vault @ StewardError::WrongVault,
    )]
    pub steward: AccountLoader<'info, Steward>,
    /// Write: its list of members.
    #[account(mut)]
    pub members: AccountLoader<'info, Members>,
    /// Write: the validator's membership; closed when it leaves, unless it is vetoed.
    #[account(
        mut,
        has_one = steward @ StewardError::WrongMembership,
        has_one = rent_payer @ StewardError::WrongMembership,
    )]
    pub membership: Account<'info, Membership>,
    /// Write: gets the membership's rent.
    /// CHECK: the membership names it.
    #[account(mut)]
    pub rent_payer: UncheckedAccount<'info>,
    /// Read: an address that only signs. Authority of the vault.
    /// CHECK: the steward names it.
    pub authority: UncheckedAccount<'info>,
    /// Write: the vault.
    #[account(mut)]
    pub vault: Account<'info, TokenAccount>,
    /// Write: a token account of the bond's owner.
    #[account(mut)]
    pub destination: Account<'info, TokenAccount>,
    /// Read: the pool.
    #[account(has_one = validators @ StewardError::WrongValidatorList)]
    pub pool: AccountLoader<'info, Pool>,
    /// Read: its validator list.
    pub validators: AccountLoader<'info, ValidatorList>,
    /// Read: the pool's mark of the validator; not there where the pool does not list it.
    /// CHECK: derived in the handler.
    pub mark: UncheckedAccount<'info>,
    /// The token program.
    pub token_program: Program<'info, Token>,
}

/// Whether a validator has no more stake than its cap, as exactly as the pool keeps it there: what it earned since the last price is
/// not in the cap yet, and the pool moves no stake for a thousandth of it.
fn is_within(record: &ValidatorRecord, cap: Lamports) -> Result<bool> {
    let earned = Lamports(record.earning.earned.saturating_add(record.earning.other));
    let more = Lamports(CAP_TOLERANCE.ceil_of(cap.0).or_error()?);
    Ok(all_stake(record).saturating_minus(earned) <= cap.plus(more).or_error()?)
}

impl WithdrawBond<'_> {
    /// Whether all that the bond may have to pay for is known and paid.
    fn require_free(&self, member: &Member, terms: &Terms, is_manager: bool) -> Result<()> {
        require!(!member.requested().is_zero(), StewardError::NothingRequested);
        require!(member.debt == 0, StewardError::DebtOpen);
        let due = member.requested_epoch.saturating_add(EXIT_EPOCHS);
        require!(!is_manager || terms.epoch >= due, StewardError::TooEarly);
        let Some(record) = record_of(&self.validators, &self.mark, &self.pool.key(), &member.vote)? else {
            return Ok(());
        };
        require!(member.is_assessed(&record.earning, terms.epoch), StewardError::NotAssessed);
        if !is_manager {
            return Ok(());
        }
        // Until it is rated again the pool may give it as much stake as the bond allowed with what leaves now.
        require!(member.rated_epoch > member.requested_epoch, StewardError::NotRated);
        let is_covered = if member.is(MemberStatus::Leaving) {
            is_drained(&record) && gets_no_stake(&record)
        } else {
            is_within(&record, terms.cap_of(member.counted(terms.epoch))?)? || is_drained(&record)
        };
        require!(is_covered, StewardError::StakeNotGone);
        Ok(())
    }
}

pub fn withdraw_bond(ctx: Context<WithdrawBond>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let clock = Clock::get()?;
    let index = accounts.membership.index;
    let (bump, vote, tokens, left, vetoed_until) = {
        let pool = accounts.pool.load()?;
        let mut steward = accounts.steward.load_mut()?;
        let is_manager = observe_manager(&mut steward, &pool, clock.epoch)?;
        let terms = Terms::new(&steward, &pool, &clock)?;
        let mut member = Members::get_mut(&accounts.members, index)?;
        require_keys_eq!(member.vote, accounts.membership.vote, StewardError::WrongMembership);
        require_keys_eq!(accounts.destination.owner, member.owner, StewardError::WrongDestination);
        accounts.require_free(&member, &terms, is_manager)?;

        // Effect
        let (vote, left, vetoed_until) = (member.vote, member.is(MemberStatus::Leaving), member.veto_until);
        let tokens = member.pay_out(&mut steward, clock.epoch)?;
        if left {
            member.free(&mut steward);
        }
        (steward.authority_bump, vote, tokens, left, vetoed_until)
    };

    // Interaction
    Steward::sign(bump, &accounts.steward.key(), |signer| {
        pay_tokens(&accounts.vault, &accounts.destination, &accounts.authority, tokens, signer)
    })?;
    if left {
        let rent_payer = accounts.rent_payer.to_account_info();
        Membership::end(&mut ctx.accounts.membership, vetoed_until, clock.epoch, rent_payer)?;
    }

    // Log
    let accounts = &ctx.accounts;
    emit!(BondWithdrawn { steward: accounts.steward.key(), vote, tokens: tokens.0, left });
    accounts.steward.load()?.assert_invariants(accounts.vault.as_ref())
}
