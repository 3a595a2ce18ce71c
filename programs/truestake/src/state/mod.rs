//! One account, one file.

mod deferred;
mod fees;
mod liquidity_pool;
mod pool;
mod price_history;
mod ticket;
mod units;
mod validator_list;
mod validator_mark;

pub use deferred::*;
pub use fees::*;
pub use liquidity_pool::*;
pub use pool::*;
pub use price_history::*;
pub use ticket::*;
pub use validator_list::*;
pub use validator_mark::*;
