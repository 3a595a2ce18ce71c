//! One event per instruction that changes anything. `tokens` and `debt_lamports` of a position are those after it.

use anchor_lang::prelude::*;

#[event]
pub struct MarketCreated {
    pub market: Pubkey,
    pub lender: Pubkey,
    pub mint: Pubkey,
}

#[event]
pub struct Funded {
    pub market: Pubkey,
    pub lamports: u64,
}

#[event]
pub struct FundsWithdrawn {
    pub market: Pubkey,
    pub lamports: u64,
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
    pub deposited: u64,
    pub tokens: u64,
}

#[event]
pub struct CollateralWithdrawn {
    pub position: Pubkey,
    pub withdrawn: u64,
    pub tokens: u64,
    pub debt_lamports: u64,
}

#[event]
pub struct Borrowed {
    pub position: Pubkey,
    pub lamports: u64,
    pub tokens: u64,
    pub debt_lamports: u64,
}

#[event]
pub struct Repaid {
    pub position: Pubkey,
    pub payer: Pubkey,
    pub lamports: u64,
    pub debt_lamports: u64,
}

#[event]
pub struct Liquidated {
    pub position: Pubkey,
    pub liquidator: Pubkey,
    pub paid_lamports: u64,
    pub seized_tokens: u64,
    pub tokens: u64,
    /// With no tokens left, this is the lender's loss.
    pub debt_lamports: u64,
}
