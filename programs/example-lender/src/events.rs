//! One event per instruction that changes anything. `tokens` and `debt_lamports` of a position are those after it.

use anchor_lang::prelude::*;

use crate::math::{Lamports, PoolTokens};

#[event]
pub struct MarketCreated {
    pub market: Pubkey,
    pub lender: Pubkey,
    pub mint: Pubkey,
}

#[event]
pub struct Funded {
    pub market: Pubkey,
    pub lamports: Lamports,
}

#[event]
pub struct FundsWithdrawn {
    pub market: Pubkey,
    pub lamports: Lamports,
}

#[event]
pub struct PositionOpened {
    pub position: Pubkey,
    pub market: Pubkey,
    pub owner: Pubkey,
}

#[event]
pub struct PositionClosed {
    pub position: Pubkey,
}

#[event]
pub struct CollateralDeposited {
    pub position: Pubkey,
    pub deposited: PoolTokens,
    pub tokens: PoolTokens,
}

#[event]
pub struct CollateralWithdrawn {
    pub position: Pubkey,
    pub withdrawn: PoolTokens,
    pub tokens: PoolTokens,
    pub debt_lamports: Lamports,
}

#[event]
pub struct Borrowed {
    pub position: Pubkey,
    pub lamports: Lamports,
    pub tokens: PoolTokens,
    pub debt_lamports: Lamports,
}

#[event]
pub struct Repaid {
    pub position: Pubkey,
    pub payer: Pubkey,
    pub lamports: Lamports,
    pub debt_lamports: Lamports,
}

#[event]
pub struct Liquidated {
    pub position: Pubkey,
    pub liquidator: Pubkey,
    pub paid_lamports: Lamports,
    pub seized_tokens: PoolTokens,
    pub tokens: PoolTokens,
    /// With no tokens left, this is the lender's loss.
    pub debt_lamports: Lamports,
}
