//! One event per instruction that changes anything. `tokens` and `debt_lamports` of a position are those after it.

use anchor_lang::prelude::*;

/// There is a market. Emitted by `create_market`.
#[event]
pub struct MarketCreated {
    pub market: Pubkey,
    pub lender: Pubkey,
    pub mint: Pubkey,
}

/// Emitted by `fund`.
#[event]
pub struct Funded {
    pub market: Pubkey,
    pub lamports: u64,
}

/// Emitted by `withdraw_funds`.
#[event]
pub struct FundsWithdrawn {
    pub market: Pubkey,
    pub lamports: u64,
}

/// There is a position. Emitted by `open_position`.
#[event]
pub struct PositionOpened {
    pub position: Pubkey,
    pub market: Pubkey,
    pub owner: Pubkey,
}

/// Emitted by `close_position`.
#[event]
pub struct PositionClosed {
    pub position: Pubkey,
}

/// Emitted by `deposit_collateral`.
#[event]
pub struct CollateralDeposited {
    pub position: Pubkey,
    pub deposited: u64,
    pub tokens: u64,
}

/// Emitted by `withdraw_collateral`.
#[event]
pub struct CollateralWithdrawn {
    pub position: Pubkey,
    pub withdrawn: u64,
    pub tokens: u64,
    pub debt_lamports: u64,
}

/// Emitted by `borrow`.
#[event]
pub struct Borrowed {
    pub position: Pubkey,
    pub lamports: u64,
    pub tokens: u64,
    pub debt_lamports: u64,
}

/// Emitted by `repay`.
#[event]
pub struct Repaid {
    pub position: Pubkey,
    pub payer: Pubkey,
    pub lamports: u64,
    pub debt_lamports: u64,
}

/// Emitted by `liquidate`.
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
