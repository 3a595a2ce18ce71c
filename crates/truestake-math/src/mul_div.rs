//! `a × b ÷ d` with the product in 128 bits.

use crate::{MathError, MathResult};

/// `⌊a × b ÷ d⌋`; [`MathError::DivisionByZero`] for `d = 0`, [`MathError::Overflow`] for a quotient over 64 bits.
pub fn mul_div_floor(a: u64, b: u64, d: u64) -> MathResult<u64> {
    narrow(product(a, b).checked_div(u128::from(d)).ok_or(MathError::DivisionByZero)?)
}

/// `⌈a × b ÷ d⌉`; errors as [`mul_div_floor`].
pub fn mul_div_ceil(a: u64, b: u64, d: u64) -> MathResult<u64> {
    if d == 0 {
        return Err(MathError::DivisionByZero);
    }
    narrow(product(a, b).div_ceil(u128::from(d)))
}

/// `a × b`, which two 64-bit factors cannot carry over 128 bits.
pub fn product(a: u64, b: u64) -> u128 {
    u128::from(a).wrapping_mul(u128::from(b))
}

fn narrow(wide: u128) -> MathResult<u64> {
    u64::try_from(wide).map_err(|_| MathError::Overflow)
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
        assert_eq!(mul_div_floor(1, 1, 2), Ok(0));
    }

    proptest! {
        #[test]
        fn ceil_is_floor_or_one_more(a: u64, b: u64, d in 1u64..) {
            if let (Ok(floor), Ok(ceil)) = (mul_div_floor(a, b, d), mul_div_ceil(a, b, d)) {
                let exact = product(a, b).is_multiple_of(u128::from(d));
                prop_assert_eq!(ceil - floor, u64::from(!exact));
            }
        }
    }
}
