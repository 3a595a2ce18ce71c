mod accept_admin;
mod create_liquidity;
mod create_pool;
mod grow_history;
mod grow_queue;
mod propose_admin;
mod propose_config;
mod set_liquidity_config;
mod set_role;

pub use accept_admin::*;
pub use create_liquidity::*;
pub use create_pool::*;
pub use grow_history::*;
pub use grow_queue::*;
pub use propose_admin::*;
pub use propose_config::*;
pub use set_liquidity_config::*;
pub use set_role::*;
