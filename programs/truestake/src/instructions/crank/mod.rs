mod deactivate_stake;
mod delegate_reserve;
mod grow_history;
mod grow_queue;
mod remove_validator;
mod settle_tickets;
mod update_pool;
mod update_validators;

pub use deactivate_stake::*;
pub use delegate_reserve::*;
pub use grow_history::*;
pub use grow_queue::*;
pub use remove_validator::*;
pub use settle_tickets::*;
pub use update_pool::*;
pub use update_validators::*;
