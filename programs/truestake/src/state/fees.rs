use anchor_lang::prelude::*;
use truestake_math::Bps;

use crate::constants::*;
use crate::error::{require, TruestakeError};

/// What the pool charges. Each rate has a ceiling that no admin can lift.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Fees {
    /// Of what lies above the high-water mark; minted to the treasury.
    pub reward: Bps,
    /// Of the tokens that a deposit mints; to the treasury and the referrer.
    pub deposit: Bps,
    /// Of a stake account that a user withdraws, at least the idle rate; stays in the pool.
    pub withdrawal: Bps,
    /// Of what a ticket pays; stays in the pool.
    pub ticket: Bps,
    /// The referrer's part of the deposit fee.
    pub referral_share: Bps,
    pub _reserved: [u16; 3],
}

impl Fees {
    /// [`TruestakeError::FeeTooHigh`] when a rate is over its ceiling.
    pub fn validate(&self) -> Result<()> {
        let within = self.reward.0 <= MAX_REWARD_FEE_BPS
            && self.deposit.0 <= MAX_DEPOSIT_FEE_BPS
            && self.withdrawal.0 <= MAX_WITHDRAWAL_FEE_BPS
            && self.ticket.0 <= MAX_TICKET_FEE_BPS
            && self.referral_share <= Bps::WHOLE;
        require!(within, TruestakeError::FeeTooHigh);
        Ok(())
    }

    /// These fees where they are lower than `other`, the others' where those are: what a change brings at once.
    pub fn lower_of(&self, other: &Self) -> Self {
        Self {
            reward: self.reward.min(other.reward),
            deposit: self.deposit.min(other.deposit),
            withdrawal: self.withdrawal.min(other.withdrawal),
            ticket: self.ticket.min(other.ticket),
            ..*self
        }
    }
}
