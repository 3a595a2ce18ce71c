use anchor_lang::prelude::*;

/// What one epoch was like for all stake of the cluster.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Note {
    pub epoch: u64,
    /// Mean of the credits over all stake, in thousandths; 0 where it is unknown.
    pub credits: u64,
    /// What a lamport of stake earned before commission in the mean, in parts per trillion.
    pub growth: u64,
}
