use anchor_lang::prelude::*;
use anchor_lang::system_program;
use anchor_spl::token::{Token, TokenAccount};
use steward_math::Parsed;
use truestake_math::{Bps, PoolTokens};

use super::vault::take_tokens;
use crate::constants::{seeds, JOIN_EPOCHS, VERSION};
use crate::error::{OrStewardError, StewardError};
use crate::events::Joined;
use crate::pool::price;
use crate::rating::look;
use crate::state::{Member, MemberStatus, Members, Membership, Policy, Steward};
use crate::truestake::accounts::Pool;

#[derive(Accounts)]
pub struct Join<'info> {
    /// Signer: pays the fee and all rents.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// Signer: the vote account's authorized withdrawer.
    pub withdrawer: Signer<'info>,
    /// Signer: owner of the tokens that become the bond.
    pub source_owner: Signer<'info>,
    /// Read: gets the bond back; need not sign.
    /// CHECK: any address but the default one. Whoever names one that can never sign loses the bond: only it can ask it back.
    pub owner: UncheckedAccount<'info>,
    /// Write: the steward.
    #[account(
        mut,
        has_one = pool @ StewardError::WrongPool,
        has_one = members @ StewardError::WrongMembers,
        has_one = vault @ StewardError::WrongVault,
    )]
    pub steward: AccountLoader<'info, Steward>,
    /// Write: its list of members.
    #[account(mut)]
    pub members: AccountLoader<'info, Members>,
    /// Create: the validator's membership.
    #[account(
        init,
        payer = payer,
        space = 8 + Membership::INIT_SPACE,
        seeds = [seeds::MEMBERSHIP, steward.key().as_ref(), vote.key().as_ref()],
        bump,
    )]
    pub membership: Account<'info, Membership>,
    /// Read: the vote account.
    /// CHECK: checked in the handler.
    pub vote: UncheckedAccount<'info>,
    /// Read: the pool.
    #[account(has_one = reserve @ StewardError::WrongReserve)]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the reserve. Gets the fee.
    /// CHECK: the pool names it.
    #[account(mut)]
    pub reserve: UncheckedAccount<'info>,
    /// Write: tokens that become the bond.
    #[account(mut)]
    pub source: Account<'info, TokenAccount>,
    /// Write: the vault.
    #[account(mut)]
    pub vault: Account<'info, TokenAccount>,
    /// The token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> Join<'info> {
    fn validate(&self, policy: &Policy, pledge: u16, tokens: u64, clock: &Clock) -> Result<()> {
        require!(pledge <= policy.commission_ceiling, StewardError::PledgeTooHigh);
        require_keys_neq!(self.owner.key(), Pubkey::default(), StewardError::WrongOwner);
        let data = self.vote.try_borrow_data()?;
        let Parsed::Open(account) = look(self.vote.owner, &data) else {
            return err!(StewardError::WrongVoteAccount);
        };
        require!(account.withdrawer == &self.withdrawer.key().to_bytes(), StewardError::NotWithdrawer);
        let is_old = account.first_epoch().is_some_and(|first| first.saturating_add(JOIN_EPOCHS) <= clock.epoch);
        require!(is_old, StewardError::TooNew);
        let pool = self.pool.load()?;
        let bond = price(&pool, clock.slot)?.lamports_for(PoolTokens(tokens)).or_error()?;
        require!(bond >= policy.min_bond(), StewardError::BondTooSmall);
        Ok(())
    }

    /// Makes room where the place is a new one.
    fn make_room(&self, index: u32, policy: &Policy) -> Result<()> {
        let count = self.members.load()?.count;
        require!(index <= count, StewardError::MemberNotFound);
        if index < count {
            return Ok(());
        }
        require!(count < policy.max_members, StewardError::MembersFull);
        let list = self.members.to_account_info();
        let after = count.checked_add(1).or_error()?;
        let bytes = Members::space(after);
        let missing = Rent::get()?.minimum_balance(bytes).saturating_sub(list.lamports());
        self.pay(&list, missing)?;
        list.resize(bytes)?;
        self.members.load_mut()?.count = after;
        Ok(())
    }

    /// Writes the member into its place, which has to be free.
    fn settle(&self, index: u32, pledge: Bps, tokens: PoolTokens, epoch: u64) -> Result<()> {
        let mut member = Members::place_mut(&self.members, index)?;
        require!(member.is(MemberStatus::Free), StewardError::PlaceTaken);
        *member = Member::new(self.vote.key(), self.owner.key(), pledge, tokens, epoch);
        self.steward.load_mut()?.take_in(tokens)
    }

    fn pay(&self, to: &AccountInfo<'info>, lamports: u64) -> Result<()> {
        let accounts = system_program::Transfer { from: self.payer.to_account_info(), to: to.clone() };
        system_program::transfer(CpiContext::new(system_program::ID, accounts), lamports)
    }
}

/// `index` is a free place, or the first one behind the list.
pub fn join(ctx: Context<Join>, index: u32, pledge: u16, tokens: u64) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let clock = Clock::get()?;
    let policy = *accounts.steward.load()?.policy_at(clock.epoch);
    accounts.validate(&policy, pledge, tokens, &clock)?;

    // Interaction: room first
    accounts.make_room(index, &policy)?;

    // Effect
    accounts.settle(index, Bps(pledge), PoolTokens(tokens), clock.epoch)?;
    let (steward, vote, owner) = (accounts.steward.key(), accounts.vote.key(), accounts.owner.key());
    let (bump, rent_payer) = (ctx.bumps.membership, accounts.payer.key());
    ctx.accounts.membership.set_inner(Membership {
        version: VERSION,
        bump,
        index,
        steward,
        vote,
        rent_payer,
        barred_until: 0,
    });

    // Interaction
    let accounts = &ctx.accounts;
    accounts.pay(&accounts.reserve, policy.join_fee)?;
    take_tokens(&accounts.source, &accounts.vault, &accounts.source_owner, tokens)?;

    // Log
    emit!(Joined { steward, vote, index, owner, tokens, pledge });
    accounts.steward.load()?.assert_invariants(accounts.vault.as_ref())
}
