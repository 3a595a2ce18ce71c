//! Every number the pool decides, as pure functions: no Anchor, no accounts, no clock.
//!
//! Rules that hold throughout: a quantity has its unit as its type; products are taken in 128 bits; an operation that
//! could overflow says so; what leaves for a user is floored, what is taken from one is ceiled.

pub mod curve;
pub mod deferred;
pub mod fee;
pub mod mul_div;
pub mod price;
pub mod release;
pub mod target;
pub mod ticket;
pub mod units;
pub mod update;

pub use curve::*;
pub use deferred::*;
pub use fee::*;
pub use mul_div::*;
pub use price::*;
pub use release::*;
pub use target::*;
pub use ticket::*;
pub use units::*;
pub use update::*;

#[cfg(test)]
mod vectors;

/// Why a computation has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MathError {
    /// The result does not fit its unit, or a difference would be negative.
    Overflow,
    /// A price without tokens or without lamports converts nothing.
    NoPrice,
}

pub type MathResult<T> = core::result::Result<T, MathError>;
