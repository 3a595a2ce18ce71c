//! Calls to the stake program, signed by the pool's stake authority.

use anchor_lang::prelude::*;
use solana_stake_interface::tools::get_minimum_delegation;
use truestake_math::Lamports;

use crate::constants::{seeds, STAKE_ACCOUNT_BYTES};
use crate::cpi::call::{Call, Use, READ, SIGN, WRITE};
use crate::cpi::system::{take_over, NewAccount};
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

/// The stake program's smallest delegation has been a lamport and is 1 SOL. From here on it is not asked for, which costs 2,000
/// units; should it ever be more, the stake program refuses by itself.
const FAR_ABOVE_MINIMUM: Lamports = Lamports(5_000_000_000);

/// Whether the stake program delegates so little.
pub fn reaches_minimum_delegation(lamports: Lamports) -> Result<bool> {
    Ok(lamports >= FAR_ABOVE_MINIMUM || lamports >= minimum_delegation()?)
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
        let (clock, history) = (self.clock, self.stake_history);
        self.sign(delegate(stake, vote, clock, history, config, self.authority))
    }

    pub fn deactivate(&self, stake: &AccountInfo<'info>) -> Result<()> {
        self.sign(deactivate(stake, self.clock, self.authority))
    }

    /// Moves active stake to an account of the same validator, or to one without stake. Unlike a merge it leaves the
    /// source in the pool's hands.
    pub fn move_stake(&self, from: &AccountInfo<'info>, to: &AccountInfo<'info>, lamports: Lamports) -> Result<()> {
        self.sign(move_stake(from, to, self.authority, lamports.0))
    }

    /// Merges active stake into an account of the same validator; all of the source's lamports go with it, and it is
    /// closed. Cheaper than `move_stake`, but nothing for a source at an address of the pool's (docs/adr/0001).
    pub fn merge(&self, from: &AccountInfo<'info>, to: &AccountInfo<'info>) -> Result<()> {
        self.sign(merge(to, from, self.clock, self.stake_history, self.authority))
    }

    pub fn withdraw(&self, stake: &AccountInfo<'info>, to: &AccountInfo<'info>, lamports: Lamports) -> Result<()> {
        self.sign(withdraw(stake, to, self.clock, self.stake_history, self.authority, lamports.0))
    }

    /// Splits lamports off into a new account that holds its rent.
    pub fn split(&self, from: &AccountInfo<'info>, to: &AccountInfo<'info>, lamports: Lamports) -> Result<()> {
        self.sign(split(from, to, self.authority, lamports.0))
    }

    /// Hands an account of the pool over.
    pub fn give_away(&self, stake: &AccountInfo<'info>, owner: &Pubkey) -> Result<()> {
        for role in ROLES {
            self.sign(authorize(stake, self.clock, self.authority, owner, role))?;
        }
        Ok(())
    }

    /// Takes an account over from its owner, who signs.
    pub fn take_over(&self, stake: &AccountInfo<'info>, owner: &AccountInfo<'info>) -> Result<()> {
        for role in ROLES {
            authorize(stake, self.clock, owner, self.authority.key, role).invoke(&[])?;
        }
        Ok(())
    }

    fn sign<const N: usize>(&self, call: Call<N>) -> Result<()> {
        call.invoke(&[&[seeds::STAKE_AUTHORITY, self.pool.as_ref(), &[self.authority_bump]]])
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
    initialization(stake, rent_sysvar, authority).invoke(&[])
}

// What is sent: the number of the instruction, and its arguments.

type Info<'a, 'info> = &'a AccountInfo<'info>;

/// Staker and withdrawer, as the stake program counts them.
const ROLES: [u32; 2] = [0, 1];

/// Bytes of the longest instruction, the one that initializes.
const LARGEST_DATA: usize = 4 + 64 + 48;

/// Inlined, so that what it copies is known by its length.
#[inline]
fn call<'a, 'info, const N: usize>(
    number: u32,
    arguments: &[&[u8]],
    accounts: [(Info<'a, 'info>, Use); N],
) -> Call<'a, 'info, N> {
    let mut data = Vec::with_capacity(LARGEST_DATA);
    data.extend_from_slice(&number.to_le_bytes());
    for argument in arguments {
        data.extend_from_slice(argument);
    }
    Call { program: solana_stake_interface::program::ID, data, accounts }
}

fn initialization<'a, 'info>(stake: Info<'a, 'info>, rent: Info<'a, 'info>, authority: &Pubkey) -> Call<'a, 'info, 2> {
    const NO_LOCKUP: &[u8] = &[0; 8 + 8 + 32];
    call(0, &[authority.as_ref(), authority.as_ref(), NO_LOCKUP], [(stake, WRITE), (rent, READ)])
}

fn authorize<'a, 'info>(
    stake: Info<'a, 'info>,
    clock: Info<'a, 'info>,
    authority: Info<'a, 'info>,
    new: &Pubkey,
    role: u32,
) -> Call<'a, 'info, 3> {
    let accounts = [(stake, WRITE), (clock, READ), (authority, SIGN)];
    call(1, &[new.as_ref(), &role.to_le_bytes()], accounts)
}

fn delegate<'a, 'info>(
    stake: Info<'a, 'info>,
    vote: Info<'a, 'info>,
    clock: Info<'a, 'info>,
    history: Info<'a, 'info>,
    config: Info<'a, 'info>,
    authority: Info<'a, 'info>,
) -> Call<'a, 'info, 6> {
    let accounts = [(stake, WRITE), (vote, READ), (clock, READ), (history, READ), (config, READ), (authority, SIGN)];
    call(2, &[], accounts)
}

fn split<'a, 'info>(
    from: Info<'a, 'info>,
    to: Info<'a, 'info>,
    authority: Info<'a, 'info>,
    lamports: u64,
) -> Call<'a, 'info, 3> {
    call(3, &[&lamports.to_le_bytes()], [(from, WRITE), (to, WRITE), (authority, SIGN)])
}

fn withdraw<'a, 'info>(
    stake: Info<'a, 'info>,
    to: Info<'a, 'info>,
    clock: Info<'a, 'info>,
    history: Info<'a, 'info>,
    authority: Info<'a, 'info>,
    lamports: u64,
) -> Call<'a, 'info, 5> {
    let accounts = [(stake, WRITE), (to, WRITE), (clock, READ), (history, READ), (authority, SIGN)];
    call(4, &[&lamports.to_le_bytes()], accounts)
}

fn deactivate<'a, 'info>(
    stake: Info<'a, 'info>,
    clock: Info<'a, 'info>,
    authority: Info<'a, 'info>,
) -> Call<'a, 'info, 3> {
    call(5, &[], [(stake, WRITE), (clock, READ), (authority, SIGN)])
}

fn merge<'a, 'info>(
    to: Info<'a, 'info>,
    from: Info<'a, 'info>,
    clock: Info<'a, 'info>,
    history: Info<'a, 'info>,
    authority: Info<'a, 'info>,
) -> Call<'a, 'info, 5> {
    call(7, &[], [(to, WRITE), (from, WRITE), (clock, READ), (history, READ), (authority, SIGN)])
}

fn move_stake<'a, 'info>(
    from: Info<'a, 'info>,
    to: Info<'a, 'info>,
    authority: Info<'a, 'info>,
    lamports: u64,
) -> Call<'a, 'info, 3> {
    call(16, &[&lamports.to_le_bytes()], [(from, WRITE), (to, WRITE), (authority, SIGN)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cpi::call::{account_at, assert_is};
    use solana_stake_interface::instruction as theirs;
    use solana_stake_interface::state::{Authorized, Lockup, StakeAuthorize};
    use solana_stake_interface::{config, sysvar};

    #[test]
    fn calls_are_those_of_the_stake_program() {
        let [a, b, owner] = [1, 2, 3].map(|byte| Pubkey::new_from_array([byte; 32]));
        let [first, second, authority] = [a, b, owner].map(account_at);
        let sysvars = [solana_sysvar::clock::ID, sysvar::stake_history::ID, config::ID, solana_sysvar::rent::ID];
        let [clock, history, config, rent] = sysvars.map(account_at);

        let authorized = Authorized { staker: owner, withdrawer: owner };
        let initialized = theirs::initialize(&a, &authorized, &Lockup::default());
        assert_is(&initialization(&first, &rent, &owner), &initialized);
        for (role, theirs_role) in ROLES.into_iter().zip([StakeAuthorize::Staker, StakeAuthorize::Withdrawer]) {
            let authorized = theirs::authorize(&a, &owner, &b, theirs_role, None);
            assert_is(&authorize(&first, &clock, &authority, &b, role), &authorized);
        }
        let delegated = theirs::delegate_stake(&a, &owner, &b);
        assert_is(&delegate(&first, &second, &clock, &history, &config, &authority), &delegated);
        assert_is(&deactivate(&first, &clock, &authority), &theirs::deactivate_stake(&a, &owner));
        let merged = theirs::merge(&a, &b, &owner).pop().unwrap();
        assert_is(&merge(&first, &second, &clock, &history, &authority), &merged);
        for lamports in [1, 0x0102_0304_0506_0708, u64::MAX] {
            let withdrawn = theirs::withdraw(&a, &owner, &b, lamports, None);
            assert_is(&withdraw(&first, &second, &clock, &history, &authority, lamports), &withdrawn);
            let moved = theirs::move_stake(&a, &b, &owner, lamports);
            assert_is(&move_stake(&first, &second, &authority, lamports), &moved);
            // The interface builds this together with two that allocate and assign the account, which is done.
            let split_off = theirs::split(&a, &owner, lamports, &b).pop().unwrap();
            assert_is(&split(&first, &second, &authority, lamports), &split_off);
        }
    }
}
