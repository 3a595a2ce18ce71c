use anchor_lang::prelude::*;
use truestake_math::{Bps, Lamports, Ppb};

use crate::constants::{MAX_JOIN_FEE_LAMPORTS, MAX_MEMBERS, MAX_RATIO_PPB, MIN_TOLERANCE_BPS};
use crate::error::StewardError;

/// What a steward asks for.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Least bond to join with, in lamports that its tokens are worth.
    pub min_bond: u64,
    /// What joining costs, in lamports; goes to the pool.
    pub join_fee: u64,
    /// Less than this is not charged yet but carried, in lamports.
    pub least_debt: u64,
    /// Least balance of a vote account that gets new stake, in lamports.
    pub min_vote_balance: u64,
    /// Ratio of bonds to stake that is asked for where bonds abound, in parts per billion.
    pub target_ratio: u32,
    /// Ratio that is asked for where they are scarce, in parts per billion.
    pub floor_ratio: u32,
    /// The list grows to at most so many places. A lower number frees none, and free places are still taken.
    pub max_members: u32,
    /// Largest part of what can be staked that one validator gets, in basis points.
    pub share: u16,
    /// The highest commission, in basis points.
    pub commission_ceiling: u16,
    /// What a validator may earn less than the cluster's mean without owing it, in basis points.
    pub tolerance: u16,
    /// Whether new stake needs a BLS key: 0 or 1.
    pub require_bls_key: u8,
    pub _reserved_bytes: [u8; 5],
}

/// A [`Policy`] as an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize)]
pub struct PolicyArgs {
    /// Least bond to join with, in lamports that its tokens are worth.
    pub min_bond: u64,
    /// What joining costs, in lamports; goes to the pool.
    pub join_fee: u64,
    /// Less than this is not charged yet but carried, in lamports.
    pub least_debt: u64,
    /// Least balance of a vote account that gets new stake, in lamports.
    pub min_vote_balance: u64,
    /// Ratio of bonds to stake that is asked for where bonds abound, in parts per billion.
    pub target_ratio: u32,
    /// Ratio that is asked for where they are scarce, in parts per billion.
    pub floor_ratio: u32,
    /// The list grows to at most so many places. A lower number frees none, and free places are still taken.
    pub max_members: u32,
    /// Largest part of what can be staked that one validator gets, in basis points.
    pub share: u16,
    /// The highest commission, in basis points.
    pub commission_ceiling: u16,
    /// What a validator may earn less than the cluster's mean without owing it, in basis points.
    pub tolerance: u16,
    /// Whether new stake needs a BLS key: 0 or 1.
    pub require_bls_key: u8,
}

impl From<PolicyArgs> for Policy {
    fn from(args: PolicyArgs) -> Self {
        Self {
            min_bond: args.min_bond,
            join_fee: args.join_fee,
            least_debt: args.least_debt,
            min_vote_balance: args.min_vote_balance,
            target_ratio: args.target_ratio,
            floor_ratio: args.floor_ratio,
            max_members: args.max_members,
            share: args.share,
            commission_ceiling: args.commission_ceiling,
            tolerance: args.tolerance,
            require_bls_key: args.require_bls_key,
            _reserved_bytes: [0; 5],
        }
    }
}

impl Policy {
    /// [`StewardError::PolicyOutOfRange`] for what no steward may ask for.
    pub fn validate(&self) -> Result<()> {
        let is_sound = self.min_bond > 0
            && self.join_fee <= MAX_JOIN_FEE_LAMPORTS
            && (1..=MAX_RATIO_PPB).contains(&self.target_ratio)
            && (1..=self.target_ratio).contains(&self.floor_ratio)
            && (1..=MAX_MEMBERS).contains(&self.max_members)
            && (1..=Bps::WHOLE.0).contains(&self.share)
            && self.commission_ceiling <= Bps::WHOLE.0
            && (MIN_TOLERANCE_BPS..=Bps::WHOLE.0).contains(&self.tolerance)
            && self.require_bls_key <= 1;
        require!(is_sound, StewardError::PolicyOutOfRange);
        Ok(())
    }

    pub fn share(&self) -> Bps {
        Bps(self.share)
    }

    pub fn floor(&self) -> Ppb {
        Ppb(self.floor_ratio)
    }

    pub fn target(&self) -> Ppb {
        Ppb(self.target_ratio)
    }

    pub fn min_bond(&self) -> Lamports {
        Lamports(self.min_bond)
    }
}
