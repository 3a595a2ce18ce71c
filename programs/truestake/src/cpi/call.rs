//! A call of another program, written down here. The interface crates encode with bincode and compare every account with every
//! other, which costs up to 700 units a call; the tests hold what is sent against those crates.

use std::mem::ManuallyDrop;

use anchor_lang::prelude::*;
use anchor_lang::solana_program::instruction::Instruction;
use anchor_lang::solana_program::program::invoke_signed_unchecked;

/// What a call does with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    is_writable: bool,
    is_signer: bool,
}

pub const READ: Use = Use { is_writable: false, is_signer: false };
pub const WRITE: Use = Use { is_writable: true, is_signer: false };
pub const SIGN: Use = Use { is_writable: false, is_signer: true };
pub const WRITE_SIGN: Use = Use { is_writable: true, is_signer: true };

/// A call with `N` accounts.
pub struct Call<'a, 'info, const N: usize> {
    pub program: Pubkey,
    pub data: Vec<u8>,
    pub accounts: [(&'a AccountInfo<'info>, Use); N],
}

impl<const N: usize> Call<'_, '_, N> {
    /// Makes the call. As `invoke_signed` does, it refuses accounts that the handler is still using, so that nothing changes under
    /// its hands; that function searches each account among all of them first.
    pub fn invoke(self, signers: &[&[&[u8]]]) -> Result<()> {
        // Most calls have three accounts: a copy for them spares 80 units of loops.
        let accounts = if N == 3 {
            require_unused(&self.accounts)?;
            metas(&self.accounts)
        } else {
            checked_metas(&self.accounts)?
        };
        let instruction = Instruction { program_id: self.program, accounts, data: self.data };
        // Not on the heap, which is never freed: an update makes a hundred calls. Nor are they dropped: nobody asks how many there are
        // of an account's, and counting down takes 15 units for each, and 4 kB.
        let infos = ManuallyDrop::new(self.accounts.map(|(info, _)| info.clone()));
        Ok(invoke_signed_unchecked(&instruction, &*infos, signers)?)
    }
}

#[inline(never)] // in one copy
fn checked_metas(accounts: &[(&AccountInfo, Use)]) -> Result<Vec<AccountMeta>> {
    require_unused(accounts)?;
    Ok(metas(accounts))
}

#[inline(always)] // its loop goes where the number of accounts is known
fn require_unused(accounts: &[(&AccountInfo, Use)]) -> Result<()> {
    for (info, Use { is_writable, .. }) in accounts {
        if *is_writable {
            let _ = info.try_borrow_mut_lamports()?;
            let _ = info.try_borrow_mut_data()?;
        } else {
            let _ = info.try_borrow_lamports()?;
            let _ = info.try_borrow_data()?;
        }
    }
    Ok(())
}

#[inline(always)]
fn metas(accounts: &[(&AccountInfo, Use)]) -> Vec<AccountMeta> {
    let meta = |&(info, Use { is_writable, is_signer }): &(&AccountInfo, Use)| AccountMeta {
        pubkey: *info.key,
        is_signer,
        is_writable,
    };
    accounts.iter().map(meta).collect()
}

/// For tests: whether a call is what an interface crate makes of it.
#[cfg(test)]
pub fn assert_is<const N: usize>(call: &Call<N>, theirs: &Instruction) {
    let accounts = metas(&call.accounts);
    assert_eq!(&Instruction { program_id: call.program, accounts, data: call.data.clone() }, theirs);
}

/// For tests: an account with this address and nothing in it.
#[cfg(test)]
pub fn account_at(key: Pubkey) -> AccountInfo<'static> {
    let (key, owner) = (Box::leak(Box::new(key)), Box::leak(Box::new(Pubkey::default())));
    AccountInfo::new(key, false, false, Box::leak(Box::new(0)), &mut [], owner, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Neither the lamports nor the data of an account may be borrowed while another program is called with it.
    #[test]
    fn accounts_in_use_are_refused() {
        let info = account_at(Pubkey::new_unique());
        for access in [READ, WRITE] {
            assert!(require_unused(&[(&info, access)]).is_ok());
            let lamports = info.try_borrow_mut_lamports().unwrap();
            assert!(require_unused(&[(&info, access)]).is_err());
            drop(lamports);
            let data = info.try_borrow_mut_data().unwrap();
            assert!(require_unused(&[(&info, access)]).is_err());
            drop(data);
        }
        let data = info.try_borrow_data().unwrap();
        assert!(require_unused(&[(&info, READ)]).is_ok());
        assert!(require_unused(&[(&info, WRITE)]).is_err());
        drop(data);
    }
}
