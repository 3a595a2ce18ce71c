use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token, TokenAccount};
use truestake_math::Lamports;

use crate::constants::*;
use crate::error::LenderError;
use crate::events::MarketCreated;
use crate::state::Market;
use crate::system::transfer;
use crate::truestake::accounts::Pool;

/// How a market lends. See [`Market`] for units.
#[derive(Clone, Debug, AnchorSerialize, AnchorDeserialize)]
pub struct MarketTerms {
    pub loan_to_value: u16,
    /// Over the loan-to-value. With the bonus it stays within the collateral: their product is at most 1.
    pub liquidation_threshold: u16,
    pub liquidation_bonus: u16,
    pub interest: u32,
    /// 1 to 64.
    pub mean_updates: u8,
    /// At least `mean_updates`. The pool is updated at most once an epoch, so with one less a single epoch without an update
    /// would keep everybody from borrowing and liquidating until the mean has left it behind.
    pub max_age_epochs: u16,
    pub max_rise: u32,
}

impl MarketTerms {
    fn validate(&self) -> Result<()> {
        let (threshold, bonus) = (u64::from(self.liquidation_threshold), u64::from(self.liquidation_bonus));
        let seizable = threshold.saturating_mul(bonus.saturating_add(10_000));
        let ratios = self.loan_to_value > 0
            && self.loan_to_value < self.liquidation_threshold
            && seizable <= 100_000_000
            && self.interest <= 1_000_000;
        require!(ratios, LenderError::RatioOutOfRange);
        let mean =
            (1..=MAX_MEAN_UPDATES).contains(&self.mean_updates) && self.max_age_epochs >= u16::from(self.mean_updates);
        require!(mean, LenderError::MeanOutOfRange);
        Ok(())
    }
}

#[derive(Accounts)]
pub struct CreateMarket<'info> {
    /// Signer: whose SOL will be lent. Pays all rents.
    #[account(mut)]
    pub lender: Signer<'info>,
    /// Read: the pool token.
    pub mint: Account<'info, Mint>,
    /// Read: its pool. A mint has one only, whose address derives from it.
    #[account(has_one = mint @ LenderError::WrongMint)]
    pub pool: AccountLoader<'info, Pool>,
    /// Create: the market.
    #[account(
        init,
        payer = lender,
        space = Market::SPACE,
        seeds = [seeds::MARKET, lender.key().as_ref(), mint.key().as_ref()],
        bump,
    )]
    pub market: AccountLoader<'info, Market>,
    /// Create: its SOL, by the transfer of its rent.
    #[account(mut, seeds = [seeds::VAULT, market.key().as_ref()], bump)]
    pub vault: SystemAccount<'info>,
    /// Create: its collateral.
    #[account(
        init,
        payer = lender,
        seeds = [seeds::COLLATERAL, market.key().as_ref()],
        bump,
        token::mint = mint,
        token::authority = collateral,
    )]
    pub collateral: Box<Account<'info, TokenAccount>>,
    /// The token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

pub fn create_market(ctx: Context<CreateMarket>, terms: MarketTerms) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    terms.validate()?;
    require!(accounts.pool.load()?.version == POOL_VERSION, LenderError::UnknownVersion);

    // Effect
    let mut market = accounts.market.load_init()?;
    market.version = VERSION;
    market.bump = ctx.bumps.market;
    market.vault_bump = ctx.bumps.vault;
    market.collateral_bump = ctx.bumps.collateral;
    market.mean_updates = terms.mean_updates;
    market.loan_to_value = terms.loan_to_value;
    market.liquidation_threshold = terms.liquidation_threshold;
    market.liquidation_bonus = terms.liquidation_bonus;
    market.max_age_epochs = terms.max_age_epochs;
    market.interest = terms.interest;
    market.max_rise = terms.max_rise;
    market.lender = accounts.lender.key();
    market.mint = accounts.mint.key();
    market.pool = accounts.pool.key();
    market.vault = accounts.vault.key();
    market.collateral = accounts.collateral.key();

    // Interaction
    transfer(&accounts.lender, &accounts.vault, Lamports(Rent::get()?.minimum_balance(0)))?;

    // Log
    emit!(MarketCreated { market: accounts.market.key(), lender: market.lender, mint: market.mint });
    Ok(())
}
