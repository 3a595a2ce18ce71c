//! One account, or type of an account's field, a file.

mod member;
mod members;
mod membership;
mod note;
mod policy;
mod steward;

pub use member::*;
pub use members::*;
pub use membership::*;
pub use note::*;
pub use policy::*;
pub use steward::*;

/// Bytes of a zero-copy account with its discriminator.
pub const fn size_of_account<T>() -> usize {
    std::mem::size_of::<T>().saturating_add(8)
}
