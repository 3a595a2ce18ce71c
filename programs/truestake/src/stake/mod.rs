//! The only place that talks to the stake program: reading its accounts and calling it.

mod account;
mod program;
mod state;

pub use account::*;
pub use program::*;
pub use state::*;
