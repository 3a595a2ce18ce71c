//! What goes into the vault of all bonds, and out of it.

use anchor_lang::prelude::*;
use anchor_spl::token::{self, Mint, TokenAccount};
use truestake_math::PoolTokens;

/// Moves tokens of `owner`, who signs, from `source` into the vault.
pub(super) fn take_tokens<'info>(
    source: &Account<'info, TokenAccount>,
    vault: &Account<'info, TokenAccount>,
    owner: &Signer<'info>,
    tokens: u64,
) -> Result<()> {
    let accounts = token::Transfer {
        from: source.to_account_info(),
        to: vault.to_account_info(),
        authority: owner.to_account_info(),
    };
    token::transfer(CpiContext::new(token::ID, accounts), tokens)
}

/// Pays tokens out of the vault; `signer` is its authority's.
pub(super) fn pay_tokens<'info>(
    vault: &Account<'info, TokenAccount>,
    destination: &Account<'info, TokenAccount>,
    authority: &UncheckedAccount<'info>,
    tokens: PoolTokens,
    signer: &[&[&[u8]]],
) -> Result<()> {
    let accounts = token::Transfer {
        from: vault.to_account_info(),
        to: destination.to_account_info(),
        authority: authority.to_account_info(),
    };
    token::transfer(CpiContext::new_with_signer(token::ID, accounts, signer), tokens.0)
}

/// Burns tokens of the vault; `signer` is its authority's.
pub(super) fn burn_tokens<'info>(
    vault: &Account<'info, TokenAccount>,
    mint: &Account<'info, Mint>,
    authority: &UncheckedAccount<'info>,
    tokens: PoolTokens,
    signer: &[&[&[u8]]],
) -> Result<()> {
    let accounts = token::Burn {
        mint: mint.to_account_info(),
        from: vault.to_account_info(),
        authority: authority.to_account_info(),
    };
    token::burn(CpiContext::new_with_signer(token::ID, accounts, signer), tokens.0)
}
