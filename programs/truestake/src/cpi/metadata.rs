//! Metaplex's Token Metadata program: it keeps what wallets show of a token. Two of its instructions are needed, so they
//! are written out here rather than built by its crate, which brings many others.

use anchor_lang::prelude::*;
use anchor_lang::solana_program::instruction::Instruction;
use anchor_lang::solana_program::program::invoke_signed;

use crate::constants::seeds;
use crate::error::{require_key, TruestakeError};
use crate::state::{Pool, TokenKind, TokenMetadata};

/// The program's address.
pub const METADATA_PROGRAM: Pubkey = pubkey!("metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s");

/// First byte of the program's instructions.
const CREATE_METADATA_ACCOUNT_V3: u8 = 33;
const UPDATE_METADATA_ACCOUNT_V2: u8 = 15;

/// How borsh writes whether there is a value.
const NONE: u8 = 0;
const SOME: u8 = 1;

impl TokenMetadata {
    /// As the metadata program's `DataV2`: without royalties, creators, collection and uses, which are for works of art.
    fn data(&self) -> (&Self, u16, u8, u8, u8) {
        (self, 0, NONE, NONE, NONE)
    }
}

/// A mint of a pool's, and the authority that mint and metadata have in common.
pub struct PoolMint {
    pub mint: Pubkey,
    pub authority: Pubkey,
    pool: Pubkey,
    seed: &'static [u8],
    bump: u8,
}

impl PoolMint {
    pub fn of(pool: &Pool, address: Pubkey, token: TokenKind) -> Result<Self> {
        match token {
            TokenKind::Pool => Ok(Self {
                mint: pool.mint,
                authority: pool.mint_authority,
                pool: address,
                seed: seeds::MINT_AUTHORITY,
                bump: pool.mint_authority_bump,
            }),
            TokenKind::Shares => {
                require_keys_neq!(pool.liquidity, Pubkey::default(), TruestakeError::WrongLiquidityPool);
                let seed = seeds::LIQUIDITY_MINT;
                let (mint, bump) = Pubkey::find_program_address(&[seed, address.as_ref()], &crate::ID);
                Ok(Self { mint, authority: mint, pool: address, seed, bump })
            }
        }
    }

    /// Refuses accounts that are not this mint's authority and its metadata.
    pub fn require_accounts(&self, authority: &Pubkey, metadata: &Pubkey) -> Result<()> {
        require_key(authority, &self.authority, TruestakeError::WrongMintAuthority)?;
        require_key(metadata, &self.metadata_address(), TruestakeError::WrongMetadata)
    }

    /// Where the metadata program keeps this mint's metadata.
    pub fn metadata_address(&self) -> Pubkey {
        let seeds = [b"metadata", METADATA_PROGRAM.as_ref(), self.mint.as_ref()];
        Pubkey::find_program_address(&seeds, &METADATA_PROGRAM).0
    }

    /// Creates the metadata; `payer` pays whatever the metadata program asks for.
    ///
    /// The mint is handed over for reading and the token program not at all: whatever the metadata program is changed into,
    /// it cannot mint with the signature that it is given.
    pub fn create_metadata<'info>(&self, accounts: &NewMetadata<'_, 'info>, metadata: &TokenMetadata) -> Result<()> {
        let is_mutable = true;
        let collection_details = NONE;
        let data = (CREATE_METADATA_ACCOUNT_V3, metadata.data(), is_mutable, collection_details);
        self.call(
            data,
            vec![
                AccountMeta::new(*accounts.metadata.key, false),
                AccountMeta::new_readonly(self.mint, false),
                AccountMeta::new_readonly(self.authority, true),
                AccountMeta::new(*accounts.payer.key, true),
                AccountMeta::new_readonly(self.authority, true),
                AccountMeta::new_readonly(anchor_lang::system_program::ID, false),
            ],
            &[
                accounts.metadata.clone(),
                accounts.mint.clone(),
                accounts.authority.clone(),
                accounts.payer.clone(),
                accounts.system_program.clone(),
            ],
        )
    }

    /// Changes the metadata; its authority stays the same.
    pub fn update_metadata<'info>(
        &self,
        account: &AccountInfo<'info>,
        authority: &AccountInfo<'info>,
        metadata: &TokenMetadata,
    ) -> Result<()> {
        let (new_authority, primary_sale_happened, is_mutable) = (NONE, NONE, NONE);
        let data =
            (UPDATE_METADATA_ACCOUNT_V2, SOME, metadata.data(), new_authority, primary_sale_happened, is_mutable);
        self.call(
            data,
            vec![AccountMeta::new(*account.key, false), AccountMeta::new_readonly(self.authority, true)],
            &[account.clone(), authority.clone()],
        )
    }

    fn call(&self, data: impl AnchorSerialize, accounts: Vec<AccountMeta>, infos: &[AccountInfo]) -> Result<()> {
        let mut bytes = Vec::new();
        data.serialize(&mut bytes)?;
        let instruction = Instruction { program_id: METADATA_PROGRAM, accounts, data: bytes };
        Ok(invoke_signed(&instruction, infos, &[&[self.seed, self.pool.as_ref(), &[self.bump]]])?)
    }
}

/// The accounts that the metadata program creates metadata with.
pub struct NewMetadata<'a, 'info> {
    pub payer: &'a AccountInfo<'info>,
    pub mint: &'a AccountInfo<'info>,
    pub authority: &'a AccountInfo<'info>,
    pub metadata: &'a AccountInfo<'info>,
    pub system_program: &'a AccountInfo<'info>,
}
