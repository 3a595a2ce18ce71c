use anchor_lang::prelude::*;
use truestake_math::{Lamports, PoolTokens};

use super::GetPrice;
use crate::constants::VERSION;
use crate::error::OrProgramError;

/// Which way to convert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize)]
pub enum Conversion {
    /// Lamports to the tokens that a deposit without fee would give: at the ask.
    ToTokens,
    /// Tokens to the lamports that they stand for: at the true price.
    ToLamports,
}

/// A converted amount, as return data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize)]
pub struct Converted {
    /// Layout version of this answer.
    pub version: u8,
    /// Tokens or lamports, floored.
    pub amount: u64,
    /// Epoch of the last update.
    pub epoch: u64,
    /// Slot of this answer.
    pub slot: u64,
    /// Whether the price is of the current epoch and its rewards are paid out.
    pub fresh: bool,
}

pub fn convert(ctx: Context<GetPrice>, conversion: Conversion, amount: u64) -> Result<Converted> {
    let clock = Clock::get()?;
    let pool = ctx.accounts.pool.load()?;
    let amount = match conversion {
        Conversion::ToTokens => {
            let lamports = Lamports(amount);
            pool.ask(&clock, lamports)?.tokens_for(lamports).or_program_error()?.0
        }
        Conversion::ToLamports => {
            pool.bid(clock.slot).and_then(|bid| bid.lamports_for(PoolTokens(amount))).or_program_error()?.0
        }
    };
    Ok(Converted {
        version: VERSION,
        amount,
        epoch: pool.last_update_epoch,
        slot: clock.slot,
        fresh: pool.is_fresh_and_paid(&clock)?,
    })
}
