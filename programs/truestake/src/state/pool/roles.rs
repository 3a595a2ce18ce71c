//! Who may do what, what it costs, and which addresses are the pool's.

use anchor_lang::prelude::*;

use super::Pool;
use crate::constants::{FEE_RISE_UPDATES, MANAGER_CHANGE_UPDATES};
use crate::error::{require, require_key, TruestakeError};
use crate::state::{liquidity_sol_address, Fees};

impl Pool {
    /// The fees in force.
    pub fn fees(&self) -> Fees {
        self.fees.at(self.updates)
    }

    /// Sets what the fees shall be: cuts at once, rises [`FEE_RISE_UPDATES`] epoch updates from now.
    pub fn schedule_fees(&mut self, fees: Fees) -> Result<()> {
        fees.validate()?;
        let now = fees.lower_of(&self.fees());
        self.fees.schedule(now, fees, self.updates, FEE_RISE_UPDATES)
    }

    /// Who lists validators and sets scores now.
    pub fn manager(&self) -> Pubkey {
        self.validator_manager.at(self.updates)
    }

    /// Refuses whoever is not the validator manager.
    pub fn require_manager(&self, signer: &Pubkey) -> Result<()> {
        require_key(&self.manager(), signer, TruestakeError::NotValidatorManager)
    }

    pub fn schedule_manager(&mut self, manager: Pubkey) -> Result<()> {
        let now = self.manager();
        self.validator_manager.schedule(now, manager, self.updates, MANAGER_CHANGE_UPDATES)
    }

    /// Whether an address is one of the pool's own, its validators' stake accounts aside.
    pub fn owns(&self, address: &Pubkey) -> bool {
        [
            self.mint,
            self.mint_authority,
            self.stake_authority,
            self.reserve,
            self.escrow,
            self.validators,
            self.history,
            self.queue,
            self.liquidity,
        ]
        .contains(address)
            && *address != Pubkey::default()
    }

    /// Refuses to pay where lamports would be lost: the pool's own addresses, token accounts and mints, programs and what is the
    /// runtime's. `liquidity_sol` is the one of the pool's addresses that it does not name.
    pub fn require_recipient(&self, recipient: &AccountInfo, liquidity_sol: &Pubkey) -> Result<()> {
        let is_ours = self.owns(recipient.key) || recipient.key == liquidity_sol || *recipient.owner == crate::ID;
        let is_token = *recipient.owner == anchor_spl::token::ID;
        let can_be_paid = recipient.is_writable && !recipient.executable && !is_token;
        require!(can_be_paid && !is_ours, TruestakeError::WrongRecipient);
        Ok(())
    }

    /// Refuses a role for an address that can never sign: it must be owned by the system program, without data, and not one of
    /// the pool's own; `address` is the pool's.
    pub fn require_role_holder(&self, holder: &AccountInfo, address: &Pubkey) -> Result<()> {
        let can_act = *holder.owner == System::id() && holder.data_is_empty() && !holder.executable;
        let is_given = *holder.key != Pubkey::default();
        require!(is_given, TruestakeError::MissingRole);
        let is_ours = self.owns(holder.key) || *holder.key == liquidity_sol_address(address);
        require!(can_act && !is_ours, TruestakeError::WrongRoleHolder);
        Ok(())
    }
}
