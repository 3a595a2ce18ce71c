//! The pool's price, read from its account without any crate of the pool's.

use crate::truestake::accounts::Pool;

/// Lamports that all tokens stand for at `slot`; divided by `pool.supply` they are the true price, the bid. Nothing where the
/// numbers contradict each other, which only an account of another layout can do.
pub fn total(pool: &Pool, slot: u64) -> Option<u64> {
    pool.reserve_lamports
        .checked_add(pool.staked_lamports)?
        .checked_add(pool.pending_loss)?
        .checked_sub(pool.pending_gain)?
        .checked_sub(unreleased(pool, slot)?)
}

/// Gains that are not part of the price yet at `slot`, ceiled. They become one slot by slot until `release_end_slot`.
fn unreleased(pool: &Pool, slot: u64) -> Option<u64> {
    let left = pool.release_end_slot.saturating_sub(slot.max(pool.release_start_slot));
    if left == 0 {
        return Some(0);
    }
    let whole = pool.release_end_slot.checked_sub(pool.release_start_slot)?;
    let product = u128::from(pool.release_lamports).checked_mul(u128::from(left))?;
    u64::try_from(product.div_ceil(u128::from(whole))).ok()
}

/// Lamports that tokens are worth at the true price of `slot`, floored.
pub fn worth(pool: &Pool, tokens: u64, slot: u64) -> Option<u64> {
    let product = u128::from(tokens).checked_mul(u128::from(total(pool, slot)?))?;
    u64::try_from(product.checked_div(u128::from(pool.supply))?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool() -> Pool {
        let mut pool: Pool = bytemuck::Zeroable::zeroed();
        pool.reserve_lamports = 30;
        pool.staked_lamports = 100;
        pool.pending_gain = 7;
        pool.pending_loss = 2;
        pool.release_lamports = 25;
        pool.release_start_slot = 1_000;
        pool.release_end_slot = 1_010;
        pool.supply = 50;
        pool
    }

    #[test]
    fn counts_what_is_released_and_nothing_that_waits() {
        // 30 + 100 + 2 − 7 = 125, less the whole 25, less ⌈25 × 3 ÷ 10⌉ = 8, less nothing.
        assert_eq!(
            [0, 1_000, 1_007, 1_010, u64::MAX].map(|slot| total(&pool(), slot)),
            [100, 100, 117, 125, 125].map(Some)
        );
        // ⌊7 × 117 ÷ 50⌋
        assert_eq!(worth(&pool(), 7, 1_007), Some(16));
    }

    #[test]
    fn has_no_answer_for_numbers_that_cannot_be() {
        assert_eq!(total(&Pool { pending_gain: 200, ..pool() }, 0), None);
        assert_eq!(total(&Pool { staked_lamports: u64::MAX, ..pool() }, 0), None);
        assert_eq!(worth(&Pool { supply: 0, ..pool() }, 1, 0), None);
    }
}
