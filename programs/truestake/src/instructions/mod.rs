//! One instruction, one file: its arguments, accounts, checks and handler.

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
