//! The token program, signed by the pool's own authorities.

use anchor_lang::prelude::*;
use anchor_spl::token::{self, spl_token, Burn, MintTo, TokenAccount, Transfer};

use crate::constants::seeds;
use crate::error::TruestakeError;
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
        let accounts = MintTo { mint: self.mint.clone(), to: to.clone(), authority: self.authority.clone() };
        token::mint_to(CpiContext::new_with_signer(token::ID, accounts, &[signer]), tokens.0)
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
        let accounts = Transfer { from: self.account.clone(), to: to.clone(), authority: self.account.clone() };
        self.sign(|signer| token::transfer(CpiContext::new_with_signer(token::ID, accounts, signer), tokens.0))
    }

    /// Burns tokens in the account.
    pub fn burn(&self, mint: &AccountInfo<'info>, tokens: PoolTokens) -> Result<()> {
        if tokens.is_zero() {
            return Ok(());
        }
        let accounts = Burn { mint: mint.clone(), from: self.account.clone(), authority: self.account.clone() };
        self.sign(|signer| token::burn(CpiContext::new_with_signer(token::ID, accounts, signer), tokens.0))
    }

    /// Mints of this mint.
    pub fn mint(&self, to: &AccountInfo<'info>, amount: u64) -> Result<()> {
        let accounts = MintTo { mint: self.account.clone(), to: to.clone(), authority: self.account.clone() };
        self.sign(|signer| token::mint_to(CpiContext::new_with_signer(token::ID, accounts, signer), amount))
    }

    fn sign(&self, call: impl FnOnce(&[&[&[u8]]]) -> Result<()>) -> Result<()> {
        call(&[&[self.seed, self.pool.as_ref(), &[self.bump]]])
    }
}

/// Takes tokens of a signer.
pub fn take<'info>(
    from: &AccountInfo<'info>,
    to: &AccountInfo<'info>,
    owner: &AccountInfo<'info>,
    tokens: PoolTokens,
) -> Result<()> {
    let accounts = Transfer { from: from.clone(), to: to.clone(), authority: owner.clone() };
    token::transfer(CpiContext::new(token::ID, accounts), tokens.0)
}

/// Burns tokens of a signer.
pub fn burn_from<'info>(
    from: &AccountInfo<'info>,
    mint: &AccountInfo<'info>,
    owner: &AccountInfo<'info>,
    amount: u64,
) -> Result<()> {
    let accounts = Burn { mint: mint.clone(), from: from.clone(), authority: owner.clone() };
    token::burn(CpiContext::new(token::ID, accounts), amount)
}

/// Whether `account` can receive tokens of `mint`. An account that cannot is skipped, never an obstacle.
pub fn receives(account: &AccountInfo, mint: &Pubkey) -> bool {
    use anchor_lang::solana_program::program_pack::Pack;
    *account.owner == token::ID
        && account.try_borrow_data().is_ok_and(|data| {
            spl_token::state::Account::unpack(&data).is_ok_and(|held| held.mint == *mint && !held.is_frozen())
        })
}

/// Refuses a token account that does not hold what the caller saw last: another try of theirs may have landed.
pub fn require_balance(account: &TokenAccount, if_balance: Option<u64>) -> Result<()> {
    require!(if_balance.is_none_or(|balance| balance == account.amount), TruestakeError::BalanceChanged);
    Ok(())
}

/// Refuses the pool's own token accounts, where nobody could reach what a user sends. Each of them is its own authority:
/// only such an account has its address compared, and only then the addresses are searched.
pub fn require_reachable(destination: &Account<TokenAccount>, pool: &Pubkey) -> Result<()> {
    let address = destination.key();
    if destination.owner == address {
        for seed in [seeds::ESCROW, seeds::SEED, seeds::LIQUIDITY_TOKENS] {
            let (own, _) = Pubkey::find_program_address(&[seed, pool.as_ref()], &crate::ID);
            require_keys_neq!(address, own, TruestakeError::WrongDestination);
        }
    }
    Ok(())
}
