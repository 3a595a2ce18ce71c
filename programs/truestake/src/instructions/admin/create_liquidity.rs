use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token};
use truestake_math::{Bps, Lamports};

use crate::clock::epoch_slots;
use crate::constants::*;
use crate::cpi::system::{empty_rent, transfer, NewAccount};
use crate::cpi::token::{create_mint, create_self_owned};
use crate::error::{require, OrProgramError, TruestakeError};
use crate::events::LiquidityCreated;
use crate::state::{write_new, LiquidityFees, LiquidityPool, Pool, ScheduledLiquidityFees};

/// How a liquidity pool is run. Rates are in basis points, amounts in lamports.
#[derive(Clone, Debug, AnchorSerialize, AnchorDeserialize)]
pub struct LiquidityConfig {
    /// Liquidity at which the rate reaches its least; at least 1 SOL.
    pub target: u64,
    /// Rate with the liquidity at or over its target.
    pub min_fee: Bps,
    /// Rate with no liquidity left; at most 10 %.
    pub max_fee: Bps,
    /// The treasury's part of the fee; at most half.
    pub treasury_cut: Bps,
    /// Liquidity can be added while the SOL stays within this.
    pub cap: u64,
}

impl LiquidityConfig {
    pub fn fees(&self) -> LiquidityFees {
        LiquidityFees {
            target: Lamports(self.target),
            min: self.min_fee,
            max: self.max_fee,
            treasury_cut: self.treasury_cut,
            _reserved: 0,
        }
    }
}

#[derive(Accounts)]
pub struct CreateLiquidity<'info> {
    /// Signer: pays the seed and all rents.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// Signer: the pool's admin.
    pub admin: Signer<'info>,
    /// Write: the pool.
    #[account(
        mut,
        has_one = admin @ TruestakeError::NotAdmin,
        has_one = mint @ TruestakeError::WrongMint,
    )]
    #[cfg_attr(feature = "idl-build", account(seeds = [seeds::POOL, mint.key().as_ref()], bump))]
    pub pool: AccountLoader<'info, Pool>,
    /// Read: the pool token.
    pub mint: Box<Account<'info, Mint>>,
    /// Create: the liquidity pool.
    /// CHECK: made in the handler.
    #[account(mut, seeds = [seeds::LIQUIDITY, pool.key().as_ref()], bump)]
    pub liquidity: UncheckedAccount<'info>,
    /// Create: its SOL, by the transfer of the seed.
    #[account(mut, seeds = [seeds::LIQUIDITY_SOL, pool.key().as_ref()], bump)]
    pub liquidity_sol: SystemAccount<'info>,
    /// Create: its token account.
    /// CHECK: made in the handler.
    #[account(mut, seeds = [seeds::LIQUIDITY_TOKENS, pool.key().as_ref()], bump)]
    pub liquidity_tokens: UncheckedAccount<'info>,
    /// Create: the mint of its shares.
    /// CHECK: made in the handler.
    #[account(mut, seeds = [seeds::LIQUIDITY_MINT, pool.key().as_ref()], bump)]
    pub liquidity_mint: UncheckedAccount<'info>,
    /// The token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl CreateLiquidity<'_> {
    /// Makes the liquidity pool's accounts and fills them.
    fn create(&self, liquidity: &LiquidityPool) -> Result<()> {
        let payer: &AccountInfo = &self.payer;
        let pool = liquidity.pool.as_ref();
        NewAccount {
            payer,
            account: &self.liquidity,
            signers: &[&[seeds::LIQUIDITY, pool, &[liquidity.bump]]],
            bytes: LiquidityPool::SPACE as u64,
            owner: &crate::ID,
        }
        .create_with_rent()?;
        write_new(&self.liquidity, liquidity)?;
        let tokens: &[&[u8]] = &[seeds::LIQUIDITY_TOKENS, pool, &[liquidity.tokens_bump]];
        create_self_owned(payer, &self.liquidity_tokens, &[tokens], self.mint.as_ref().as_ref())?;
        let mint: &[&[u8]] = &[seeds::LIQUIDITY_MINT, pool, &[liquidity.mint_bump]];
        create_mint(payer, &self.liquidity_mint, &[mint], self.liquidity_mint.key)
    }
}

pub fn create_liquidity(ctx: Context<CreateLiquidity>, seed_lamports: u64, config: LiquidityConfig) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let clock = Clock::get()?;
    let slot = clock.slot;
    let fees = config.fees();
    fees.validate()?;
    require!(seed_lamports >= MINIMUM_LIQUIDITY_SEED_LAMPORTS, TruestakeError::SeedTooSmall);
    let seed = Lamports(seed_lamports);

    // Effect
    let mut pool = accounts.pool.load_mut()?;
    let books = pool.books(slot)?;
    pool.liquidity = accounts.liquidity.key();
    let liquidity = LiquidityPool {
        version: VERSION,
        bump: ctx.bumps.liquidity,
        sol_bump: ctx.bumps.liquidity_sol,
        tokens_bump: ctx.bumps.liquidity_tokens,
        mint_bump: ctx.bumps.liquidity_mint,
        pool: accounts.pool.key(),
        sol: accounts.liquidity_sol.key(),
        tokens: accounts.liquidity_tokens.key(),
        mint: accounts.liquidity_mint.key(),
        sol_lamports: seed,
        shares: seed.0,
        locked_shares: seed.0,
        fees: ScheduledLiquidityFees::new(fees),
        line_lamports: seed,
        line_slot: slot,
        cap: Lamports(config.cap),
        ..bytemuck::Zeroable::zeroed()
    };

    // Interaction
    accounts.create(&liquidity)?;
    transfer(&accounts.payer, accounts.liquidity_sol.as_ref(), seed.plus(empty_rent()?).or_program_error()?)?;

    // Log
    emit!(LiquidityCreated {
        pool: liquidity.pool,
        mint: liquidity.mint,
        seed_lamports: seed,
        fees: fees.into(),
        before: books,
        after: books,
    });
    liquidity.assert_invariants(epoch_slots(&clock)?, slot)?;
    pool.assert_invariants(books)
}
