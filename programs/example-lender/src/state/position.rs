use anchor_lang::prelude::*;
use truestake_math::{Lamports, MathError, MathResult, PoolTokens};

use super::size_of_account;
use crate::math::{Debt, Millionths};

/// Somebody's collateral and debt in a market. PDA of "position", market, owner.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Position {
    /// Layout version; this is 1.
    pub version: u8,
    pub bump: u8,
    pub _reserved_bytes: [u8; 6],
    pub market: Pubkey,
    pub owner: Pubkey,
    /// Its part of the market's collateral.
    pub tokens: u64,
    /// What was lent to it and is not repaid.
    pub principal_lamports: u64,
    /// Interest on that, up to `interest_epoch`; it bears none itself.
    pub interest_lamports: u64,
    pub interest_epoch: u64,
    pub _reserved: [u64; 3],
}

impl Position {
    /// Bytes of the account.
    pub const SPACE: usize = size_of_account::<Self>();

    pub fn debt(&self) -> Debt {
        Debt { principal: Lamports(self.principal_lamports), interest: Lamports(self.interest_lamports) }
    }

    /// All that it owes, interest up to `interest_epoch` included.
    pub fn debt_lamports(&self) -> MathResult<Lamports> {
        self.debt().total()
    }

    /// Writes down the interest of the epochs since the last time.
    pub fn accrue(&mut self, rate: Millionths, epoch: u64) -> MathResult<()> {
        let epochs = epoch.checked_sub(self.interest_epoch).ok_or(MathError::Overflow)?;
        self.set_debt(self.debt().accrued(rate, epochs)?);
        self.interest_epoch = epoch;
        Ok(())
    }

    /// Adds a loan and its interest of the epoch that has begun.
    pub fn owe(&mut self, lamports: Lamports, rate: Millionths) -> MathResult<()> {
        self.set_debt(self.debt().lent(lamports, rate)?);
        Ok(())
    }

    pub fn pay(&mut self, lamports: Lamports) -> MathResult<()> {
        self.set_debt(self.debt().paid(lamports)?);
        Ok(())
    }

    fn set_debt(&mut self, Debt { principal, interest }: Debt) {
        self.principal_lamports = principal.0;
        self.interest_lamports = interest.0;
    }

    /// Its collateral.
    pub fn collateral(&self) -> PoolTokens {
        PoolTokens(self.tokens)
    }

    pub fn add(&mut self, tokens: PoolTokens) -> MathResult<()> {
        self.tokens = self.collateral().plus(tokens)?.0;
        Ok(())
    }

    pub fn take(&mut self, tokens: PoolTokens) -> MathResult<()> {
        self.tokens = self.collateral().minus(tokens)?.0;
        Ok(())
    }
}
