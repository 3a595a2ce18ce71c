//! The system program: accounts at derived addresses and the reserve's payments.

use anchor_lang::prelude::*;
use anchor_lang::system_program;

use super::call::{Call, WRITE, WRITE_SIGN};
use crate::constants::seeds;
use crate::error::TruestakeError;
use truestake_math::{mul, Lamports};

/// Bytes that one instruction can give an account, new or not.
pub const LARGEST_GROWTH: usize = 10_240;

/// An account to be made at a derived address.
pub struct NewAccount<'a, 'info> {
    pub payer: &'a AccountInfo<'info>,
    pub account: &'a AccountInfo<'info>,
    /// Seeds of the address, and of the payer where that is derived too.
    pub signers: &'a [&'a [&'a [u8]]],
    pub bytes: u64,
    pub owner: &'a Pubkey,
}

impl NewAccount<'_, '_> {
    /// Creates it with `lamports` of the payer. Lamports that are at the address already do not hinder; they stay there
    /// on top.
    pub fn create(&self, lamports: Lamports) -> Result<()> {
        if self.account.lamports() == 0 {
            let call = create_account(self.payer, self.account, lamports.0, self.bytes, self.owner);
            return call.invoke(self.signers);
        }
        send(self.payer, self.account, lamports.0).invoke(self.signers)?;
        take_over(self.account, self.signers, self.bytes, self.owner)
    }

    /// Creates it with its rent, of which what is at the address already is a part.
    pub fn create_with_rent(&self) -> Result<()> {
        let bytes = usize::try_from(self.bytes).map_err(|_| TruestakeError::Overflow)?;
        self.create(rent_of(bytes)?.saturating_minus(Lamports(self.account.lamports())))
    }
}

/// Makes an account out of a derived address that holds its rent already.
pub fn take_over<'info>(account: &AccountInfo<'info>, signers: &[&[&[u8]]], bytes: u64, owner: &Pubkey) -> Result<()> {
    allocate(account, bytes).invoke(signers)?;
    assign(account, owner).invoke(signers)
}

/// Bytes that every account counts for beside its data.
const ACCOUNT_OVERHEAD: u64 = 128;

/// Current rent for `bytes` of data, in integers. Falls back to the runtime's float arithmetic, as dear as a transfer, for
/// thresholds that no cluster uses.
pub fn rent_of(bytes: usize) -> Result<Lamports> {
    let rent = Rent::get()?;
    let counted = u64::try_from(bytes).ok().and_then(|bytes| bytes.checked_add(ACCOUNT_OVERHEAD));
    let exact = per_byte(&rent).zip(counted).and_then(|(per_byte, bytes)| mul(per_byte, bytes).ok());
    Ok(Lamports(exact.unwrap_or_else(|| rent.minimum_balance(bytes))))
}

/// Lamports for each byte, where the threshold is 1 or, as it was before, 2.
#[allow(deprecated, reason = "the sysvar's fields, whose newer names mean the same")]
fn per_byte(rent: &Rent) -> Option<u64> {
    const ONE: u64 = 1.0f64.to_bits();
    const TWO: u64 = 2.0f64.to_bits();
    let lamports = rent.lamports_per_byte_year;
    match rent.exemption_threshold.to_bits() {
        ONE => Some(lamports),
        TWO => lamports.checked_add(lamports),
        _ => None,
    }
}

/// Rent of an account without data, now.
pub fn empty_rent() -> Result<Lamports> {
    rent_of(0)
}

/// Moves lamports of a signer. No-op for zero.
pub fn transfer<'info>(from: &AccountInfo<'info>, to: &AccountInfo<'info>, lamports: Lamports) -> Result<()> {
    if lamports.is_zero() {
        return Ok(());
    }
    send(from, to, lamports.0).invoke(&[])
}

/// Moves lamports of a derived address. No-op for zero.
pub fn transfer_signed<'info>(
    from: &AccountInfo<'info>,
    to: &AccountInfo<'info>,
    signers: &[&[&[u8]]],
    lamports: Lamports,
) -> Result<()> {
    if lamports.is_zero() {
        return Ok(());
    }
    send(from, to, lamports.0).invoke(signers)
}

/// Pays out of a pool's reserve. No-op for zero.
pub fn pay_from_reserve<'info>(
    pool: &Pubkey,
    reserve: &AccountInfo<'info>,
    reserve_bump: u8,
    to: &AccountInfo<'info>,
    lamports: Lamports,
) -> Result<()> {
    transfer_signed(reserve, to, &[&[seeds::RESERVE, pool.as_ref(), &[reserve_bump]]], lamports)
}

/// Grows an account of this program to `bytes`, as far as one instruction can, its rent paid by `payer`. Does nothing when it is
/// large enough.
pub fn grow<'info>(payer: &AccountInfo<'info>, account: &AccountInfo<'info>, bytes: usize) -> Result<()> {
    let bytes = bytes.min(account.data_len().saturating_add(LARGEST_GROWTH));
    if account.data_len() >= bytes {
        return Ok(());
    }
    let missing = rent_of(bytes)?.saturating_minus(Lamports(account.lamports()));
    transfer(payer, account, missing)?;
    Ok(account.resize(bytes)?)
}

/// The data of an instruction of the system program, with room for its arguments.
fn begin(number: u32) -> Vec<u8> {
    let mut data = Vec::with_capacity(52);
    data.extend_from_slice(&number.to_le_bytes());
    data
}

fn create_account<'a, 'info>(
    payer: &'a AccountInfo<'info>,
    account: &'a AccountInfo<'info>,
    lamports: u64,
    bytes: u64,
    owner: &Pubkey,
) -> Call<'a, 'info, 2> {
    let mut data = begin(0);
    data.extend_from_slice(&lamports.to_le_bytes());
    data.extend_from_slice(&bytes.to_le_bytes());
    data.extend_from_slice(owner.as_ref());
    Call { program: system_program::ID, data, accounts: [(payer, WRITE_SIGN), (account, WRITE_SIGN)] }
}

fn assign<'a, 'info>(account: &'a AccountInfo<'info>, owner: &Pubkey) -> Call<'a, 'info, 1> {
    let mut data = begin(1);
    data.extend_from_slice(owner.as_ref());
    Call { program: system_program::ID, data, accounts: [(account, WRITE_SIGN)] }
}

fn send<'a, 'info>(from: &'a AccountInfo<'info>, to: &'a AccountInfo<'info>, lamports: u64) -> Call<'a, 'info, 2> {
    let mut data = begin(2);
    data.extend_from_slice(&lamports.to_le_bytes());
    Call { program: system_program::ID, data, accounts: [(from, WRITE_SIGN), (to, WRITE)] }
}

fn allocate<'a, 'info>(account: &'a AccountInfo<'info>, bytes: u64) -> Call<'a, 'info, 1> {
    let mut data = begin(8);
    data.extend_from_slice(&bytes.to_le_bytes());
    Call { program: system_program::ID, data, accounts: [(account, WRITE_SIGN)] }
}

#[cfg(test)]
mod tests {
    use super::super::call::{account_at, assert_is};
    use super::*;
    use anchor_lang::solana_program::system_instruction as theirs;

    #[test]
    fn calls_are_those_of_the_system_program() {
        let [a, b, owner] = [1, 2, 3].map(|byte| Pubkey::new_from_array([byte; 32]));
        let [first, second] = [a, b].map(account_at);
        for number in [1, 0x0102_0304_0506_0708, u64::MAX] {
            let made = theirs::create_account(&a, &b, number, number / 3, &owner);
            assert_is(&create_account(&first, &second, number, number / 3, &owner), &made);
            assert_is(&send(&first, &second, number), &theirs::transfer(&a, &b, number));
            assert_is(&allocate(&first, number), &theirs::allocate(&a, number));
        }
        assert_is(&assign(&first, &owner), &theirs::assign(&a, &owner));
    }
}
