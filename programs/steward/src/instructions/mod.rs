//! One instruction, one file: its arguments, accounts, checks and handler.

mod assess;
mod close_membership;
mod cover;
mod create_steward;
mod deposit_bond;
mod join;
mod lift_veto;
mod list_validator;
mod migrate;
mod note_epoch;
mod rate;
mod remove_member;
mod request_withdrawal;
mod set_pledge;
mod update_policy;
mod veto;
mod withdraw_bond;

pub use assess::*;
pub use close_membership::*;
pub use cover::*;
pub use create_steward::*;
pub use deposit_bond::*;
pub use join::*;
pub use lift_veto::*;
pub use list_validator::*;
pub use migrate::*;
pub use note_epoch::*;
pub use rate::*;
pub use remove_member::*;
pub use request_withdrawal::*;
pub use set_pledge::*;
pub use update_policy::*;
pub use veto::*;
pub use withdraw_bond::*;
