//! `a × b ÷ d` with the product in 128 bits.

use crate::{MathError, MathResult};

/// `⌊a × b ÷ d⌋`; [`MathError::DivisionByZero`] for `d = 0`, [`MathError::Overflow`] for a quotient over 64 bits.
pub fn mul_div_floor(a: u64, b: u64, d: u64) -> MathResult<u64> {
    if is_nothing(a, b, d)? {
        return Ok(0);
    }
    divided(product(a, b), d)
}

/// `⌈a × b ÷ d⌉`; errors as [`mul_div_floor`].
pub fn mul_div_ceil(a: u64, b: u64, d: u64) -> MathResult<u64> {
    if is_nothing(a, b, d)? {
        return Ok(0);
    }
    divided(add_for_ceil(product(a, b), d), d)
}

/// Whether `a × b` is zero, which is common (no fee, nothing to release) and spares the wide arithmetic.
fn is_nothing(a: u64, b: u64, d: u64) -> MathResult<bool> {
    if d == 0 {
        return Err(MathError::DivisionByZero);
    }
    Ok(a == 0 || b == 0)
}

/// `product + d − 1`, whose floored quotient by `d` is the ceiled one of `product`: one division, where `div_ceil` takes a
/// remainder besides. The largest product is `2^128 − 2^65 + 1`, so the sum fits.
fn add_for_ceil(product: u128, d: u64) -> u128 {
    product.wrapping_add(u128::from(d.saturating_sub(1)))
}

fn divided(wide: u128, d: u64) -> MathResult<u64> {
    let quotient = wide.checked_div(u128::from(d)).ok_or(MathError::DivisionByZero)?;
    u64::try_from(quotient).map_err(|_| MathError::Overflow)
}

/// `a × b`, or [`MathError::Overflow`]. Factors under 32 bits, as most are, need no 128-bit product, which costs the chain's VM
/// 60 steps.
pub fn mul(a: u64, b: u64) -> MathResult<u64> {
    if (a | b) >> 32 == 0 || a == 0 {
        return Ok(a.wrapping_mul(b));
    }
    a.checked_mul(b).ok_or(MathError::Overflow)
}

/// `a × b` in 128 bits, or [`MathError::Overflow`]; of two products, where `checked_mul` takes more.
pub fn wide_mul(a: u128, b: u64) -> MathResult<u128> {
    let low = u64::try_from(a & u128::from(u64::MAX)).map_err(|_| MathError::Overflow)?;
    let high = u64::try_from(a >> 64).map_err(|_| MathError::Overflow)?;
    let carried = u128::from(mul(high, b)?) << 64;
    product(low, b).checked_add(carried).ok_or(MathError::Overflow)
}

/// `a × b`, which two 64-bit factors cannot carry over 128 bits.
pub fn product(a: u64, b: u64) -> u128 {
    u128::from(a).wrapping_mul(u128::from(b))
}

#[cfg(test)]
mod tests {
    use crate::*;
    use proptest::prelude::*;

    #[test]
    fn edges() {
        assert_eq!(mul_div_floor(u64::MAX, u64::MAX, u64::MAX), Ok(u64::MAX));
        assert_eq!(mul_div_floor(u64::MAX, 2, 1), Err(MathError::Overflow));
        assert_eq!(mul_div_ceil(u64::MAX, 3, 2), Err(MathError::Overflow));
        assert_eq!(mul_div_floor(1, 1, 0), Err(MathError::DivisionByZero));
        assert_eq!(mul_div_ceil(0, 0, 0), Err(MathError::DivisionByZero));
        assert_eq!(mul_div_ceil(1, 1, 2), Ok(1));
        assert_eq!(mul_div_ceil(u64::MAX, u64::MAX, u64::MAX), Ok(u64::MAX));
        assert_eq!(mul_div_ceil(u64::MAX - 1, u64::MAX, u64::MAX), Ok(u64::MAX - 1));
        assert_eq!(mul_div_ceil(0, 5, 2), Ok(0));
        assert_eq!(mul_div_floor(5, 0, 2), Ok(0));
        assert_eq!(mul_div_floor(1, 1, 2), Ok(0));
    }

    proptest! {
        #[test]
        fn multiplies(a: u64, b: u64, bits in 0u32..64) {
            let (a, b) = (a >> bits, b >> bits);
            prop_assert_eq!(mul(a, b), a.checked_mul(b).ok_or(MathError::Overflow));
        }

        #[test]
        fn multiplies_wide(a: u128, b: u64, bits in 0u32..128) {
            let (a, b) = (a >> bits, b >> (bits / 2));
            prop_assert_eq!(wide_mul(a, b), a.checked_mul(u128::from(b)).ok_or(MathError::Overflow));
        }

        #[test]
        fn ceil_is_floor_or_one_more(a: u64, b: u64, d in 1u64..) {
            if let (Ok(floor), Ok(ceil)) = (mul_div_floor(a, b, d), mul_div_ceil(a, b, d)) {
                let exact = product(a, b).is_multiple_of(u128::from(d));
                prop_assert_eq!(ceil - floor, u64::from(!exact));
            }
        }
    }
}
