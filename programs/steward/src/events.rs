//! One event per instruction that changes anything.

use anchor_lang::prelude::*;

use crate::state::PolicyArgs;

/// A pool has a steward. Emitted by `create_steward`.
#[event]
pub struct StewardCreated {
    pub steward: Pubkey,
    pub pool: Pubkey,
    pub authority: Pubkey,
    pub policy: PolicyArgs,
}

/// Emitted by `update_policy`.
#[event]
pub struct PolicyUpdated {
    pub steward: Pubkey,
    pub policy: PolicyArgs,
    /// First epoch in which it is in force.
    pub from_epoch: u64,
}

/// What an epoch was like for all stake is noted. Emitted by `note_epoch`.
#[event]
pub struct EpochNoted {
    pub steward: Pubkey,
    pub epoch: u64,
    /// Mean of the credits over all stake, in thousandths; 0 where it is unknown.
    pub credits: u64,
    /// What a lamport of stake earned before commission, in parts per trillion.
    pub growth: u64,
    /// Whether the steward is the pool's validator manager.
    pub is_manager: bool,
}

/// A validator has a bond. Emitted by `join`.
#[event]
pub struct Joined {
    pub steward: Pubkey,
    pub vote: Pubkey,
    pub index: u32,
    pub owner: Pubkey,
    pub tokens: u64,
    /// In basis points.
    pub pledge: u16,
}

/// A validator promises another commission. Emitted by `set_pledge`.
#[event]
pub struct PledgeChanged {
    pub steward: Pubkey,
    pub vote: Pubkey,
    /// In basis points.
    pub pledge: u16,
    pub from_epoch: u64,
}

/// Emitted by `deposit_bond`.
#[event]
pub struct BondDeposited {
    pub steward: Pubkey,
    pub vote: Pubkey,
    pub tokens: u64,
    /// After it.
    pub bond: u64,
}

/// Emitted by `request_withdrawal`.
#[event]
pub struct WithdrawalRequested {
    pub steward: Pubkey,
    pub vote: Pubkey,
    /// Asked back now, in all.
    pub tokens: u64,
    pub leaves: bool,
    /// What the stake misses that idles for it.
    pub idled_lamports: u64,
    /// What the bond owes, in tokens.
    pub debt: u64,
}

/// Emitted by `withdraw_bond`.
#[event]
pub struct BondWithdrawn {
    pub steward: Pubkey,
    pub vote: Pubkey,
    pub tokens: u64,
    /// Whether the validator is no member any more.
    pub left: bool,
}

/// A member whose bond was burned whole is none any more. Emitted by `remove_member`.
#[event]
pub struct MemberRemoved {
    pub steward: Pubkey,
    pub vote: Pubkey,
    /// Its place, which is free.
    pub index: u32,
}

/// A validator that left while it was vetoed may join again. Emitted by `close_membership`.
#[event]
pub struct MembershipClosed {
    pub steward: Pubkey,
    pub vote: Pubkey,
}

/// The pool lists a member. Emitted by `list_validator`.
#[event]
pub struct Listed {
    pub steward: Pubkey,
    pub vote: Pubkey,
    pub score: u32,
    pub cap: u64,
}

/// What a rating found.
#[derive(Clone, Copy, Debug, AnchorSerialize, AnchorDeserialize)]
pub struct RatedMember {
    pub index: u32,
    /// Parts per million of the cluster's mean.
    pub performance: u32,
    /// In thousandths.
    pub quality: u16,
    pub score: u32,
    pub cap: u64,
    /// Why it gets no stake, or no new stake: the bits of `Member.gates`.
    pub gates: u32,
}

/// Emitted by `rate`, once for all members that it names.
#[event]
pub struct Rated {
    pub steward: Pubkey,
    pub epoch: u64,
    /// Ratio of bonds to stake that was asked for, in parts per billion.
    pub ratio: u32,
    pub members: Vec<RatedMember>,
}

/// Validators of an earlier manager were taken over. Emitted by `migrate`.
#[event]
pub struct Migrated {
    pub steward: Pubkey,
    pub epoch: u64,
    pub count: u32,
    /// Whether they keep their stake still.
    pub is_grace: bool,
}

/// What an assessment found.
#[derive(Clone, Copy, Debug, AnchorSerialize, AnchorDeserialize)]
pub struct AssessedMember {
    pub index: u32,
    pub since: u64,
    pub epoch: u64,
    /// Whether the epochs' references and the member's credits are known; true where only a later loss is new, which needs neither.
    pub is_known: bool,
    /// Lamports taken beyond the pledge.
    pub commission: u64,
    /// Lamports not earned.
    pub uptime: u64,
    /// Lamports lost.
    pub lost: u64,
    /// Lamports that were too few to charge, after it.
    pub carried: u64,
    /// What the bond owes, in tokens, after it.
    pub debt: u64,
}

/// Emitted by `assess`, once for all members that it names.
#[event]
pub struct Assessed {
    pub steward: Pubkey,
    pub members: Vec<AssessedMember>,
}

/// Tokens of a bond were burned for what it owes. Emitted by `cover`.
#[event]
pub struct Covered {
    pub steward: Pubkey,
    /// Burned.
    pub tokens: u64,
    /// What these bonds owe still, in tokens.
    pub debt: u64,
}

/// Emitted by `veto`.
#[event]
pub struct Vetoed {
    pub steward: Pubkey,
    pub vote: Pubkey,
    pub from_epoch: u64,
    pub until_epoch: u64,
    pub reason: String,
}

/// Emitted by `lift_veto`.
#[event]
pub struct VetoLifted {
    pub steward: Pubkey,
    pub vote: Pubkey,
}
