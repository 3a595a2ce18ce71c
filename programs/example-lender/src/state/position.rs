use anchor_lang::prelude::*;

use super::size_of_account;
use crate::math::{interest, Lamports, MathError, MathResult, Millionths, PoolTokens};

/// Somebody's collateral and debt in a market. PDA of "position", market, owner.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Position {
    /// Layout version; this is 1.
    pub version: u8,
    pub bump: u8,
    pub spare_bytes: [u8; 6],
    pub market: Pubkey,
    pub owner: Pubkey,
    /// Its part of the market's collateral.
    pub tokens: PoolTokens,
    /// What it owes, interest up to `debt_epoch` included.
    pub debt_lamports: Lamports,
    pub debt_epoch: u64,
    pub spare: [u64; 4],
}

impl Position {
    /// Bytes of the account.
    pub const SPACE: usize = size_of_account::<Self>();

    /// Adds the interest of the epochs since the last time.
    pub fn accrue(&mut self, rate: Millionths, epoch: u64) -> MathResult<()> {
        let epochs = epoch.checked_sub(self.debt_epoch).ok_or(MathError::Overflow)?;
        let due = interest(self.debt_lamports, rate, epochs)?;
        self.debt_lamports = self.debt_lamports.checked_add(due).ok_or(MathError::Overflow)?;
        self.debt_epoch = epoch;
        Ok(())
    }

    /// Adds a loan and its interest of the epoch that has begun.
    pub fn owe(&mut self, lamports: Lamports, rate: Millionths) -> MathResult<()> {
        let due = lamports.checked_add(interest(lamports, rate, 1)?).ok_or(MathError::Overflow)?;
        self.debt_lamports = self.debt_lamports.checked_add(due).ok_or(MathError::Overflow)?;
        Ok(())
    }

    pub fn pay(&mut self, lamports: Lamports) -> MathResult<()> {
        self.debt_lamports = self.debt_lamports.checked_sub(lamports).ok_or(MathError::Overflow)?;
        Ok(())
    }

    pub fn add(&mut self, tokens: PoolTokens) -> MathResult<()> {
        self.tokens = self.tokens.checked_add(tokens).ok_or(MathError::Overflow)?;
        Ok(())
    }

    pub fn take(&mut self, tokens: PoolTokens) -> MathResult<()> {
        self.tokens = self.tokens.checked_sub(tokens).ok_or(MathError::Overflow)?;
        Ok(())
    }
}
