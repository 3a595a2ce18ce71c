//! Every way an instruction refuses; what the pool's program refuses comes through as it is.

use anchor_lang::prelude::*;

#[error_code]
#[derive(PartialEq, Eq)]
pub enum VaultError {
    #[msg("Only the vault's owner may do this")]
    NotOwner, // 6000
    #[msg("The holder is not the vault's")]
    WrongHolder,
    #[msg("The token account is not the vault's")]
    WrongTokens,
    #[msg("The pool is not the vault's pool")]
    WrongPool,
    #[msg("The mint is not the pool's mint")]
    WrongMint,
    #[msg("The pool's account has a layout that this program does not know")]
    UnknownVersion,
    #[msg("The vault has less SOL over its rent")]
    InsufficientFunds,
    #[msg("The price is of an earlier epoch: update the pool first")]
    PriceOutOfDate,
    #[msg("The pool's numbers give no price")]
    NoPrice,
}
