//! Seeds and limits, exported to the IDL.

use anchor_lang::prelude::*;

/// Seeds of the program's derived addresses.
pub mod seeds {
    use super::*;

    /// Market: "market", lender, mint.
    #[constant]
    pub const MARKET: &[u8] = b"market";
    /// System account with a market's SOL: "vault", market.
    #[constant]
    pub const VAULT: &[u8] = b"vault";
    /// Token account with a market's collateral, and its own authority: "collateral", market.
    #[constant]
    pub const COLLATERAL: &[u8] = b"collateral";
    /// Position: "position", market, owner.
    #[constant]
    pub const POSITION: &[u8] = b"position";
}

/// Layout version of all accounts.
pub const VERSION: u8 = 1;

/// Layout version of the pool's accounts that this program reads.
pub const POOL_VERSION: u8 = 1;

/// Most updates that the mean reaches back.
#[constant]
pub const MAX_MEAN_UPDATES: u8 = 64;
