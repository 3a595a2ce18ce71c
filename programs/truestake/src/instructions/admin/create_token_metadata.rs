use anchor_lang::prelude::*;

use crate::cpi::metadata::{NewMetadata, PoolMint, METADATA_PROGRAM};
use crate::error::{require_key, TruestakeError};
use crate::events::TokenMetadataCreated;
use crate::state::{Pool, TokenKind, TokenMetadata};

#[derive(Accounts)]
pub struct CreateTokenMetadata<'info> {
    /// Signer: the pool's admin.
    pub admin: Signer<'info>,
    /// Signer: pays the rent, and the metadata program's fee where it has one. May be the admin, unless that is an account
    /// with data, which the system program lets pay nothing.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// Read: the pool.
    #[account(has_one = admin @ TruestakeError::NotAdmin)]
    pub pool: AccountLoader<'info, Pool>,
    /// Read: the token's mint.
    /// CHECK: compared in the handler.
    pub mint: UncheckedAccount<'info>,
    /// Read: the mint's authority: an address that only signs, or the share mint itself.
    /// CHECK: compared in the handler.
    pub mint_authority: UncheckedAccount<'info>,
    /// Create: the token's metadata.
    /// CHECK: its address is compared in the handler.
    #[account(mut)]
    pub metadata: UncheckedAccount<'info>,
    /// The program of Metaplex's token metadata.
    /// CHECK: its address is compared.
    #[account(address = METADATA_PROGRAM @ TruestakeError::WrongProgram)]
    pub metadata_program: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

pub fn create_token_metadata(
    ctx: Context<CreateTokenMetadata>,
    token: TokenKind,
    metadata: TokenMetadata,
) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let pool = accounts.pool.load()?;
    let books = pool.books(Clock::get()?.slot)?;
    let pool_mint = PoolMint::of(&pool, accounts.pool.key(), token)?;
    require_key(&accounts.mint.key(), &pool_mint.mint, TruestakeError::WrongMint)?;
    pool_mint.require_accounts(accounts.mint_authority.key, accounts.metadata.key)?;
    require_key(accounts.metadata.owner, &anchor_lang::system_program::ID, TruestakeError::MetadataExists)?;
    metadata.validate()?;

    // Interaction
    pool_mint.create_metadata(
        &NewMetadata {
            payer: accounts.payer.as_ref(),
            mint: accounts.mint.as_ref(),
            authority: accounts.mint_authority.as_ref(),
            metadata: accounts.metadata.as_ref(),
            system_program: accounts.system_program.as_ref(),
        },
        &metadata,
    )?;

    // Log
    emit!(TokenMetadataCreated {
        pool: accounts.pool.key(),
        token,
        mint: pool_mint.mint,
        metadata,
        before: books,
        after: books,
    });
    Ok(())
}
