//! Calls to the stake program, signed by the pool's stake authority.

use anchor_lang::prelude::*;
use anchor_lang::solana_program::instruction::Instruction;
use anchor_lang::solana_program::program::{invoke, invoke_signed};
use solana_stake_interface::instruction::{self, StakeInstruction};
use solana_stake_interface::state::{Authorized, Lockup, StakeAuthorize};
use solana_stake_interface::tools::get_minimum_delegation;
use truestake_math::Lamports;

use crate::constants::{seeds, STAKE_ACCOUNT_BYTES};
use crate::cpi::system::{take_over, NewAccount};
use crate::error::TruestakeError;
use crate::state::Pool;

/// The pool's stake authority and the sysvars that calls hand on.
pub struct StakeProgram<'a, 'info> {
    pub pool: Pubkey,
    pub authority_bump: u8,
    pub authority: &'a AccountInfo<'info>,
    pub clock: &'a AccountInfo<'info>,
    pub stake_history: &'a AccountInfo<'info>,
}

/// The smallest delegation that the stake program accepts now.
pub fn minimum_delegation() -> Result<Lamports> {
    Ok(Lamports(get_minimum_delegation()?))
}

impl<'a, 'info> StakeProgram<'a, 'info> {
    /// The stake program, called for the pool at `address`.
    pub fn new(
        pool: &Pool,
        address: Pubkey,
        authority: &'a AccountInfo<'info>,
        clock: &'a AccountInfo<'info>,
        stake_history: &'a AccountInfo<'info>,
    ) -> Self {
        Self { pool: address, authority_bump: pool.stake_authority_bump, authority, clock, stake_history }
    }

    /// Delegates all lamports of `stake` above its rent to `vote`. Also adds lamports to a delegation of which nothing is
    /// effective yet.
    pub fn delegate(
        &self,
        stake: &AccountInfo<'info>,
        vote: &AccountInfo<'info>,
        config: &AccountInfo<'info>,
    ) -> Result<()> {
        self.call(
            &instruction::delegate_stake(stake.key, self.authority.key, vote.key),
            &[
                stake.clone(),
                vote.clone(),
                self.clock.clone(),
                self.stake_history.clone(),
                config.clone(),
                self.authority.clone(),
            ],
        )
    }

    pub fn deactivate(&self, stake: &AccountInfo<'info>) -> Result<()> {
        self.call(
            &instruction::deactivate_stake(stake.key, self.authority.key),
            &[stake.clone(), self.clock.clone(), self.authority.clone()],
        )
    }

    /// Moves active stake to an account of the same validator, or to one without stake. Unlike a merge it leaves the
    /// source in the pool's hands.
    pub fn move_stake(&self, from: &AccountInfo<'info>, to: &AccountInfo<'info>, lamports: Lamports) -> Result<()> {
        self.call(
            &instruction::move_stake(from.key, to.key, self.authority.key, lamports.0),
            &[from.clone(), to.clone(), self.authority.clone()],
        )
    }

    /// Merges active stake into an account of the same validator; all of the source's lamports go with it, and it is
    /// closed. Cheaper than `move_stake`, but nothing for a source at an address of the pool's (docs/adr/0001).
    pub fn merge(&self, from: &AccountInfo<'info>, to: &AccountInfo<'info>) -> Result<()> {
        let merge = instruction::merge(to.key, from.key, self.authority.key).pop();
        let merge = merge.ok_or(TruestakeError::InvariantViolated)?;
        self.call(
            &merge,
            &[to.clone(), from.clone(), self.clock.clone(), self.stake_history.clone(), self.authority.clone()],
        )
    }

    pub fn withdraw(&self, stake: &AccountInfo<'info>, to: &AccountInfo<'info>, lamports: Lamports) -> Result<()> {
        self.call(
            &instruction::withdraw(stake.key, self.authority.key, to.key, lamports.0, None),
            &[stake.clone(), to.clone(), self.clock.clone(), self.stake_history.clone(), self.authority.clone()],
        )
    }

    /// Splits lamports off into a new account that holds its rent.
    pub fn split(&self, from: &AccountInfo<'info>, to: &AccountInfo<'info>, lamports: Lamports) -> Result<()> {
        // The interface builds this together with two that allocate and assign the account, which is done.
        let accounts = vec![
            AccountMeta::new(*from.key, false),
            AccountMeta::new(*to.key, false),
            AccountMeta::new_readonly(*self.authority.key, true),
        ];
        let split = StakeInstruction::Split(lamports.0);
        self.call(
            &Instruction::new_with_bincode(solana_stake_interface::program::ID, &split, accounts),
            &[from.clone(), to.clone(), self.authority.clone()],
        )
    }

    /// Hands an account of the pool over.
    pub fn give_away(&self, stake: &AccountInfo<'info>, owner: &Pubkey) -> Result<()> {
        for role in [StakeAuthorize::Staker, StakeAuthorize::Withdrawer] {
            self.call(
                &instruction::authorize(stake.key, self.authority.key, owner, role, None),
                &[stake.clone(), self.clock.clone(), self.authority.clone()],
            )?;
        }
        Ok(())
    }

    /// Takes an account over from its owner, who signs.
    pub fn take_over(&self, stake: &AccountInfo<'info>, owner: &AccountInfo<'info>) -> Result<()> {
        for role in [StakeAuthorize::Staker, StakeAuthorize::Withdrawer] {
            invoke(
                &instruction::authorize(stake.key, owner.key, self.authority.key, role, None),
                &[stake.clone(), self.clock.clone(), owner.clone()],
            )?;
        }
        Ok(())
    }

    fn call(&self, instruction: &Instruction, accounts: &[AccountInfo<'info>]) -> Result<()> {
        let signer: &[&[u8]] = &[seeds::STAKE_AUTHORITY, self.pool.as_ref(), &[self.authority_bump]];
        Ok(invoke_signed(instruction, accounts, &[signer])?)
    }
}

/// A stake account of the pool that is to be made at its derived address.
pub struct NewStakeAccount<'a, 'info> {
    pub pool: &'a Pubkey,
    pub authority: &'a Pubkey,
    /// Seed of the address: the validator stake account or the transient one.
    pub seed: &'static [u8],
    pub vote: &'a Pubkey,
    pub stake: &'a AccountInfo<'info>,
    pub stake_bump: u8,
    pub rent_sysvar: &'a AccountInfo<'info>,
}

impl<'info> NewStakeAccount<'_, 'info> {
    /// Creates and initializes it with `lamports` of the reserve.
    pub fn create(&self, reserve: &AccountInfo<'info>, reserve_bump: u8, lamports: Lamports) -> Result<()> {
        NewAccount {
            payer: reserve,
            account: self.stake,
            signers: &[
                &[seeds::RESERVE, self.pool.as_ref(), &[reserve_bump]],
                &[self.seed, self.pool.as_ref(), self.vote.as_ref(), &[self.stake_bump]],
            ],
            bytes: STAKE_ACCOUNT_BYTES,
            owner: &solana_stake_interface::program::ID,
        }
        .create(lamports)?;
        initialize(self.stake, self.authority, self.rent_sysvar)
    }

    /// Creates and initializes it with the rent that its address holds. Does nothing when that has been done.
    pub fn create_funded(&self) -> Result<()> {
        if *self.stake.owner == solana_stake_interface::program::ID {
            return Ok(());
        }
        let signer: &[&[u8]] = &[self.seed, self.pool.as_ref(), self.vote.as_ref(), &[self.stake_bump]];
        take_over(self.stake, &[signer], STAKE_ACCOUNT_BYTES, &solana_stake_interface::program::ID)?;
        initialize(self.stake, self.authority, self.rent_sysvar)
    }
}

/// Makes `authority` staker and withdrawer of a new stake account, which has no lockup.
pub fn initialize<'info>(
    stake: &AccountInfo<'info>,
    authority: &Pubkey,
    rent_sysvar: &AccountInfo<'info>,
) -> Result<()> {
    let authorized = Authorized { staker: *authority, withdrawer: *authority };
    Ok(invoke(
        &instruction::initialize(stake.key, &authorized, &Lockup::default()),
        &[stake.clone(), rent_sysvar.clone()],
    )?)
}
