use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use bytemuck::Zeroable;
use truestake_math::{Bps, Lamports, Policy, PoolTokens, LEVEL_WHOLE};

use crate::clock::{epoch_slots, require_rewards_paid};
use crate::constants::*;
use crate::cpi::system::{empty_rent, transfer, NewAccount, LARGEST_GROWTH};
use crate::cpi::token::{create_mint, create_self_owned, Minter};
use crate::error::{require, OrProgramError, TruestakeError};
use crate::events::PoolCreated;
use crate::state::*;

/// How a new pool is run. Rates are in basis points, amounts in lamports.
#[derive(Clone, Debug, AnchorSerialize, AnchorDeserialize)]
pub struct CreatePoolArgs {
    /// Deposited by the creator; its tokens stay locked for ever. At least 1 SOL.
    pub seed_lamports: u64,
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
    /// The last part of an epoch, in which stake is rebalanced and tickets of the same epoch are served; 1 % to 50 %.
    pub moving_part: Bps,
}

#[derive(Accounts)]
#[instruction(args: CreatePoolArgs)]
pub struct CreatePool<'info> {
    /// Signer: pays the seed deposit and all rents.
    #[account(mut)]
    pub creator: Signer<'info>,
    /// Create: the pool token. It signs, so nobody can take another's vanity address.
    #[account(mut)]
    pub mint: Signer<'info>,
    /// Create: the pool.
    /// CHECK: made in the handler.
    #[account(mut, seeds = [seeds::POOL, mint.key().as_ref()], bump)]
    pub pool: UncheckedAccount<'info>,
    /// Read: an address that only signs. Authority of the mint.
    /// CHECK: its address is derived here.
    #[account(seeds = [seeds::MINT_AUTHORITY, pool.key().as_ref()], bump)]
    pub mint_authority: UncheckedAccount<'info>,
    /// Read: an address that only signs. Staker and withdrawer of all stake accounts.
    /// CHECK: its address is derived here.
    #[account(seeds = [seeds::STAKE_AUTHORITY, pool.key().as_ref()], bump)]
    pub stake_authority: UncheckedAccount<'info>,
    /// Create: the reserve, by the transfer of the seed deposit.
    #[account(mut, seeds = [seeds::RESERVE, pool.key().as_ref()], bump)]
    pub reserve: SystemAccount<'info>,
    /// Create: the token account of queued tickets.
    /// CHECK: made in the handler.
    #[account(mut, seeds = [seeds::ESCROW, pool.key().as_ref()], bump)]
    pub escrow: UncheckedAccount<'info>,
    /// Create: the token account of the locked seed deposit.
    /// CHECK: made in the handler.
    #[account(mut, seeds = [seeds::SEED, pool.key().as_ref()], bump)]
    pub seed: UncheckedAccount<'info>,
    /// Create: the validator list, empty.
    /// CHECK: made in the handler.
    #[account(mut, seeds = [seeds::VALIDATORS, pool.key().as_ref()], bump)]
    pub validators: UncheckedAccount<'info>,
    /// Create: the price history, as large as one instruction can; `grow_history` completes it.
    /// CHECK: made in the handler.
    #[account(mut, seeds = [seeds::HISTORY, pool.key().as_ref()], bump)]
    pub history: UncheckedAccount<'info>,
    /// Create: the ring of queued tickets, as large as one instruction can; `grow_queue` makes it larger.
    /// CHECK: made in the handler.
    #[account(mut, seeds = [seeds::QUEUE, pool.key().as_ref()], bump)]
    pub queue: UncheckedAccount<'info>,
    /// Read: becomes the admin.
    /// CHECK: any address that can sign, checked in the handler.
    pub admin: UncheckedAccount<'info>,
    /// Read: becomes the validator manager.
    /// CHECK: any address that can sign, checked in the handler.
    pub validator_manager: UncheckedAccount<'info>,
    /// Read: becomes the guardian.
    /// CHECK: any address that can sign, checked in the handler.
    pub guardian: UncheckedAccount<'info>,
    /// Write: the treasury of the arguments, which need not exist yet. Writable, as wherever it is named: an address that the
    /// chain never writes to, such as a program's, would stop the epoch update.
    /// CHECK: compared with the arguments.
    #[account(mut, address = args.treasury @ TruestakeError::WrongTreasury)]
    pub treasury: UncheckedAccount<'info>,
    /// The token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl CreatePoolArgs {
    fn fees(&self) -> Fees {
        Fees {
            reward: self.reward_fee,
            deposit: self.deposit_fee,
            withdrawal: self.withdrawal_fee,
            ticket: self.ticket_fee,
            referral_share: self.referral_share,
            _reserved: [0; 3],
        }
    }

    fn policy(&self) -> Policy {
        Policy {
            reserve_buffer: self.reserve_buffer,
            max_validator_share: self.max_validator_share,
            max_move: self.max_move,
            moving_part: self.moving_part,
        }
    }
}

impl CreatePool<'_> {
    fn validate(&self, args: &CreatePoolArgs, pool: &Pool) -> Result<()> {
        require!(args.seed_lamports >= MINIMUM_SEED_LAMPORTS, TruestakeError::SeedTooSmall);
        for holder in [&self.admin, &self.validator_manager, &self.guardian] {
            pool.require_role_holder(holder, &self.pool.key())?;
        }
        args.fees().validate()?;
        require_rewards_paid()
    }

    /// Names the pool's addresses in it.
    fn name_addresses(&self, pool: &mut Pool, bumps: &CreatePoolBumps) {
        pool.version = VERSION;
        pool.bump = bumps.pool;
        pool.mint_authority_bump = bumps.mint_authority;
        pool.stake_authority_bump = bumps.stake_authority;
        pool.reserve_bump = bumps.reserve;
        pool.escrow_bump = bumps.escrow;
        pool.mint = self.mint.key();
        pool.mint_authority = self.mint_authority.key();
        pool.stake_authority = self.stake_authority.key();
        pool.reserve = self.reserve.key();
        pool.escrow = self.escrow.key();
        pool.validators = self.validators.key();
        pool.history = self.history.key();
        pool.queue = self.queue.key();
        pool.treasury = self.treasury.key();
    }

    /// Makes the pool's accounts, and fills all but the pool itself.
    fn create(&self, bumps: &CreatePoolBumps) -> Result<()> {
        let (payer, mint): (&AccountInfo, &AccountInfo) = (&self.creator, &self.mint);
        let address = self.pool.key();
        create_mint(payer, mint, &[], self.mint_authority.key)?;
        for (account, seed, bump) in
            [(&self.escrow, seeds::ESCROW, bumps.escrow), (&self.seed, seeds::SEED, bumps.seed)]
        {
            create_self_owned(payer, account, &[&[seed, address.as_ref(), &[bump]]], mint)?;
        }
        let make = |account, signer: &[&[u8]], bytes: usize| {
            NewAccount { payer, account, signers: &[signer], bytes: bytes as u64, owner: &crate::ID }.create_with_rent()
        };
        make(&self.pool, &[seeds::POOL, mint.key.as_ref(), &[bumps.pool]], Pool::SPACE)?;
        let seeds_of_list = [seeds::VALIDATORS, address.as_ref(), &[bumps.validators]];
        make(&self.validators, &seeds_of_list, ValidatorList::EMPTY_SPACE)?;
        let list = ValidatorList {
            version: VERSION,
            bump: bumps.validators,
            pool: address,
            level: LEVEL_WHOLE,
            ..Zeroable::zeroed()
        };
        write_new(&self.validators, &list)?;
        make(&self.queue, &[seeds::QUEUE, address.as_ref(), &[bumps.queue]], LARGEST_GROWTH)?;
        let queue = TicketQueue { version: VERSION, bump: bumps.queue, pool: address, ..Zeroable::zeroed() };
        write_new(&self.queue, &queue)?;
        make(&self.history, &[seeds::HISTORY, address.as_ref(), &[bumps.history]], LARGEST_GROWTH)?;
        init_history(&self.history, bumps.history, &address)
    }
}

pub fn create_pool(ctx: Context<CreatePool>, args: CreatePoolArgs) -> Result<()> {
    // Interaction: the accounts first, so that none of them can be given a role as an address without an owner
    let accounts = &ctx.accounts;
    accounts.create(&ctx.bumps)?;

    // Check
    let clock = Clock::get()?;
    let address = accounts.pool.key();
    let seed = Lamports(args.seed_lamports);
    let mut pool: Box<Pool> = Box::new(Zeroable::zeroed());
    accounts.name_addresses(&mut pool, &ctx.bumps);
    accounts.validate(&args, &pool)?;

    // Effect
    pool.begin(seed, &clock, epoch_slots(&clock)?);
    pool.admin = accounts.admin.key();
    pool.validator_manager = ScheduledKey::new(accounts.validator_manager.key());
    pool.guardian = accounts.guardian.key();
    pool.fees = ScheduledFees::new(args.fees());
    pool.deposit_cap = Lamports(args.deposit_cap);
    pool.set_policy(args.policy())?;
    write_new(&accounts.pool, &*pool)?;

    // Interaction
    transfer(&accounts.creator, accounts.reserve.as_ref(), seed.plus(empty_rent()?).or_program_error()?)?;
    Minter::new(&pool, &address, &accounts.mint, &accounts.mint_authority).mint(&accounts.seed, PoolTokens(seed.0))?;

    // Log
    let before = Books { total: Lamports::ZERO, supply: PoolTokens::ZERO };
    let after = pool.books(clock.slot)?;
    emit!(PoolCreated { pool: address, mint: pool.mint, admin: pool.admin, before, after });
    pool.assert_invariants(after)
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
