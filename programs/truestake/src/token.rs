//! The token program, signed by the pool's own authorities.

use anchor_lang::prelude::*;
use anchor_spl::token::{self, spl_token, Burn, MintTo, Transfer};

use crate::constants::seeds;
use crate::math::PoolTokens;

/// Mints with the pool's mint authority.
pub struct Minter<'a, 'info> {
    pub pool: &'a Pubkey,
    pub mint: &'a AccountInfo<'info>,
    pub authority: &'a AccountInfo<'info>,
    pub authority_bump: u8,
}

impl<'info> Minter<'_, 'info> {
    pub fn mint(&self, to: &AccountInfo<'info>, tokens: PoolTokens) -> Result<()> {
        if tokens.is_zero() {
            return Ok(());
        }
        let signer: &[&[u8]] = &[seeds::MINT_AUTHORITY, self.pool.as_ref(), &[self.authority_bump]];
        let accounts = MintTo { mint: self.mint.clone(), to: to.clone(), authority: self.authority.clone() };
        token::mint_to(CpiContext::new_with_signer(token::ID, accounts, &[signer]), tokens.0)
    }
}

/// The token account of queued tickets, which is its own authority.
pub struct Escrow<'a, 'info> {
    pub pool: &'a Pubkey,
    pub account: &'a AccountInfo<'info>,
    pub bump: u8,
}

impl<'info> Escrow<'_, 'info> {
    pub fn give_back(&self, to: &AccountInfo<'info>, tokens: PoolTokens) -> Result<()> {
        let signer: &[&[u8]] = &[seeds::ESCROW, self.pool.as_ref(), &[self.bump]];
        let accounts = Transfer { from: self.account.clone(), to: to.clone(), authority: self.account.clone() };
        token::transfer(CpiContext::new_with_signer(token::ID, accounts, &[signer]), tokens.0)
    }

    pub fn burn(&self, mint: &AccountInfo<'info>, tokens: PoolTokens) -> Result<()> {
        if tokens.is_zero() {
            return Ok(());
        }
        let signer: &[&[u8]] = &[seeds::ESCROW, self.pool.as_ref(), &[self.bump]];
        let accounts = Burn { mint: mint.clone(), from: self.account.clone(), authority: self.account.clone() };
        token::burn(CpiContext::new_with_signer(token::ID, accounts, &[signer]), tokens.0)
    }
}

/// Whether `account` can receive tokens of `mint`. An account that cannot is skipped, never an obstacle.
pub fn receives(account: &AccountInfo, mint: &Pubkey) -> bool {
    use anchor_lang::solana_program::program_pack::Pack;
    *account.owner == token::ID
        && account.try_borrow_data().is_ok_and(|data| {
            spl_token::state::Account::unpack(&data).is_ok_and(|held| held.mint == *mint && !held.is_frozen())
        })
}
