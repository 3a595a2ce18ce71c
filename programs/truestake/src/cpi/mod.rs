//! Calls to other programs, each with the pool's own signatures.

pub mod call;
pub mod metadata;
pub mod stake;
pub mod system;
pub mod token;
