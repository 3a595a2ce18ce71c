mod market;
mod position;

pub use market::*;
pub use position::*;

/// Bytes of a zero-copy account with its discriminator.
pub const fn size_of_account<T>() -> usize {
    std::mem::size_of::<T>().saturating_add(8)
}
