//! The only place that talks to the stake program: reading its accounts, and those of validators, and calling it.

mod account;
mod program;
mod state;
mod vote;

pub use account::*;
pub use program::*;
pub use state::*;
pub use vote::*;
