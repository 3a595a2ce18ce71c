use anchor_lang::prelude::*;
use truestake_math::{Bps, Lamports, MathResult, PoolTokens, Price};

use super::size_of_account;
use crate::math::Millionths;

/// One lender's SOL, lent against one pool's token. PDA of "market", lender, mint.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Market {
    /// Layout version; this is 1.
    pub version: u8,
    pub bump: u8,
    pub vault_bump: u8,
    pub collateral_bump: u8,
    /// The mean is over so many of the pool's last epoch updates.
    pub mean_updates: u8,
    pub _reserved_byte: u8,
    /// Most that can be borrowed, of the collateral's worth; basis points.
    pub loan_to_value: u16,
    /// Debt over this part of the collateral's worth can be liquidated; basis points.
    pub liquidation_threshold: u16,
    /// What a liquidator receives over the payment; basis points.
    pub liquidation_bonus: u16,
    /// No update of the mean may be older, in epochs; at least `mean_updates`.
    pub max_age_epochs: u16,
    pub _reserved_ratio: u16,
    /// Cost of every epoch begun; millionths of the principal.
    pub interest: u32,
    /// No rise of the price over this counts; millionths in an epoch.
    pub max_rise: u32,

    /// Whose SOL is lent, and who bears what collateral does not cover.
    pub lender: Pubkey,
    /// The pool token.
    pub mint: Pubkey,
    /// Its pool.
    pub pool: Pubkey,
    /// System account with the SOL that is not lent.
    pub vault: Pubkey,
    /// Token account of all positions' collateral; its own authority.
    pub collateral: Pubkey,
    pub _reserved: [u64; 8],
}

impl Market {
    /// Bytes of the account.
    pub const SPACE: usize = size_of_account::<Self>();

    /// Most debt that `tokens` let somebody take.
    pub fn borrow_limit(&self, tokens: PoolTokens, price: Price) -> MathResult<Lamports> {
        part_of(price.lamports_for(tokens)?, self.loan_to_value)
    }

    /// Most debt that `tokens` keep from liquidation.
    pub fn liquidation_limit(&self, tokens: PoolTokens, price: Price) -> MathResult<Lamports> {
        part_of(price.lamports_for(tokens)?, self.liquidation_threshold)
    }

    /// What every epoch begun costs.
    pub fn rate(&self) -> Millionths {
        Millionths(self.interest)
    }
}

/// A part of an amount, floored.
fn part_of(lamports: Lamports, part: u16) -> MathResult<Lamports> {
    Bps(part).floor_of(lamports.0).map(Lamports)
}
