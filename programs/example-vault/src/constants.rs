//! Seeds and versions, exported to the IDL.

use anchor_lang::prelude::*;

/// Seeds of the program's derived addresses.
pub mod seeds {
    use super::*;

    /// Vault: "vault", owner, mint.
    #[constant]
    pub const VAULT: &[u8] = b"vault";
    /// System account that holds a vault's SOL, owns its tokens and tickets, and signs: "holder", vault.
    #[constant]
    pub const HOLDER: &[u8] = b"holder";
    /// A vault's token account: "tokens", vault.
    #[constant]
    pub const TOKENS: &[u8] = b"tokens";
}

/// Layout version of a vault.
pub const VERSION: u8 = 1;

/// Layout version of the pool's account that this program reads.
pub const POOL_VERSION: u8 = 1;
