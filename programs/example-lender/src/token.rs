//! The token program: collateral in and out.

use anchor_lang::prelude::*;
use anchor_spl::token::{self, TokenAccount, Transfer};
use truestake_math::PoolTokens;

use crate::constants::seeds;
use crate::error::LenderError;

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

/// Refuses token accounts that cannot take a market's tokens: those of another mint, and those that are their own authority.
/// The latter are what programs keep tokens in, this market's collateral among them: what is sent there is nobody's.
pub fn require_receiver(destination: &Account<TokenAccount>, mint: &Pubkey) -> Result<()> {
    require_keys_eq!(destination.mint, *mint, LenderError::WrongTokenAccount);
    require_keys_neq!(destination.owner, destination.key(), LenderError::WrongDestination);
    Ok(())
}

/// Gives tokens out of a market's collateral account.
pub fn give<'info>(
    market: &Pubkey,
    bump: u8,
    collateral: &AccountInfo<'info>,
    to: &AccountInfo<'info>,
    tokens: PoolTokens,
) -> Result<()> {
    let signer: &[&[u8]] = &[seeds::COLLATERAL, market.as_ref(), &[bump]];
    let accounts = Transfer { from: collateral.clone(), to: to.clone(), authority: collateral.clone() };
    token::transfer(CpiContext::new_with_signer(token::ID, accounts, &[signer]), tokens.0)
}
