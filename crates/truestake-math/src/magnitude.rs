//! Numbers of every size, for properties.

use proptest::prelude::*;

/// Numbers up to `max`, the small as likely as the large.
pub fn magnitude(max: u64) -> impl Strategy<Value = u64> {
    (0u32..64, any::<u64>()).prop_map(move |(bits, number)| (number >> bits).min(max))
}
