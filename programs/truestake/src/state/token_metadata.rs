use anchor_lang::prelude::*;

use crate::constants::{MAX_NAME_BYTES, MAX_SYMBOL_BYTES, MAX_URI_BYTES};
use crate::error::{require, TruestakeError};

/// A token that a pool issues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize)]
pub enum TokenKind {
    /// The pool token.
    Pool,
    /// The shares of the liquidity pool.
    Shares,
}

/// What wallets show of a token.
#[derive(Clone, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize)]
pub struct TokenMetadata {
    /// At most 32 bytes.
    pub name: String,
    /// At most 10 bytes.
    pub symbol: String,
    /// Address of a JSON file that names the picture, among others; at most 200 bytes.
    pub uri: String,
}

impl TokenMetadata {
    /// Refuses what the metadata program has no room for.
    pub fn validate(&self) -> Result<()> {
        let fits = self.name.len() <= usize::from(MAX_NAME_BYTES)
            && self.symbol.len() <= usize::from(MAX_SYMBOL_BYTES)
            && self.uri.len() <= usize::from(MAX_URI_BYTES);
        require!(fits, TruestakeError::MetadataTooLong);
        Ok(())
    }
}
