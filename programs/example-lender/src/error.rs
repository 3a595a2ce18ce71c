//! Every way an instruction refuses.

use anchor_lang::prelude::*;

use truestake_math::{MathError, MathResult};

#[error_code]
#[derive(PartialEq, Eq)]
pub enum LenderError {
    // Amounts
    #[msg("The amount is zero")]
    ZeroAmount, // 6000
    #[msg("The amount is so small that nothing would be received for it")]
    ZeroResult,
    #[msg("Less would be received than the minimum that the caller accepts")]
    SlippageExceeded,
    #[msg("The account holds fewer lamports than the instruction needs")]
    InsufficientLamports,
    #[msg("The token account holds fewer tokens than the instruction needs")]
    InsufficientTokens,
    #[msg("The market has less SOL to lend")]
    InsufficientFunds,
    #[msg("The position holds less collateral")]
    InsufficientCollateral,
    #[msg("The amount is too large for the program's arithmetic")]
    Overflow,

    // Price
    #[msg("The pool account is not the market's pool")]
    WrongPool,
    #[msg("The price history is not the pool's history")]
    WrongHistory,
    #[msg("The pool's accounts have a layout that this program does not know")]
    UnknownVersion, // 6010
    #[msg("The price is of an earlier epoch: update the pool first")]
    PriceOutOfDate,
    #[msg("The pool has not been updated as often as the mean needs")]
    HistoryTooShort,
    #[msg("The mean would reach back further than the market's terms allow")]
    HistoryTooOld,
    #[msg("The pool has no price")]
    NoPrice,
    #[msg("The pool's program tells another price than its account")]
    PriceDiffers,

    // Accounts
    #[msg("The mint is not the pool's mint")]
    WrongMint,
    #[msg("The position is of another market")]
    WrongMarket,
    #[msg("The vault is not the market's vault")]
    WrongVault,
    #[msg("The collateral account is not the market's")]
    WrongCollateral,
    #[msg("The token account is not one of the market's mint")]
    WrongTokenAccount, // 6020
    #[msg("The token account belongs to somebody else")]
    WrongTokenOwner,
    #[msg("Only the market's lender may do this")]
    NotLender,
    #[msg("Only the position's owner may do this")]
    NotOwner,

    // Terms
    #[msg("A ratio is outside its allowed range")]
    RatioOutOfRange,
    #[msg("The mean is over 1 to 64 updates, and may be as many epochs old at least")]
    MeanOutOfRange,

    // Positions
    #[msg("The debt would be over the loan-to-value of the collateral")]
    LoanToValueExceeded,
    #[msg("The debt is within the liquidation threshold")]
    PositionHealthy,
    #[msg("The position owes nothing")]
    NothingOwed,
    #[msg("The position still has collateral or debt")]
    PositionInUse, // 6030

    // Receivers
    #[msg("The tokens would go to an account of a program's own, where nobody could reach them")]
    WrongDestination,
}

impl From<MathError> for LenderError {
    fn from(error: MathError) -> Self {
        match error {
            // Only a sale to the pool's liquidity says the latter, and there is none here.
            MathError::Overflow | MathError::InsufficientLiquidity => Self::Overflow,
            MathError::DivisionByZero | MathError::NoPrice => Self::NoPrice,
        }
    }
}

/// Ends a computation that has no answer as an instruction's refusal.
pub trait OrProgramError<T> {
    fn or_program_error(self) -> Result<T>;
}

impl<T> OrProgramError<T> for MathResult<T> {
    fn or_program_error(self) -> Result<T> {
        self.map_err(|error| LenderError::from(error).into())
    }
}
