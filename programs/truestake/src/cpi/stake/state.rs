//! A stake account's data, read in place: decoding it with the interface crate costs more than all else that the update of
//! a resting validator does. The tests hold this against that crate.

use anchor_lang::prelude::*;
use anchor_lang::solana_program::clock::UnixTimestamp;
use solana_stake_interface::state::Delegation;

use crate::error::TruestakeError;

/// The data of a stake account that has an owner, delegated or not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StakeState<'a> {
    pub staker: &'a Key,
    pub withdrawer: &'a Key,
    /// Lockup expiry.
    pub locked_until: UnixTimestamp,
    pub locked_until_epoch: u64,
    pub delegation: Option<Delegation>,
}

type Key = [u8; 32];

const UNINITIALIZED: [u8; 4] = [0, 0, 0, 0];
const INITIALIZED: [u8; 4] = [1, 0, 0, 0];
const STAKE: [u8; 4] = [2, 0, 0, 0];
const REWARDS_POOL: [u8; 4] = [3, 0, 0, 0];

const UNEXPECTED: TruestakeError = TruestakeError::UnexpectedStakeState;

impl<'a> StakeState<'a> {
    /// Reads the data of an account of the stake program. `None` when it has not been initialized.
    pub fn read(data: &'a [u8]) -> Result<Option<Self>> {
        match data.split_first_chunk() {
            Some((&UNINITIALIZED | &REWARDS_POOL, _)) => Ok(None),
            Some((&INITIALIZED, fields)) => Ok(Some(Self::parse(fields, false).ok_or(UNEXPECTED)?)),
            Some((&STAKE, fields)) => Ok(Some(Self::parse(fields, true).ok_or(UNEXPECTED)?)),
            _ => Err(UNEXPECTED.into()),
        }
    }

    fn parse(data: &'a [u8], is_delegated: bool) -> Option<Self> {
        let mut fields = Fields(data);
        // What was rent when the account was made says nothing about the rent now.
        let _frozen_rent: &[u8; 8] = fields.take()?;
        let (staker, withdrawer) = (fields.take()?, fields.take()?);
        let locked_until = UnixTimestamp::from_le_bytes(*fields.take()?);
        let locked_until_epoch = fields.number()?;
        let _custodian: &Key = fields.take()?;
        let delegation = if is_delegated { Some(fields.delegation()?) } else { None };
        Some(Self { staker, withdrawer, locked_until, locked_until_epoch, delegation })
    }

    /// Whether `authority` is both staker and withdrawer.
    pub fn is_of(&self, authority: &Pubkey) -> bool {
        self.staker == authority.as_array() && self.withdrawer == authority.as_array()
    }

    /// Whether the lockup is in force, for everybody but its custodian.
    pub fn is_locked(&self, clock: &Clock) -> bool {
        self.locked_until > clock.unix_timestamp || self.locked_until_epoch > clock.epoch
    }
}

/// The bytes that have not been read yet.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take<const N: usize>(&mut self) -> Option<&'a [u8; N]> {
        let (field, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(field)
    }

    fn number(&mut self) -> Option<u64> {
        self.take().map(|bytes| u64::from_le_bytes(*bytes))
    }

    fn delegation(&mut self) -> Option<Delegation> {
        Some(Delegation {
            voter_pubkey: Pubkey::new_from_array(*self.take()?),
            stake: self.number()?,
            activation_epoch: self.number()?,
            deactivation_epoch: self.number()?,
            ..Delegation::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use solana_stake_interface::stake_flags::StakeFlags;
    use solana_stake_interface::state::{Authorized, Lockup, Meta, Stake, StakeStateV2};

    prop_compose! {
        #[allow(deprecated)]
        fn any_meta()(rent in any::<u64>(), keys in any::<[Key; 3]>(), time in any::<i64>(), epoch in any::<u64>()) -> Meta {
            let [staker, withdrawer, custodian] = keys.map(Pubkey::new_from_array);
            let lockup = Lockup { unix_timestamp: time, epoch, custodian };
            Meta { rent_exempt_reserve: rent, authorized: Authorized { staker, withdrawer }, lockup }
        }
    }

    prop_compose! {
        fn any_stake()(vote in any::<Key>(), stake in any::<u64>(), epochs in any::<[u64; 2]>(), credits in any::<u64>()) -> Stake {
            let [activation_epoch, deactivation_epoch] = epochs;
            let voter_pubkey = Pubkey::new_from_array(vote);
            let delegation = Delegation { voter_pubkey, stake, activation_epoch, deactivation_epoch, ..Delegation::default() };
            Stake { delegation, credits_observed: credits }
        }
    }

    fn any_state() -> impl Strategy<Value = StakeStateV2> {
        prop_oneof![
            Just(StakeStateV2::Uninitialized),
            Just(StakeStateV2::RewardsPool),
            any_meta().prop_map(StakeStateV2::Initialized),
            (any_meta(), any_stake()).prop_map(|(meta, stake)| StakeStateV2::Stake(meta, stake, StakeFlags::empty())),
        ]
    }

    /// An account's data: the state, and zeros up to its length.
    fn bytes(state: &StakeStateV2) -> Vec<u8> {
        let mut data = borsh::to_vec(state).unwrap();
        data.resize(StakeStateV2::size_of(), 0);
        data
    }

    proptest! {
        #[test]
        fn reads_what_the_interface_reads(state in any_state()) {
            let data = bytes(&state);
            let read = StakeState::read(&data).unwrap();
            let meta = state.meta();
            #[allow(deprecated)]
            let theirs = meta.as_ref().map(|meta| StakeState {
                staker: meta.authorized.staker.as_array(),
                withdrawer: meta.authorized.withdrawer.as_array(),
                locked_until: meta.lockup.unix_timestamp,
                locked_until_epoch: meta.lockup.epoch,
                delegation: state.delegation(),
            });
            prop_assert_eq!(read, theirs);
        }

        #[test]
        fn is_locked_when_the_interface_says_so(meta in any_meta(), time in any::<i64>(), epoch in any::<u64>()) {
            let clock = Clock { unix_timestamp: time, epoch, ..Clock::default() };
            let data = bytes(&StakeStateV2::Initialized(meta));
            let read = StakeState::read(&data).unwrap().unwrap();
            prop_assert_eq!(read.is_locked(&clock), meta.lockup.is_in_force(&clock, None));
        }

        #[test]
        fn other_bytes_are_an_error(kind in 4u32.., length in 0usize..200) {
            let mut data = bytes(&StakeStateV2::Initialized(Meta::default()));
            data.splice(..4, kind.to_le_bytes());
            prop_assert!(StakeState::read(&data).is_err());
            let mut short = bytes(&StakeStateV2::Stake(Meta::default(), Stake::default(), StakeFlags::empty()));
            short.truncate(length);
            let needed = 4 + 120 + 56;
            prop_assert_eq!(StakeState::read(&short).is_err(), length < needed);
        }
    }
}
