use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, TokenAccount};
use truestake_math::Lamports;

#[cfg(feature = "idl-build")]
use crate::constants::seeds;
use crate::constants::VERSION;
use crate::cpi::stake::{stake_rent, Found};
use crate::cpi::system::empty_rent;
use crate::error::{require, OrProgramError, TruestakeError};
use crate::state::{Pool, StakeStatus, ValidatorList};

/// For each index follow as remaining accounts: the validator stake account if it exists, and its transient
/// one if it is funded (their status is not `None`).
#[derive(Accounts)]
pub struct CheckBacking<'info> {
    /// Read: the pool.
    #[account(
        has_one = mint @ TruestakeError::WrongMint,
        has_one = reserve @ TruestakeError::WrongReserve,
        has_one = escrow @ TruestakeError::WrongEscrow,
        has_one = validators @ TruestakeError::WrongValidatorList,
    )]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::POOL, mint.key().as_ref()], bump))]
    pub pool: AccountLoader<'info, Pool>,
    /// Read: the validator list.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::VALIDATORS, pool.key().as_ref()], bump))]
    pub validators: AccountLoader<'info, ValidatorList>,
    /// Read: the pool token.
    pub mint: Account<'info, Mint>,
    /// Read: the reserve. Measured.
    /// CHECK: the pool names it.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::RESERVE, pool.key().as_ref()], bump))]
    pub reserve: UncheckedAccount<'info>,
    /// Read: the tokens of queued tickets.
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::ESCROW, pool.key().as_ref()], bump))]
    pub escrow: Account<'info, TokenAccount>,
}

/// What was compared, as return data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, AnchorSerialize, AnchorDeserialize)]
pub struct Backing {
    /// Layout version of this answer.
    pub version: u8,
    /// What the books say the reserve and the compared validators' accounts hold.
    pub booked: Lamports,
    /// What they hold.
    pub held: Lamports,
}

impl Backing {
    fn compare(&mut self, booked: Lamports, held: Lamports) -> Result<()> {
        require!(held >= booked, TruestakeError::NotBacked);
        self.booked = self.booked.plus(booked).or_program_error()?;
        self.held = self.held.plus(held).or_program_error()?;
        Ok(())
    }
}

pub fn check_backing<'info>(ctx: Context<'info, CheckBacking<'info>>, indexes: Vec<u32>) -> Result<Backing> {
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let pool = accounts.pool.load()?;
    let mut backing = Backing { version: VERSION, ..Backing::default() };

    let rent = empty_rent()?;
    backing.compare(pool.reserve_lamports, Lamports(accounts.reserve.lamports()).saturating_minus(rent))?;
    require!(accounts.mint.supply <= pool.supply.0, TruestakeError::SupplyAboveBooks);
    require!(accounts.escrow.amount >= pool.queued_tokens.0, TruestakeError::NotBacked);

    let stake_rent = stake_rent()?;
    let mut remaining = ctx.remaining_accounts.iter();
    let mut next = |expected: Pubkey, error: TruestakeError| -> Result<Lamports> {
        let info = remaining.next().ok_or(TruestakeError::WrongAccountCount)?;
        if *info.key != expected {
            return Err(error.into());
        }
        // An address that is only funded belongs to the pool as much as an account under its authority does.
        if *info.owner == System::id() {
            return Ok(Lamports(info.lamports()));
        }
        Ok(Found::at(info, &pool.stake_authority, stake_rent)?.lamports())
    };
    for index in indexes {
        let record = *ValidatorList::record(&accounts.validators, index)?;
        if record.stake_status != StakeStatus::None as u8 {
            backing.compare(record.stake_lamports, next(record.stake, TruestakeError::WrongStakeAccount)?)?;
        }
        if record.transient_status != StakeStatus::None as u8 {
            let transient = record.transient_address(&address)?;
            backing.compare(record.transient_lamports, next(transient, TruestakeError::WrongTransientAccount)?)?;
        }
    }
    require!(remaining.next().is_none(), TruestakeError::WrongAccountCount);
    Ok(backing)
}
