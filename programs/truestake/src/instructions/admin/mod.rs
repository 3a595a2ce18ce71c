mod create_pool;
mod grow_history;

pub use create_pool::*;
pub use grow_history::*;
