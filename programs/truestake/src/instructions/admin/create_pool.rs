use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token, TokenAccount};

use crate::clock::require_rewards_paid;
use crate::constants::*;
use crate::error::TruestakeError;
use crate::events::PoolCreated;
use crate::math::{Bps, Lamports, Policy, PoolTokens};
use crate::state::*;
use crate::system::transfer;
use crate::token::Minter;

/// Bytes that one instruction can give a new account.
const LARGEST_NEW_ACCOUNT: usize = 10_240;

/// How a new pool is run. Rates are in basis points, amounts in lamports.
#[derive(Clone, Debug, AnchorSerialize, AnchorDeserialize)]
pub struct CreatePoolArgs {
    /// Deposited by the creator; its tokens stay locked for ever. At least 1 SOL.
    pub seed_lamports: u64,
    pub admin: Pubkey,
    pub validator_manager: Pubkey,
    pub guardian: Pubkey,
    /// Token account of the new mint that receives fees. It may be created later: until then no fee is charged.
    pub treasury: Pubkey,
    /// At most 10 %.
    pub reward_fee: Bps,
    /// At most 0.5 %.
    pub deposit_fee: Bps,
    /// At most 0.5 %.
    pub withdrawal_fee: Bps,
    /// At most 0.5 %.
    pub ticket_fee: Bps,
    /// Part of the deposit fee that the referrer receives.
    pub referral_share: Bps,
    /// Largest total; u64::MAX for none.
    pub deposit_cap: u64,
    /// Part of everything held that stays in the reserve; at most 20 %.
    pub reserve_buffer: Bps,
    /// Largest part of everything held that one validator may have.
    pub max_validator_share: Bps,
    /// Largest part of all stake that rebalancing may deactivate in one epoch.
    pub max_move: Bps,
}

#[derive(Accounts)]
#[instruction(args: CreatePoolArgs)]
pub struct CreatePool<'info> {
    /// Signer: pays the seed deposit and all rents.
    #[account(mut)]
    pub creator: Signer<'info>,
    /// Create: the pool token. It signs, so nobody can take another's vanity address.
    #[account(init, payer = creator, mint::decimals = DECIMALS, mint::authority = mint_authority)]
    pub mint: Box<Account<'info, Mint>>,
    /// Create: the pool.
    #[account(init, payer = creator, space = Pool::SPACE, seeds = [seeds::POOL, mint.key().as_ref()], bump)]
    pub pool: AccountLoader<'info, Pool>,
    /// CHECK: an address that only signs.
    #[account(seeds = [seeds::MINT_AUTHORITY, pool.key().as_ref()], bump)]
    pub mint_authority: UncheckedAccount<'info>,
    /// CHECK: an address that only signs.
    #[account(seeds = [seeds::STAKE_AUTHORITY, pool.key().as_ref()], bump)]
    pub stake_authority: UncheckedAccount<'info>,
    /// Create: the reserve, by the transfer of the seed deposit.
    #[account(mut, seeds = [seeds::RESERVE, pool.key().as_ref()], bump)]
    pub reserve: SystemAccount<'info>,
    /// Create: the token account of queued tickets.
    #[account(init, payer = creator, seeds = [seeds::ESCROW, pool.key().as_ref()], bump, token::mint = mint, token::authority = escrow)]
    pub escrow: Box<Account<'info, TokenAccount>>,
    /// Create: the token account of the locked seed deposit.
    #[account(init, payer = creator, seeds = [seeds::SEED, pool.key().as_ref()], bump, token::mint = mint, token::authority = seed)]
    pub seed: Box<Account<'info, TokenAccount>>,
    /// Create: the validator list, empty.
    #[account(init, payer = creator, space = ValidatorList::EMPTY_SPACE, seeds = [seeds::VALIDATORS, pool.key().as_ref()], bump)]
    pub validators: AccountLoader<'info, ValidatorList>,
    /// CHECK: created here: the price history, as large as one instruction can; `grow_history` completes it.
    #[account(init, payer = creator, space = LARGEST_NEW_ACCOUNT, owner = crate::ID, seeds = [seeds::HISTORY, pool.key().as_ref()], bump)]
    pub history: UncheckedAccount<'info>,
    /// CHECK: the treasury of the arguments, which need not exist yet. Writable, as wherever it is named: an address that the
    /// chain never writes to, such as a program's, would stop the epoch update.
    #[account(mut, address = args.treasury @ TruestakeError::WrongTreasury)]
    pub treasury: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

impl CreatePool<'_> {
    fn validate(args: &CreatePoolArgs) -> Result<Fees> {
        require!(args.seed_lamports >= MINIMUM_SEED_LAMPORTS, TruestakeError::SeedTooSmall);
        let roles = [args.admin, args.validator_manager, args.guardian];
        require!(roles.iter().all(|role| *role != Pubkey::default()), TruestakeError::MissingRole);
        let fees = Fees {
            reward: args.reward_fee,
            deposit: args.deposit_fee,
            withdrawal: args.withdrawal_fee,
            ticket: args.ticket_fee,
            referral_share: args.referral_share,
            spare: [0; 3],
        };
        fees.validate()?;
        require_rewards_paid()?;
        Ok(fees)
    }
}

pub fn create_pool(ctx: Context<CreatePool>, args: CreatePoolArgs) -> Result<()> {
    // Check
    let fees = CreatePool::validate(&args)?;
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let seed = Lamports(args.seed_lamports);
    let rent = Lamports(Rent::get()?.minimum_balance(0));

    // Effect
    let mut pool = accounts.pool.load_init()?;
    pool.version = VERSION;
    pool.bump = ctx.bumps.pool;
    pool.mint_authority_bump = ctx.bumps.mint_authority;
    pool.stake_authority_bump = ctx.bumps.stake_authority;
    pool.reserve_bump = ctx.bumps.reserve;
    pool.escrow_bump = ctx.bumps.escrow;
    pool.mint = accounts.mint.key();
    pool.supply = PoolTokens(seed.0);
    pool.reserve_lamports = seed;
    pool.release_start_slot = clock.slot;
    pool.release_end_slot = clock.slot;
    pool.last_update_epoch = clock.epoch;
    pool.high_water_total = seed;
    pool.high_water_supply = PoolTokens(seed.0);
    pool.admin = args.admin;
    pool.validator_manager = args.validator_manager;
    pool.guardian = args.guardian;
    pool.treasury = args.treasury;
    pool.mint_authority = accounts.mint_authority.key();
    pool.stake_authority = accounts.stake_authority.key();
    pool.reserve = accounts.reserve.key();
    pool.escrow = accounts.escrow.key();
    pool.validators = accounts.validators.key();
    pool.history = accounts.history.key();
    pool.fees = fees;
    pool.deposit_cap = Lamports(args.deposit_cap);
    pool.set_policy(Policy {
        reserve_buffer: args.reserve_buffer,
        max_validator_share: args.max_validator_share,
        max_move: args.max_move,
    })?;

    let mut validators = accounts.validators.load_init()?;
    validators.version = VERSION;
    validators.bump = ctx.bumps.validators;
    validators.pool = address;
    init_history(&accounts.history, ctx.bumps.history, &address)?;

    // Interaction
    let creator = accounts.creator.to_account_info();
    transfer(&creator, &accounts.reserve.to_account_info(), seed.plus(rent)?)?;
    Minter {
        pool: &address,
        mint: &accounts.mint.to_account_info(),
        authority: &accounts.mint_authority.to_account_info(),
        authority_bump: pool.mint_authority_bump,
    }
    .mint(&accounts.seed.to_account_info(), PoolTokens(seed.0))?;

    // Log
    let before = Books { total: Lamports::ZERO, supply: PoolTokens::ZERO };
    emit!(PoolCreated { pool: address, mint: pool.mint, admin: pool.admin, before, after: pool.books(clock.slot)? });
    pool.assert_invariants(clock.slot)
}

/// Writes discriminator and header: the account is still too short to be loaded.
fn init_history(history: &AccountInfo, bump: u8, pool: &Pubkey) -> Result<()> {
    let mut data = history.try_borrow_mut_data()?;
    let header = data.get_mut(..48).ok_or(TruestakeError::InvariantViolated)?;
    let (discriminator, header) = header.split_at_mut(8);
    let (version_and_bump, address) = header.split_at_mut(8);
    discriminator.copy_from_slice(PriceHistory::DISCRIMINATOR);
    version_and_bump.copy_from_slice(&[VERSION, bump, 0, 0, 0, 0, 0, 0]);
    address.copy_from_slice(pool.as_ref());
    Ok(())
}
