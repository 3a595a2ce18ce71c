mod cancel_ticket;
mod claim_ticket;
mod deposit_sol;
mod order_unstake;
mod transfer_ticket;

pub use cancel_ticket::*;
pub use claim_ticket::*;
pub use deposit_sol::*;
pub use order_unstake::*;
pub use transfer_ticket::*;
