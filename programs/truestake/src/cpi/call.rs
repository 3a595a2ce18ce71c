//! A call of another program, written down here. The interface crates encode with bincode and compare every account with every
//! other, which costs up to 700 units a call; the tests hold what is sent against those crates.

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
    pub fn instruction(&self) -> (Pubkey, Vec<AccountMeta>) {
        let meta = |&(info, Use { is_writable, is_signer }): &(&AccountInfo, Use)| AccountMeta {
            pubkey: *info.key,
            is_signer,
            is_writable,
        };
        (self.program, self.accounts.iter().map(meta).collect())
    }

    /// Makes the call. As `invoke_signed` does, it refuses accounts that the handler is still using, so that nothing changes under
    /// its hands; that function searches each account among all of them first.
    pub fn invoke(self, signers: &[&[&[u8]]]) -> Result<()> {
        for (info, Use { is_writable, .. }) in &self.accounts {
            if *is_writable {
                let _ = info.try_borrow_mut_lamports()?;
                let _ = info.try_borrow_mut_data()?;
            } else {
                let _ = info.try_borrow_lamports()?;
                let _ = info.try_borrow_data()?;
            }
        }
        let (program_id, accounts) = self.instruction();
        let infos = self.accounts.map(|(info, _)| info.clone());
        Ok(invoke_signed_unchecked(&Instruction { program_id, accounts, data: self.data }, &infos, signers)?)
    }
}

/// For tests: whether a call is what an interface crate makes of it.
#[cfg(test)]
pub fn assert_is<const N: usize>(call: &Call<N>, theirs: &Instruction) {
    let (program_id, accounts) = call.instruction();
    assert_eq!(&Instruction { program_id, accounts, data: call.data.clone() }, theirs);
}

/// For tests: an account with this address and nothing in it.
#[cfg(test)]
pub fn account_at(key: Pubkey) -> AccountInfo<'static> {
    let (key, owner) = (Box::leak(Box::new(key)), Box::leak(Box::new(Pubkey::default())));
    AccountInfo::new(key, false, false, Box::leak(Box::new(0)), &mut [], owner, false)
}
