use anchor_lang::prelude::*;
use anchor_lang::system_program;

use crate::constants::{seeds, MAX_SCORE, MAX_VALIDATORS, VERSION};
use crate::error::TruestakeError;
use crate::events::ValidatorAdded;
use crate::math::Lamports;
use crate::state::{record_mut, Pool, ValidatorList, ValidatorMark, ValidatorRecord};
use crate::system::{grow, NewAccount};
use crate::vote::require_open;

#[derive(Accounts)]
pub struct AddValidator<'info> {
    /// Signer: the pool's validator manager. Pays for the list's growth and the mark.
    #[account(mut)]
    pub validator_manager: Signer<'info>,
    /// Read: the pool.
    #[account(
        has_one = validator_manager @ TruestakeError::NotValidatorManager,
        has_one = validators @ TruestakeError::WrongValidatorList,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the validator list.
    #[account(mut)]
    pub validators: AccountLoader<'info, ValidatorList>,
    /// CHECK: an open vote account, checked in the handler.
    pub vote: UncheckedAccount<'info>,
    /// CHECK: the validator's canonical stake address; must be free.
    #[account(seeds = [seeds::STAKE, pool.key().as_ref(), vote.key().as_ref()], bump)]
    pub stake: UncheckedAccount<'info>,
    /// CHECK: the validator's transient stake address; must be free.
    #[account(seeds = [seeds::TRANSIENT, pool.key().as_ref(), vote.key().as_ref()], bump)]
    pub transient: UncheckedAccount<'info>,
    /// CHECK: created here; exists exactly while the validator is listed, so that the list need not be searched.
    #[account(mut, seeds = [seeds::VALIDATOR, pool.key().as_ref(), vote.key().as_ref()], bump)]
    pub mark: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
}

pub fn add_validator(ctx: Context<AddValidator>, score: u32) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let (address, vote) = (accounts.pool.key(), accounts.vote.key());
    let clock = Clock::get()?;
    require!(score <= MAX_SCORE, TruestakeError::ScoreTooHigh);
    require_open(&accounts.vote)?;
    require_keys_eq!(*accounts.mark.owner, system_program::ID, TruestakeError::ValidatorAlreadyListed);
    for address in [&accounts.stake, &accounts.transient] {
        require_keys_eq!(*address.owner, system_program::ID, TruestakeError::StakeAddressTaken);
    }
    let books = accounts.pool.load()?.books(clock.slot)?;
    let index = accounts.validators.load()?.count;
    require!(index < MAX_VALIDATORS, TruestakeError::ValidatorListFull);

    // Interaction: room first
    grow(&accounts.validator_manager, accounts.validators.as_ref(), ValidatorList::space(index.saturating_add(1)))?;
    let rent = Lamports(Rent::get()?.minimum_balance(ValidatorMark::SPACE));
    NewAccount {
        payer: &accounts.validator_manager,
        account: &accounts.mark,
        signers: &[&[seeds::VALIDATOR, address.as_ref(), vote.as_ref(), &[ctx.bumps.mark]]],
        bytes: ValidatorMark::SPACE as u64,
        owner: &crate::ID,
    }
    .create(rent)?;

    // Effect
    ValidatorMark { version: VERSION, bump: ctx.bumps.mark, spare_bytes: [0; 6] }.write(&accounts.mark)?;
    {
        let mut list = accounts.validators.load_mut()?;
        list.enter_epoch(clock.epoch);
        list.count = index.checked_add(1).ok_or(TruestakeError::Overflow)?;
        list.updated_count = list.updated_count.checked_add(1).ok_or(TruestakeError::Overflow)?;
        list.total_score = list.total_score.checked_add(u64::from(score)).ok_or(TruestakeError::Overflow)?;
    }
    *record_mut(&accounts.validators, index)? = ValidatorRecord {
        vote,
        stake: accounts.stake.key(),
        // With nothing at stake there is nothing to measure in this epoch.
        last_update_epoch: clock.epoch,
        score,
        stake_bump: ctx.bumps.stake,
        transient_bump: ctx.bumps.transient,
        ..bytemuck::Zeroable::zeroed()
    };

    // Log
    emit!(ValidatorAdded { pool: address, vote, index, score, before: books, after: books });
    Ok(())
}
