use anchor_lang::prelude::*;

use crate::cpi::metadata::{PoolMint, METADATA_PROGRAM};
use crate::error::{require_key, TruestakeError};
use crate::events::TokenMetadataUpdated;
use crate::state::{Pool, TokenKind, TokenMetadata};

#[derive(Accounts)]
pub struct UpdateTokenMetadata<'info> {
    /// Signer: the pool's admin.
    pub admin: Signer<'info>,
    /// Read: the pool.
    #[account(has_one = admin @ TruestakeError::NotAdmin)]
    pub pool: AccountLoader<'info, Pool>,
    /// Read: the mint's authority: an address that only signs, or the share mint itself.
    /// CHECK: compared in the handler.
    pub mint_authority: UncheckedAccount<'info>,
    /// Write: the token's metadata.
    /// CHECK: compared in the handler.
    #[account(mut)]
    pub metadata: UncheckedAccount<'info>,
    /// The program of Metaplex's token metadata.
    /// CHECK: its address is compared.
    #[account(address = METADATA_PROGRAM @ TruestakeError::WrongProgram)]
    pub metadata_program: UncheckedAccount<'info>,
}

pub fn update_token_metadata(
    ctx: Context<UpdateTokenMetadata>,
    token: TokenKind,
    metadata: TokenMetadata,
) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let pool = accounts.pool.load()?;
    let books = pool.books(Clock::get()?.slot)?;
    let pool_mint = PoolMint::of(&pool, accounts.pool.key(), token)?;
    pool_mint.require_accounts(accounts.mint_authority.key, accounts.metadata.key)?;
    require_key(accounts.metadata.owner, &METADATA_PROGRAM, TruestakeError::WrongMetadata)?;
    metadata.validate()?;

    // Interaction
    pool_mint.update_metadata(accounts.metadata.as_ref(), accounts.mint_authority.as_ref(), &metadata)?;

    // Log
    emit!(TokenMetadataUpdated {
        pool: accounts.pool.key(),
        token,
        mint: pool_mint.mint,
        metadata,
        before: books,
        after: books,
    });
    Ok(())
}
