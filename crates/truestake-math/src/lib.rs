//! Every number a Truestake pool decides, as pure functions: no Anchor, no accounts, no clock.
//!
//! The program, programs that integrate the pool token and the TypeScript SDK (by the vectors of `tests/vectors`) share it.
//! Rules that hold throughout: a quantity has its unit as its type; products are taken in 128 bits; an operation that
//! could overflow says so; what leaves for a user is floored, what is taken from one is ceiled.
//!
//! ```
//! use truestake_math::{Lamports, PoolTokens, Price};
//!
//! let price = Price { total: Lamports(1_050_000_000), supply: PoolTokens(1_000_000_000) };
//! assert_eq!(price.lamports_for(PoolTokens(2_000_000_000)), Ok(Lamports(2_100_000_000)));
//! ```

#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used,
        reason = "a test that goes wrong should panic"
    )
)]

pub mod ask;
pub mod cancel;
pub mod curve;
pub mod deferred;
pub mod deposit;
pub mod epoch;
pub mod fee;
pub mod fee_line;
pub mod idle;
pub mod intake;
pub mod ledger;
pub mod level;
pub mod mul_div;
pub mod price;
pub mod queue;
pub mod release;
pub mod sale;
pub mod target;
pub mod ticket;
pub mod units;
pub mod update;

#[cfg(test)]
mod lives;
#[cfg(test)]
mod magnitude;
#[cfg(test)]
mod random;
#[cfg(test)]
mod vectors;

pub use curve::*;
pub use deferred::*;
pub use deposit::*;
pub use epoch::*;
pub use fee::*;
pub use fee_line::*;
pub use idle::*;
pub use intake::*;
pub use ledger::*;
pub use level::*;
pub use mul_div::*;
pub use price::*;
pub use queue::*;
pub use release::*;
pub use sale::*;
pub use target::*;
pub use ticket::*;
pub use units::*;
pub use update::*;

/// Why a computation has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MathError {
    /// The result does not fit its unit, or a difference would be negative.
    Overflow,
    /// A division by zero.
    DivisionByZero,
    /// The pool has lost everything: its tokens have no price that anybody could buy at.
    NoPrice,
    /// There is less liquidity than the sale takes.
    InsufficientLiquidity,
}

pub type MathResult<T> = core::result::Result<T, MathError>;
