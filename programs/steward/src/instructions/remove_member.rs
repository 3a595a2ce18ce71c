use anchor_lang::prelude::*;

use crate::error::StewardError;
use crate::events::MemberRemoved;
use crate::pool::{gets_no_stake, is_drained, observe_manager, record_of};
use crate::state::{Member, Members, Membership, Steward};
use crate::truestake::accounts::{Pool, ValidatorList};

#[derive(Accounts)]
pub struct RemoveMember<'info> {
    /// Write: the steward.
    #[account(mut, has_one = pool @ StewardError::WrongPool, has_one = members @ StewardError::WrongMembers)]
    pub steward: AccountLoader<'info, Steward>,
    /// Write: its list of members.
    #[account(mut)]
    pub members: AccountLoader<'info, Members>,
    /// Write: the validator's membership; it is closed, once a veto has ended.
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
    /// Read: the pool.
    #[account(has_one = validators @ StewardError::WrongValidatorList)]
    pub pool: AccountLoader<'info, Pool>,
    /// Read: its validator list.
    pub validators: AccountLoader<'info, ValidatorList>,
    /// Read: the pool's mark of the validator; not there where the pool does not list it.
    /// CHECK: derived in the handler.
    pub mark: UncheckedAccount<'info>,
}

impl RemoveMember<'_> {
    /// Refuses while there is a bond, or anything that one would have to pay for.
    fn require_done(&self, member: &Member, is_manager: bool, epoch: u64) -> Result<()> {
        require!(member.tokens == 0, StewardError::BondThere);
        require!(member.debt == 0, StewardError::DebtOpen);
        let Some(record) = record_of(&self.validators, &self.mark, &self.pool.key(), &member.vote)? else {
            return Ok(());
        };
        require!(member.is_assessed(&record.earning, epoch), StewardError::NotAssessed);
        let is_gone = is_drained(&record) && gets_no_stake(&record);
        require!(is_gone || !is_manager, StewardError::StakeNotGone);
        Ok(())
    }
}

pub fn remove_member(ctx: Context<RemoveMember>) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let epoch = Clock::get()?.epoch;
    let (vote, vetoed_until) = {
        let pool = accounts.pool.load()?;
        let mut steward = accounts.steward.load_mut()?;
        let is_manager = observe_manager(&mut steward, &pool, epoch)?;
        let mut member = Members::get_mut(&accounts.members, accounts.membership.index)?;
        require_keys_eq!(member.vote, accounts.membership.vote, StewardError::WrongMembership);
        accounts.require_done(&member, is_manager, epoch)?;

        // Effect
        let (vote, vetoed_until) = (member.vote, member.veto_until);
        member.free(&mut steward);
        (vote, vetoed_until)
    };

    // Interaction
    let rent_payer = accounts.rent_payer.to_account_info();
    Membership::end(&mut ctx.accounts.membership, vetoed_until, epoch, rent_payer)?;

    // Log
    let accounts = &ctx.accounts;
    emit!(MemberRemoved { steward: accounts.steward.key(), vote, index: accounts.membership.index });
    Ok(())
}
