mod accept_admin;
mod create_liquidity;
mod create_pool;
mod create_token_metadata;
mod propose_admin;
mod propose_config;
mod set_liquidity_config;
mod set_role;
mod update_token_metadata;

pub use accept_admin::*;
pub use create_liquidity::*;
pub use create_pool::*;
pub use create_token_metadata::*;
pub use propose_admin::*;
pub use propose_config::*;
pub use set_liquidity_config::*;
pub use set_role::*;
pub use update_token_metadata::*;
