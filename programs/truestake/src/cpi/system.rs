//! The system program: accounts at derived addresses and the reserve's payments.

use anchor_lang::prelude::*;
use anchor_lang::system_program;

use crate::constants::seeds;
use truestake_math::Lamports;

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
            let accounts = system_program::CreateAccount { from: self.payer.clone(), to: self.account.clone() };
            let context = CpiContext::new_with_signer(system_program::ID, accounts, self.signers);
            return system_program::create_account(context, lamports.0, self.bytes, self.owner);
        }
        let accounts = system_program::Transfer { from: self.payer.clone(), to: self.account.clone() };
        system_program::transfer(CpiContext::new_with_signer(system_program::ID, accounts, self.signers), lamports.0)?;
        take_over(self.account, self.signers, self.bytes, self.owner)
    }
}

/// Makes an account out of a derived address that holds its rent already.
pub fn take_over<'info>(account: &AccountInfo<'info>, signers: &[&[&[u8]]], bytes: u64, owner: &Pubkey) -> Result<()> {
    let accounts = system_program::Allocate { account_to_allocate: account.clone() };
    system_program::allocate(CpiContext::new_with_signer(system_program::ID, accounts, signers), bytes)?;
    let accounts = system_program::Assign { account_to_assign: account.clone() };
    system_program::assign(CpiContext::new_with_signer(system_program::ID, accounts, signers), owner)
}

/// Bytes that every account counts for beside its data.
const ACCOUNT_OVERHEAD: u64 = 128;

/// Rent of an account with so many bytes of data, now. In integers, as clusters have it; the runtime's own way, which computes in
/// floating point and costs as much as a transfer, is left for a threshold that no cluster has.
#[allow(deprecated, reason = "the sysvar's fields, whose newer names mean the same")]
pub fn rent_of(bytes: usize) -> Result<Lamports> {
    let rent = Rent::get()?;
    let per_byte = [1.0f64, 2.0]
        .iter()
        .zip([1u64, 2])
        .find(|(threshold, _)| threshold.to_bits() == rent.exemption_threshold.to_bits())
        .and_then(|(_, factor)| rent.lamports_per_byte_year.checked_mul(factor));
    let counted = u64::try_from(bytes).ok().and_then(|bytes| bytes.checked_add(ACCOUNT_OVERHEAD));
    let exact = per_byte.zip(counted).and_then(|(per_byte, bytes)| per_byte.checked_mul(bytes));
    Ok(Lamports(exact.unwrap_or_else(|| rent.minimum_balance(bytes))))
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
    let accounts = system_program::Transfer { from: from.clone(), to: to.clone() };
    system_program::transfer(CpiContext::new(system_program::ID, accounts), lamports.0)
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
    let accounts = system_program::Transfer { from: from.clone(), to: to.clone() };
    system_program::transfer(CpiContext::new_with_signer(system_program::ID, accounts, signers), lamports.0)
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
