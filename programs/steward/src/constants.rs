//! Seeds and limits. Those marked `#[constant]` are in the IDL.

use anchor_lang::prelude::*;
use truestake_math::Bps;

/// Seeds of the program's derived addresses.
pub mod seeds {
    use super::*;

    /// Steward: "steward", pool.
    #[constant]
    pub const STEWARD: &[u8] = b"steward";
    /// System account without data that is the pool's validator manager, and the vault's authority: "authority", steward.
    #[constant]
    pub const AUTHORITY: &[u8] = b"authority";
    /// List of the members: "members", steward.
    #[constant]
    pub const MEMBERS: &[u8] = b"members";
    /// Token account with all bonds: "vault", steward.
    #[constant]
    pub const VAULT: &[u8] = b"vault";
    /// Where a member stands in the list: "membership", steward, vote account.
    #[constant]
    pub const MEMBERSHIP: &[u8] = b"membership";
    /// The pool's own: where a validator stands in its list.
    pub const MARK: &[u8] = b"mark";
}

/// Layout version of all accounts.
pub const VERSION: u8 = 1;
/// Layout version of the pool's accounts that this program reads.
pub const POOL_VERSION: u8 = 1;

/// Epochs whose references are kept.
#[constant]
pub const NOTES: u8 = 64;
/// Epochs from asking a bond back to its payment.
#[constant]
pub const EXIT_EPOCHS: u64 = 4;
/// How far stake may lie above its cap where a part of a bond is paid back, as a part of the cap: twice what the pool tolerates above a
/// target.
pub const CAP_TOLERANCE: Bps = Bps(20);
/// Epochs from a change of the policy to its force: longer than an exit.
#[constant]
pub const POLICY_EPOCHS: u64 = 5;
/// Epochs that validators of an earlier manager keep their stake.
#[constant]
pub const GRACE_EPOCHS: u64 = 10;
/// Epochs of credits that a vote account needs to join.
#[constant]
pub const JOIN_EPOCHS: u64 = 10;
/// Epochs from a veto to its force.
#[constant]
pub const VETO_NOTICE_EPOCHS: u64 = 2;
/// Epochs that a veto lasts.
#[constant]
pub const VETO_EPOCHS: u64 = 30;
/// The most of all bonds that count that may be vetoed, in basis points.
#[constant]
pub const MAX_VETOED_BPS: u16 = 1_000;
/// Longest reason of a veto, in bytes.
#[constant]
pub const MAX_REASON_BYTES: u16 = 128;
/// A validator is silent when its last vote is older than an epoch's slots divided by this.
#[constant]
pub const SILENT_PART: u64 = 20;
/// So many others of the same call have to have voted of late.
#[constant]
pub const WITNESSES: u64 = 3;
/// A witness has voted within so many slots, or within the time that makes others silent where that is less.
#[constant]
pub const WITNESS_SLOTS: u64 = 150;
/// The most members that a policy may allow.
#[constant]
pub const MAX_MEMBERS: u32 = 10_000;
/// The highest ratio of bonds to stake that a policy may ask for, in parts per billion.
#[constant]
pub const MAX_RATIO_PPB: u32 = 100_000_000;
/// The least that a policy has to tolerate below the cluster's mean, in basis points.
#[constant]
pub const MIN_TOLERANCE_BPS: u16 = 50;
/// The highest fee to join, in lamports.
#[constant]
pub const MAX_JOIN_FEE_LAMPORTS: u64 = 1_000_000_000;

/// Why a validator gets no stake, or no new stake; bits of [`Member::gates`](crate::state::Member::gates).
pub mod gates {
    /// Its vote account is closed.
    pub const CLOSED: u32 = 1;
    /// Its commission was over the policy's ceiling or its own pledge in two epochs in a row.
    pub const COMMISSION: u32 = 1 << 1;
    /// It owes more than its bond.
    pub const DEBT: u32 = 1 << 2;
    /// Its bond is under half of the least ratio for the stake that it has.
    pub const COVERAGE: u32 = 1 << 3;
    /// It is vetoed.
    pub const VETOED: u32 = 1 << 4;
    /// Its credits are under 90 % of the cluster's mean over the last ten epochs.
    pub const PERFORMANCE: u32 = 1 << 5;
    /// It has not voted for a twentieth of an epoch, and others have.
    pub const SILENT: u32 = 1 << 6;
    /// It leaves.
    pub const LEAVING: u32 = 1 << 7;
    /// All that take its stake away.
    pub const HARD: u32 = (1 << 8) - 1;

    /// Its credits are under 97 % of the cluster's mean over the last ten epochs.
    pub const LOW_PERFORMANCE: u32 = 1 << 8;
    /// It has no BLS key, and the policy asks for one.
    pub const BLS_KEY: u32 = 1 << 9;
    /// Its vote account holds less than the policy asks for.
    pub const BALANCE: u32 = 1 << 10;
    /// Its vote account has a layout that this program does not know.
    pub const UNREADABLE: u32 = 1 << 11;
    /// Too few epochs are known.
    pub const UNKNOWN: u32 = 1 << 12;
}
