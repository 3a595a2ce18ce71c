//! Other programs: calls to them, and reading their accounts.

pub mod call;
pub mod metadata;
pub mod stake;
pub mod system;
pub mod token;
