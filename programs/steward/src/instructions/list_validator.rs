use anchor_lang::prelude::*;
use truestake_math::Lamports;

use crate::error::StewardError;
use crate::events::Listed;
use crate::pool::require_manager;
use crate::rating::{look, rate, Rating, Seen, Terms};
use crate::state::{Members, Steward};
use crate::truestake;
use crate::truestake::accounts::Pool;
use crate::truestake::program::Truestake;

/// What has no words here is of the pool, whose program checks it.
#[derive(Accounts)]
pub struct ListValidator<'info> {
    /// Signer: pays for the validator's place in the pool's list.
    #[account(mut)]
    pub payer: Signer<'info>,
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
    #[account(mut)]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the pool's validator list.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub validators: UncheckedAccount<'info>,
    /// Read: the member's vote account.
    /// CHECK: compared with the list.
    pub vote: UncheckedAccount<'info>,
    /// Read: the validator stake address; it must be free.
    /// CHECK: by the pool's program.
    pub stake: UncheckedAccount<'info>,
    /// Read: the validator's transient stake address; it must be free.
    /// CHECK: by the pool's program.
    pub transient: UncheckedAccount<'info>,
    /// Create: the validator's mark.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub mark: UncheckedAccount<'info>,
    /// The pool's program.
    pub pool_program: Program<'info, Truestake>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> ListValidator<'info> {
    /// Rates the member; the authority's bump comes with it.
    fn rate(&self, index: u32, clock: &Clock) -> Result<(u8, Rating)> {
        let pool = self.pool.load()?;
        let mut steward = self.steward.load_mut()?;
        require_manager(&mut steward, &pool, clock.epoch)?;
        let terms = Terms::new(&steward, &pool, clock)?;
        let mut member = Members::get_mut(&self.members, index)?;
        require_keys_eq!(member.vote, self.vote.key(), StewardError::WrongVoteAccount);
        let data = self.vote.try_borrow_data()?;
        let seen = Seen { parsed: look(self.vote.owner, &data), balance: self.vote.lamports(), witnesses: 0 };
        Ok((steward.authority_bump, rate(&mut member, &mut steward, &terms, None, seen)?))
    }

    /// Has the pool's program list the validator.
    fn add_validator(&self, bump: u8, score: u32, cap: Lamports) -> Result<()> {
        let call = truestake::cpi::accounts::AddValidator {
            payer: self.payer.to_account_info(),
            validator_manager: self.authority.to_account_info(),
            pool: self.pool.to_account_info(),
            validators: self.validators.to_account_info(),
            vote: self.vote.to_account_info(),
            stake: self.stake.to_account_info(),
            transient: self.transient.to_account_info(),
            mark: self.mark.to_account_info(),
            system_program: self.system_program.to_account_info(),
        };
        Steward::sign(bump, &self.steward.key(), |signer| {
            let context = CpiContext::new_with_signer(self.pool_program.key(), call, signer);
            truestake::cpi::add_validator(context, score, cap.0)
        })
    }
}

pub fn list_validator(ctx: Context<ListValidator>, index: u32) -> Result<()> {
    // Check and effect
    let accounts = &ctx.accounts;
    let (bump, Rating { score, cap }) = accounts.rate(index, &Clock::get()?)?;
    require!(score > 0, StewardError::NotQualified);

    // Interaction
    accounts.add_validator(bump, score, cap)?;

    // Log
    emit!(Listed { steward: accounts.steward.key(), vote: accounts.vote.key(), score, cap: cap.0 });
    Ok(())
}
