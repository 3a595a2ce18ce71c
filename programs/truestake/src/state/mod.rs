//! One account, one file.

mod fees;
mod liquidity_pool;
mod pool;
mod price_history;
mod role;
mod scheduled;
mod ticket;
mod ticket_queue;
mod units;
mod validator_list;
mod validator_mark;

pub use fees::*;
pub use liquidity_pool::*;
pub use pool::*;
pub use price_history::*;
pub use role::*;
pub use scheduled::*;
pub use ticket::*;
pub use ticket_queue::*;
pub use validator_list::*;
pub use validator_mark::*;
