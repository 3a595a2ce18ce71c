//! Every number that the steward decides, as pure functions: no Anchor, no accounts, no clock.
//!
//! The rules: what a cluster earned in an epoch is read from sysvars ([`note`]), what a validator voted from its vote account
//! ([`vote`]); from both follow its [`quality`], and what is missing from what its stake earned ([`liability`]). How much stake a
//! validator may have follows from its [`bond`].

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

pub mod bond;
pub mod commission;
pub mod liability;
pub mod note;
pub mod pledge;
pub mod quality;
pub mod vote;

pub use bond::*;
pub use commission::*;
pub use liability::*;
pub use note::*;
pub use pledge::*;
pub use quality::*;
pub use vote::*;

/// One, in parts per million.
pub const MILLION: u64 = 1_000_000;
/// One, in parts per trillion: fine enough for what a lamport of stake earns in an epoch.
pub const TRILLION: u64 = 1_000_000_000_000;
