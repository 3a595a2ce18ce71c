//! Lives of a pool: random sequences of what users do and of what happens to a pool, over the crate's own functions.
//!
//! A life is the number of its seed: a failing test names it, and the same number gives the same life again.

mod latecomers;
mod mark;
mod sizes;
mod users;
mod world;

/// How many lives a search has: `usual`, or what LIVES says.
fn lives(usual: u64) -> u64 {
    std::env::var("LIVES").map_or(usual, |lives| lives.parse().unwrap())
}
