//! One instruction, one file: its arguments, accounts, checks and handler.
//!
//! Token accounts and mints are marked `dup`. That switches off Anchor's search for an account given twice, which exists
//! because accounts of the program itself would be written twice; it hashes every address, for a tenth of a deposit's
//! cost, and has nothing to find here: one account cannot be a mint and a token account, or a token account of two mints.

pub mod admin;
pub mod crank;
pub mod guardian;
pub mod manager;
pub mod user;
pub mod view;

pub use admin::*;
pub use crank::*;
pub use guardian::*;
pub use manager::*;
pub use user::*;
pub use view::*;
