//! One event per instruction that changes anything.

use anchor_lang::prelude::*;

use crate::state::PolicyArgs;

#[event]
pub struct StewardCreated {
    pub steward: Pubkey,
    pub pool: Pubkey,
    pub authority: Pubkey,
    pub policy: PolicyArgs,
}

#[event]
pub struct PolicyUpdated {
    pub steward: Pubkey,
    pub policy: PolicyArgs,
    /// First epoch in which it is in force.
    pub from_epoch: u64,
}

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

#[event]
pub struct PledgeChanged {
    pub steward: Pubkey,
    pub vote: Pubkey,
    /// In basis points.
    pub pledge: u16,
    pub from_epoch: u64,
}

#[event]
pub struct BondDeposited {
    pub steward: Pubkey,
    pub vote: Pubkey,
    pub tokens: u64,
    /// After it.
    pub bond: u64,
}

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

#[event]
pub struct BondWithdrawn {
    pub steward: Pubkey,
    pub vote: Pubkey,
    pub tokens: u64,
    /// Whether the validator is no member any more.
    pub left: bool,
}

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
    /// See [`gates`](crate::constants::gates).
    pub gates: u32,
}

#[event]
pub struct Rated {
    pub steward: Pubkey,
    pub epoch: u64,
    /// Ratio of bonds to stake that was asked for, in parts per billion.
    pub ratio: u32,
    pub members: Vec<RatedMember>,
}

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
    /// Whether the epochs' references and the member's credits are known.
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

#[event]
pub struct Assessed {
    pub steward: Pubkey,
    pub members: Vec<AssessedMember>,
}

#[event]
pub struct Covered {
    pub steward: Pubkey,
    /// Burned.
    pub tokens: u64,
    /// What these bonds owe still, in tokens.
    pub debt: u64,
}

#[event]
pub struct Vetoed {
    pub steward: Pubkey,
    pub vote: Pubkey,
    pub from_epoch: u64,
    pub until_epoch: u64,
    pub reason: String,
}

#[event]
pub struct VetoLifted {
    pub steward: Pubkey,
    pub vote: Pubkey,
}
