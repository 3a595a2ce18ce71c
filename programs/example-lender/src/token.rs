//! The token program: collateral in and out.

use anchor_lang::prelude::*;
use anchor_spl::token::{self, Transfer};

use crate::constants::seeds;
use crate::math::PoolTokens;

/// Takes tokens of a signer.
pub fn take<'info>(
    from: &AccountInfo<'info>,
    to: &AccountInfo<'info>,
    owner: &AccountInfo<'info>,
    tokens: PoolTokens,
) -> Result<()> {
    let accounts = Transfer { from: from.clone(), to: to.clone(), authority: owner.clone() };
    token::transfer(CpiContext::new(token::ID, accounts), tokens)
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
    token::transfer(CpiContext::new_with_signer(token::ID, accounts, &[signer]), tokens)
}
