//! The token program: minting, burning and moving tokens, signed by the pool's authorities or by users.

use anchor_lang::prelude::*;
use anchor_spl::token::{self, spl_token, Mint, TokenAccount};

use super::call::{Call, READ, SIGN, WRITE};
use super::system::NewAccount;
use crate::constants::{seeds, DECIMALS};
use crate::error::{require, TruestakeError};
use crate::state::Pool;
use truestake_math::PoolTokens;

/// Mints with the pool's mint authority.
pub struct Minter<'a, 'info> {
    pub pool: &'a Pubkey,
    pub mint: &'a AccountInfo<'info>,
    pub authority: &'a AccountInfo<'info>,
    pub authority_bump: u8,
}

impl<'a, 'info> Minter<'a, 'info> {
    /// The mint of the pool at `address`.
    pub fn new(
        pool: &Pool,
        address: &'a Pubkey,
        mint: &'a AccountInfo<'info>,
        authority: &'a AccountInfo<'info>,
    ) -> Self {
        Self { pool: address, mint, authority, authority_bump: pool.mint_authority_bump }
    }

    pub fn mint(&self, to: &AccountInfo<'info>, tokens: PoolTokens) -> Result<()> {
        if tokens.is_zero() {
            return Ok(());
        }
        let signer: &[&[u8]] = &[seeds::MINT_AUTHORITY, self.pool.as_ref(), &[self.authority_bump]];
        mint_to(self.mint, to, self.authority, tokens.0).invoke(&[signer])
    }
}

/// A token account or mint at a derived address that is its own authority: escrow, liquidity tokens, liquidity mint.
pub struct SelfOwned<'a, 'info> {
    pub seed: &'static [u8],
    pub pool: &'a Pubkey,
    pub bump: u8,
    pub account: &'a AccountInfo<'info>,
}

impl<'info> SelfOwned<'_, 'info> {
    /// Gives tokens out of the account.
    pub fn give(&self, to: &AccountInfo<'info>, tokens: PoolTokens) -> Result<()> {
        if tokens.is_zero() {
            return Ok(());
        }
        self.sign(transfer(self.account, to, self.account, tokens.0))
    }

    /// Burns tokens in the account.
    pub fn burn(&self, mint: &AccountInfo<'info>, tokens: PoolTokens) -> Result<()> {
        if tokens.is_zero() {
            return Ok(());
        }
        self.sign(burn(self.account, mint, self.account, tokens.0))
    }

    /// Mints of this mint.
    pub fn mint(&self, to: &AccountInfo<'info>, amount: u64) -> Result<()> {
        self.sign(mint_to(self.account, to, self.account, amount))
    }

    fn sign(&self, call: Call<3>) -> Result<()> {
        call.invoke(&[&[self.seed, self.pool.as_ref(), &[self.bump]]])
    }
}

/// Takes tokens of a signer.
pub fn take<'info>(
    from: &AccountInfo<'info>,
    to: &AccountInfo<'info>,
    owner: &AccountInfo<'info>,
    tokens: PoolTokens,
) -> Result<()> {
    transfer(from, to, owner, tokens.0).invoke(&[])
}

/// Burns tokens of a signer.
pub fn burn_from<'info>(
    from: &AccountInfo<'info>,
    mint: &AccountInfo<'info>,
    owner: &AccountInfo<'info>,
    amount: u64,
) -> Result<()> {
    burn(from, mint, owner, amount).invoke(&[])
}

/// Makes a mint of the pool token's kind, without freeze authority. Anchor's `init` would do the same with code for two token
/// programs and their extensions, 12 kB at each place.
pub fn create_mint<'info>(
    payer: &AccountInfo<'info>,
    mint: &AccountInfo<'info>,
    signers: &[&[&[u8]]],
    authority: &Pubkey,
) -> Result<()> {
    let bytes = Mint::LEN as u64;
    NewAccount { payer, account: mint, signers, bytes, owner: &token::ID }.create_with_rent()?;
    initialize_mint(mint, authority).invoke(&[])
}

/// Makes a token account at a derived address, which is its own authority.
pub fn create_self_owned<'info>(
    payer: &AccountInfo<'info>,
    account: &AccountInfo<'info>,
    signers: &[&[&[u8]]],
    mint: &AccountInfo<'info>,
) -> Result<()> {
    let bytes = TokenAccount::LEN as u64;
    NewAccount { payer, account, signers, bytes, owner: &token::ID }.create_with_rent()?;
    initialize_account(account, mint, account.key).invoke(&[])
}

fn initialize_mint<'a, 'info>(mint: &'a AccountInfo<'info>, authority: &Pubkey) -> Call<'a, 'info, 1> {
    const NO_FREEZE_AUTHORITY: u8 = 0;
    let data = [&[20, DECIMALS][..], authority.as_ref(), &[NO_FREEZE_AUTHORITY]].concat();
    Call { program: token::ID, data, accounts: [(mint, WRITE)] }
}

fn initialize_account<'a, 'info>(
    account: &'a AccountInfo<'info>,
    mint: &'a AccountInfo<'info>,
    owner: &Pubkey,
) -> Call<'a, 'info, 2> {
    let data = [&[18][..], owner.as_ref()].concat();
    Call { program: token::ID, data, accounts: [(account, WRITE), (mint, READ)] }
}

/// An instruction of the token program: its number, and an amount.
fn call<'a, 'info>(
    number: u8,
    amount: u64,
    [first, second, authority]: [&'a AccountInfo<'info>; 3],
) -> Call<'a, 'info, 3> {
    let mut data = Vec::with_capacity(9);
    data.push(number);
    data.extend_from_slice(&amount.to_le_bytes());
    Call { program: token::ID, data, accounts: [(first, WRITE), (second, WRITE), (authority, SIGN)] }
}

fn transfer<'a, 'info>(
    from: &'a AccountInfo<'info>,
    to: &'a AccountInfo<'info>,
    owner: &'a AccountInfo<'info>,
    amount: u64,
) -> Call<'a, 'info, 3> {
    call(3, amount, [from, to, owner])
}

fn mint_to<'a, 'info>(
    mint: &'a AccountInfo<'info>,
    to: &'a AccountInfo<'info>,
    authority: &'a AccountInfo<'info>,
    amount: u64,
) -> Call<'a, 'info, 3> {
    call(7, amount, [mint, to, authority])
}

fn burn<'a, 'info>(
    from: &'a AccountInfo<'info>,
    mint: &'a AccountInfo<'info>,
    owner: &'a AccountInfo<'info>,
    amount: u64,
) -> Call<'a, 'info, 3> {
    call(8, amount, [from, mint, owner])
}

/// Whether `account` can receive tokens of `mint`. An account that cannot is skipped, never an obstacle.
pub fn receives(account: &AccountInfo, mint: &Pubkey) -> bool {
    use anchor_lang::solana_program::program_pack::Pack;
    *account.owner == token::ID
        && account.try_borrow_data().is_ok_and(|data| {
            spl_token::state::Account::unpack(&data).is_ok_and(|held| held.mint == *mint && !held.is_frozen())
        })
}

/// Whether `account` can receive tokens of `mint`, and is none of the pool's own.
pub fn receives_for_others(account: &AccountInfo, mint: &Pubkey, pool: &Pubkey) -> bool {
    let is_others = |data: &[u8]| data.get(OWNER).is_some_and(|owner| !is_own(account.key, owner, pool));
    receives(account, mint) && account.try_borrow_data().is_ok_and(|data| is_others(&data))
}

/// Where a token account has its owner.
const OWNER: std::ops::Range<usize> = 32..64;

/// Refuses a token account that does not hold what the caller saw last: another try of theirs may have landed.
pub fn require_balance(account: &TokenAccount, if_balance: Option<u64>) -> Result<()> {
    require!(if_balance.is_none_or(|balance| balance == account.amount), TruestakeError::BalanceChanged);
    Ok(())
}

/// Refuses the pool's own token accounts, where nobody could reach what a user sends.
pub fn require_reachable(destination: &Account<TokenAccount>, pool: &Pubkey) -> Result<()> {
    let is_own = is_own(&destination.key(), destination.owner.as_ref(), pool);
    require!(!is_own, TruestakeError::WrongDestination);
    Ok(())
}

/// Whether the token account at `address` is one of the pool's own. Each of them is its own authority: only such an account has its
/// address compared, and only then the addresses are searched.
fn is_own(address: &Pubkey, owner: &[u8], pool: &Pubkey) -> bool {
    let is = |seed: &[u8]| Pubkey::find_program_address(&[seed, pool.as_ref()], &crate::ID).0 == *address;
    owner == address.as_ref() && [seeds::ESCROW, seeds::SEED, seeds::LIQUIDITY_TOKENS].into_iter().any(is)
}

#[cfg(test)]
mod tests {
    use super::super::call::{account_at, assert_is};
    use super::*;
    use spl_token::instruction as theirs;

    #[test]
    fn calls_are_those_of_the_token_program() {
        let [a, b, c] = [1, 2, 3].map(|byte| Pubkey::new_from_array([byte; 32]));
        let [first, second, third] = [a, b, c].map(account_at);
        assert_is(&initialize_mint(&first, &c), &theirs::initialize_mint2(&token::ID, &a, &c, None, DECIMALS).unwrap());
        let account = theirs::initialize_account3(&token::ID, &a, &b, &c).unwrap();
        assert_is(&initialize_account(&first, &second, &c), &account);
        for amount in [1, 0x0102_0304_0506_0708, u64::MAX] {
            #[allow(deprecated)]
            let transferred = theirs::transfer(&token::ID, &a, &b, &c, &[], amount).unwrap();
            assert_is(&transfer(&first, &second, &third, amount), &transferred);
            let minted = theirs::mint_to(&token::ID, &a, &b, &c, &[], amount).unwrap();
            assert_is(&mint_to(&first, &second, &third, amount), &minted);
            assert_is(
                &burn(&first, &second, &third, amount),
                &theirs::burn(&token::ID, &a, &b, &c, &[], amount).unwrap(),
            );
        }
    }
}
