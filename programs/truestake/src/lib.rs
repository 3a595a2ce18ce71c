//! # Truestake
//!
//! Non-rebasing liquid staking. A pool holds SOL, delegates it to many validators and issues a token; the token's
//! **true price** is `total lamports ÷ token supply`. Balances never change, the price does: it rises by rewards and
//! falls by losses, for every holder alike.
//!
//! ## The books
//!
//! `total = reserve + staked − unreleased`. Every term is *accounted*: it changes by what the program does, and by what
//! the epoch update measures. Lamports sent from outside are a reward at the next update and nothing before.
//!
//! ## An epoch
//!
//! 1. [`update_validators`](truestake::update_validators), in batches, measures every validator's stake accounts, joins
//!    what has become active and takes back what has cooled down.
//! 2. [`update_pool`](truestake::update_pool) makes gains and losses the price: a fee on what lies above the highest
//!    price so far, the rest released over an epoch's slots; a loss at once.
//! 3. From then on the price is *fresh*, and instructions that use it work until the epoch ends.
//!
//! Both are permissionless, like [`delegate_reserve`](truestake::delegate_reserve),
//! [`deactivate_stake`](truestake::deactivate_stake) and [`settle_tickets`](truestake::settle_tickets): the program decides
//! amounts, the caller only whom to serve.
//!
//! ## Rounding
//!
//! What goes to a user is floored, what is taken from one is ceiled, and a result of zero is an error.
//!
//! ## Errors
//!
//! Every instruction names its own. An account that is not the one it has to be is refused by an error named after it; an
//! account that is needed at one place only is named there.
//!
//! Errors of any instruction: `WrongMint`, `WrongMintAuthority`, `WrongStakeAuthority`, `WrongReserve`, `WrongEscrow`,
//! `WrongValidatorList`, `WrongHistory`, `WrongTreasury`, `WrongProgram`, `WrongSysvar`, `WrongStakeConfig`; `Overflow` for
//! numbers that no sum can hold; `UnexpectedStakeState` and `InvariantViolated`, which only a bug can cause.

#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::unwrap_used,
        reason = "a test that goes wrong should panic"
    )
)]

use anchor_lang::prelude::*;
#[cfg(not(feature = "no-entrypoint"))]
use solana_security_txt::security_txt;

pub mod clock;
pub mod constants;
pub mod error;
pub mod events;
pub mod instructions;
pub mod math;
pub mod stake;
pub mod state;
pub mod system;
pub mod token;
pub mod vote;

use instructions::*;

declare_id!("ERKbdDNBTX8YJfF7WknSJ7Q2CtE21P6iy1wQi7HdjhjD");

#[cfg(not(feature = "no-entrypoint"))]
security_txt! {
    name: "Truestake",
    project_url: "https://truestake.example",
    contacts: "link:https://truestake.example/security",
    policy: "https://truestake.example/security",
    preferred_languages: "en"
}

#[program]
pub mod truestake {
    use super::*;

    // Admin

    /// Creates a pool for a new mint. The seed deposit's tokens are locked for ever at a price of 1.
    ///
    /// May be called by anybody; the mint signs, so its address cannot be taken. The price history is completed by
    /// [`grow_history`], best in the same transaction. Emits `PoolCreated`.
    ///
    /// Errors: `SeedTooSmall`, `MissingRole`, `RatioOutOfRange`, `FeeTooHigh`, `EpochRewardsActive`.
    pub fn create_pool(ctx: Context<CreatePool>, args: CreatePoolArgs) -> Result<()> {
        instructions::create_pool(ctx, args)
    }

    /// Grows the price history to its full size; may be called by anybody, who pays the rent. Emits `HistoryGrown`.
    ///
    /// Errors: `HistoryComplete`.
    pub fn grow_history(ctx: Context<GrowHistory>) -> Result<()> {
        instructions::grow_history(ctx)
    }

    /// Changes settings. Fee cuts and everything that is no fee take effect at once; a fee that rises does so two epoch
    /// updates later, and never over its ceiling. A new proposal starts the wait anew. Only the admin may. Emits
    /// `ConfigProposed`.
    ///
    /// Errors: `NotAdmin`, `FeeTooHigh`, `RatioOutOfRange`.
    pub fn propose_config(ctx: Context<ProposeConfig>, change: ConfigChange) -> Result<()> {
        instructions::propose_config(ctx, change)
    }

    /// Puts pending fees in force that have come due; may be called by anybody. Emits `ConfigApplied`.
    ///
    /// Errors: `NothingPending`.
    pub fn apply_config(ctx: Context<ApplyConfig>) -> Result<()> {
        instructions::apply_config(ctx)
    }

    /// Proposes another admin, who has to accept; the default address withdraws the proposal. Only the admin may. Emits
    /// `AdminProposed`.
    ///
    /// Errors: `NotAdmin`.
    pub fn propose_admin(ctx: Context<ProposeAdmin>, new_admin: Pubkey) -> Result<()> {
        instructions::propose_admin(ctx, new_admin)
    }

    /// Takes over the role of admin. Only the proposed one may. Emits `AdminAccepted`.
    ///
    /// Errors: `NotPendingAdmin`.
    pub fn accept_admin(ctx: Context<AcceptAdmin>) -> Result<()> {
        instructions::accept_admin(ctx)
    }

    /// Gives a role to somebody else. Only the admin may. Emits `RoleSet`.
    ///
    /// Errors: `NotAdmin`, `MissingRole`.
    pub fn set_role(ctx: Context<SetRole>, role: Role, new_holder: Pubkey) -> Result<()> {
        instructions::set_role(ctx, role, new_holder)
    }

    /// Creates the pool's liquidity pool. The seed's shares are locked for ever. Only the admin may. Emits
    /// `LiquidityCreated`.
    ///
    /// Errors: `NotAdmin`, `FeeTooHigh`, `RatioOutOfRange`, `SeedTooSmall`.
    pub fn create_liquidity(ctx: Context<CreateLiquidity>, seed_lamports: u64, config: LiquidityConfig) -> Result<()> {
        instructions::create_liquidity(ctx, seed_lamports, config)
    }

    /// Changes the liquidity pool's fees and cap. Where anything about the fees rises they take effect two epoch updates
    /// later, otherwise at once. Only the admin may. Emits `LiquidityConfigSet`.
    ///
    /// Errors: `NotAdmin`, `FeeTooHigh`, `RatioOutOfRange`, `WrongLiquidityPool`.
    pub fn set_liquidity_config(ctx: Context<SetLiquidityConfig>, config: LiquidityConfig) -> Result<()> {
        instructions::set_liquidity_config(ctx, config)
    }

    // Guardian

    /// Stops deposits, instant unstakes, adding liquidity and new delegation for `seconds`, at most three days; not again
    /// before a day after its end. Every other way out and the epoch update go on. Only the guardian may. Emits
    /// `PoolPaused`.
    ///
    /// Errors: `NotGuardian`, `PauseOutOfRange`, `PauseTooSoon`.
    pub fn pause(ctx: Context<Pause>, seconds: u32) -> Result<()> {
        instructions::pause(ctx, seconds)
    }

    /// Ends a pause early. Only the guardian may. Emits `PoolResumed`.
    ///
    /// Errors: `NotGuardian`, `NotPaused`.
    pub fn resume(ctx: Context<Resume>) -> Result<()> {
        instructions::resume(ctx)
    }

    // Users

    /// Deposits `lamports` for tokens at the true price: first those that the liquidity pool has on sale, without fee, which
    /// refills its SOL; the rest is minted: floored, less the deposit fee (ceiled, in tokens).
    ///
    /// Needs a fresh price. The fee goes to the treasury and, by the pool's share, to an optional referrer; where the
    /// treasury cannot receive, no fee is charged. Changes the pool's `reserve_lamports` and `supply`, and the liquidity
    /// pool's `sol_lamports` and `token_amount`. Emits `SolDeposited`.
    ///
    /// Errors: `ZeroAmount`, `DepositTooSmall`, `InsufficientLamports`, `PoolOutOfDate`, `EpochRewardsActive`,
    /// `Paused`, `SupplyAboveBooks`, `DepositCapExceeded`, `NoPrice`, `ZeroResult`, `SlippageExceeded`,
    /// `WrongReferrer`, `WrongLiquidityPool`, `WrongLiquidityAccount`, `WrongTokenAccount`, `WrongDestination`.
    pub fn deposit_sol(ctx: Context<DepositSol>, lamports: u64, minimum_tokens_out: u64) -> Result<()> {
        instructions::deposit_sol(ctx, lamports, minimum_tokens_out)
    }

    /// Orders the redemption of `tokens`: they go into escrow, and a ticket into the queue.
    ///
    /// The ticket pays the lower of the true price now and when it is settled, less the ticket fee of now. `minimum_lamports_out`
    /// bounds what it pays as of now; only a loss can lower that. Needs a fresh price. Changes the pool's `next_ticket`,
    /// `queued_*` and `ordered_count`. Emits `UnstakeOrdered`.
    ///
    /// Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `TicketTooSmall`,
    /// `SlippageExceeded`, `WrongTokenAccount`, `WrongTokenOwner`.
    pub fn order_unstake(ctx: Context<OrderUnstake>, tokens: u64, minimum_lamports_out: u64) -> Result<()> {
        instructions::order_unstake(ctx, tokens, minimum_lamports_out)
    }

    /// Takes a queued ticket's tokens back out of escrow. Only its owner may; the price's age does not matter.
    ///
    /// The ticket account is closed at once when it is the head of the queue; otherwise it keeps its place, empty, and
    /// [`claim_ticket`] returns its rent once the queue has passed it. Emits `TicketCancelled`.
    ///
    /// Errors: `TicketNotQueued`, `NotTicketOwner`, `WrongTicket`, `WrongTokenAccount`, `WrongDestination`.
    pub fn cancel_ticket(ctx: Context<CancelTicket>) -> Result<()> {
        instructions::cancel_ticket(ctx)
    }

    /// Gives a queued ticket, its place and its rent to `new_owner`. Only its owner may. Emits `TicketTransferred`.
    ///
    /// Errors: `TicketNotQueued`, `NotTicketOwner`, `WrongTicket`, `MissingRole`.
    pub fn transfer_ticket(ctx: Context<TransferTicket>, new_owner: Pubkey) -> Result<()> {
        instructions::transfer_ticket(ctx, new_owner)
    }

    /// Pays a settled ticket, with its rent, to its owner and closes it. May be called by anybody, at any time; also
    /// returns the rent of a cancelled ticket that the queue has passed. Emits `TicketClaimed`.
    ///
    /// Errors: `TicketNotSettled`, `WrongTicket`, `WrongTicketOwner`.
    pub fn claim_ticket(ctx: Context<ClaimTicket>) -> Result<()> {
        instructions::claim_ticket(ctx)
    }

    /// Sells `tokens` to the liquidity pool for SOL at once: their worth at the true price less the integral of the fee
    /// line over the SOL that leaves, so that no splitting makes it cheaper. SOL that was added in this epoch is not on the
    /// line, and that of the last epoch comes onto it slot by slot; it leaves last, at the highest rate. The providers'
    /// part of the fee is held until the next epoch, over whose slots it is released. Needs a fresh price. Changes the
    /// liquidity pool's `sol_lamports`, `token_amount`, `held_fees` and `paid_count`. Emits `LiquidUnstaked`.
    ///
    /// Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `Paused`,
    /// `InsufficientLiquidity`, `NoPrice`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`,
    /// `WrongLiquidityAccount`, `WrongTokenAccount`, `WrongTokenOwner`.
    pub fn liquid_unstake(ctx: Context<LiquidUnstake>, tokens: u64, minimum_lamports_out: u64) -> Result<()> {
        instructions::liquid_unstake(ctx, tokens, minimum_lamports_out)
    }

    /// Adds SOL to the liquidity pool for shares of it, floored, at the worth of its SOL and its released tokens at the true
    /// price. Needs a fresh price. Changes its `sol_lamports`, `shares` and `added`. Emits `LiquidityAdded`.
    ///
    /// Errors: `ZeroAmount`, `DepositTooSmall`, `InsufficientLamports`, `PoolOutOfDate`, `EpochRewardsActive`,
    /// `Paused`, `LiquidityCapExceeded`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`,
    /// `WrongLiquidityAccount`, `WrongTokenAccount`, `NoPrice`.
    pub fn add_liquidity(ctx: Context<AddLiquidity>, lamports: u64, minimum_shares_out: u64) -> Result<()> {
        instructions::add_liquidity(ctx, lamports, minimum_shares_out)
    }

    /// Redeems shares of the liquidity pool for their part of its SOL and of its released tokens, both floored; their part of
    /// fees that are held stays with those who stay. Works at any time, paused and out of date included. Changes its
    /// `sol_lamports`, `token_amount`, `shares` and `added`. Emits `LiquidityRemoved`.
    ///
    /// Errors: `ZeroAmount`, `InsufficientTokens`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`,
    /// `WrongLiquidityAccount`, `WrongTokenAccount`, `WrongTokenOwner`, `WrongDestination`.
    pub fn remove_liquidity(
        ctx: Context<RemoveLiquidity>,
        shares: u64,
        minimum_lamports_out: u64,
        minimum_tokens_out: u64,
    ) -> Result<()> {
        instructions::remove_liquidity(ctx, shares, minimum_lamports_out, minimum_tokens_out)
    }

    /// Deposits a stake account that is fully active with a listed validator, for tokens at the true price: floored, less
    /// the deposit fee (ceiled, in tokens). Its stake joins the validator's canonical account; all its other lamports,
    /// rent included, are credited as SOL. Staker and withdrawer sign as one. Needs a fresh price. Changes the pool's
    /// `staked_lamports`, `reserve_lamports` and `supply`, and the validator's record. Emits `StakeAccountDeposited`.
    ///
    /// Errors: `PoolOutOfDate`, `EpochRewardsActive`, `Paused`, `SupplyAboveBooks`, `ValidatorNotFound`,
    /// `WrongStakeAccount`, `WrongTransientAccount`, `NotStakeOwner`, `StakeLocked`, `StakeNotActive`,
    /// `WrongValidator`, `ValidatorDraining`, `BelowMinimumDelegation`, `ReserveNeeded`, `DepositCapExceeded`,
    /// `NoPrice`, `ZeroResult`, `SlippageExceeded`, `WrongTokenAccount`, `WrongDestination`.
    pub fn deposit_stake_account(ctx: Context<DepositStakeAccount>, index: u32, minimum_tokens_out: u64) -> Result<()> {
        instructions::deposit_stake_account(ctx, index, minimum_tokens_out)
    }

    /// Burns `tokens` for a stake account of a validator, at the true price less the withdrawal fee: the exit that nobody
    /// can close. The owner pays the new account's rent and is its staker and withdrawer. Needs a fresh price, and at
    /// least the minimum delegation; the validator's account keeps as much, or nothing. Never paused. The fee is a gain of
    /// the next update. Changes the pool's `staked_lamports`, `cooling_lamports`, `supply`, `pending_gain` and `fee_credit`,
    /// and the validator's record. Emits `StakeAccountWithdrawn`.
    ///
    /// Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `ValidatorNotFound`,
    /// `ZeroResult`, `SlippageExceeded`, `WrongStakeAccount`, `WrongTransientAccount`, `BelowMinimumDelegation`,
    /// `NotEnoughStake`, `WrongTokenAccount`, `WrongTokenOwner`.
    pub fn withdraw_stake_account(
        ctx: Context<WithdrawStakeAccount>,
        index: u32,
        tokens: u64,
        minimum_lamports_out: u64,
    ) -> Result<()> {
        instructions::withdraw_stake_account(ctx, index, tokens, minimum_lamports_out)
    }

    // Cranks, by anybody

    /// Measures validators and puts their stake accounts in order. Once per epoch each, as many as fit; repeating it
    /// measures nothing again, and still takes back what has cooled down.
    ///
    /// See [`UpdateValidators`] for the accounts that follow. `measure_only` calls no other program. Emits
    /// `ValidatorsUpdated`.
    ///
    /// Errors: `EpochRewardsActive`, `ValidatorNotFound`, `WrongStakeAccount`, `WrongTransientAccount`,
    /// `WrongAccountCount`.
    pub fn update_validators<'info>(
        ctx: Context<'info, UpdateValidators<'info>>,
        indexes: Vec<u32>,
        measure_only: bool,
    ) -> Result<()> {
        instructions::update_validators(ctx, indexes, measure_only)
    }

    /// Makes the epoch's gains and losses the price, mints the reward fee, records the price. Does nothing when the pool
    /// is up to date. Emits `PoolUpdated`.
    ///
    /// Errors: `EpochRewardsActive`, `ValidatorsOutOfDate`.
    pub fn update_pool(ctx: Context<UpdatePool>) -> Result<()> {
        instructions::update_pool(ctx)
    }

    /// Delegates reserve to a validator below its target: as much as is missing and as the reserve can spare. The rent of
    /// a new stake account is part of it. Emits `ReserveDelegated`.
    ///
    /// Errors: `PoolOutOfDate`, `EpochRewardsActive`, `Paused`, `InvalidVoteAccount`, `ValidatorNotFound`, `AtTarget`,
    /// `ReserveNeeded`, `BelowMinimumDelegation`, `TransientInUse`, `StakeCoolingDown`, `WrongStakeAccount`,
    /// `WrongTransientAccount`.
    pub fn delegate_reserve(ctx: Context<DelegateReserve>, index: u32) -> Result<()> {
        instructions::delegate_reserve(ctx, index)
    }

    /// Deactivates stake of a validator over its target: what tickets wait for, and what rebalancing allows. Emits
    /// `StakeDeactivated`.
    ///
    /// Errors: `PoolOutOfDate`, `EpochRewardsActive`, `ValidatorNotFound`, `AtTarget`, `BelowMinimumDelegation`,
    /// `MoveLimitReached`, `TransientInUse`, `StakeCoolingDown`, `NothingToDeactivate`, `WrongStakeAccount`,
    /// `WrongTransientAccount`, `StakeNotActive`.
    pub fn deactivate_stake(ctx: Context<DeactivateStake>, index: u32) -> Result<()> {
        instructions::deactivate_stake(ctx, index)
    }

    /// Pays tickets at the head of the queue out of the reserve, in order, from the epoch after their order on: their
    /// tokens are burned, and the SOL lies in the ticket account from then on. What stays in the pool, the fee and what the
    /// tickets' value gained since their order, is a gain of the next update. See [`SettleTickets`] for the accounts that
    /// follow. Emits `TicketsSettled`.
    ///
    /// Errors, when not one ticket could be settled: `TicketOutOfOrder`, `TicketNotDue`, `ReserveTooLow`. Always:
    /// `PoolOutOfDate`, `EpochRewardsActive`, `WrongTicket`, `WrongAccountCount`.
    pub fn settle_tickets<'info>(ctx: Context<'info, SettleTickets<'info>>) -> Result<()> {
        instructions::settle_tickets(ctx)
    }

    /// Takes a drained validator off the list: its score is 0 and all its stake has come back. The rent of its stake
    /// accounts returns to the reserve, that of its mark to the validator manager; the last validator of the list takes its
    /// index. Must be the transaction's last instruction. Emits `ValidatorRemoved`.
    ///
    /// Errors: `ValidatorNotFound`, `ValidatorStillScored`, `ValidatorNotDrained`, `NotLastInstruction`,
    /// `EpochRewardsActive`, `WrongStakeAccount`, `WrongTransientAccount`, `NotValidatorManager`.
    pub fn remove_validator(ctx: Context<RemoveValidator>, index: u32) -> Result<()> {
        instructions::remove_validator(ctx, index)
    }

    // Validator manager

    /// Lists a validator; the manager pays for its place. Emits `ValidatorAdded`.
    ///
    /// Errors: `NotValidatorManager`, `ScoreTooHigh`, `InvalidVoteAccount`, `ValidatorAlreadyListed`,
    /// `ValidatorListFull`, `StakeAddressTaken`.
    pub fn add_validator(ctx: Context<AddValidator>, score: u32) -> Result<()> {
        instructions::add_validator(ctx, score)
    }

    /// Sets a validator's score, its weight in the delegation; 0 drains it. Emits `ScoreSet`.
    ///
    /// Errors: `NotValidatorManager`, `ScoreTooHigh`, `ValidatorNotFound`.
    pub fn set_score(ctx: Context<SetScore>, index: u32, score: u32) -> Result<()> {
        instructions::set_score(ctx, index, score)
    }

    /// Deactivates all stake of a validator with score 0 at once, past the limit on rebalancing. Only the validator manager
    /// may; the price's age does not matter. Emits `EmergencyDeactivated`.
    ///
    /// Errors: `NotValidatorManager`, `ValidatorNotFound`, `ValidatorStillScored`, `NothingToDeactivate`,
    /// `EpochRewardsActive`, `WrongStakeAccount`, `WrongTransientAccount`.
    pub fn emergency_deactivate(ctx: Context<EmergencyDeactivate>, index: u32) -> Result<()> {
        instructions::emergency_deactivate(ctx, index)
    }

    // Views

    /// Converts an amount at the true price, floored, as return data; see [`Converted`]. Says itself whether it is fresh.
    ///
    /// Errors: `NoPrice`.
    pub fn convert(ctx: Context<GetPrice>, conversion: Conversion, amount: u64) -> Result<Converted> {
        instructions::convert(ctx, conversion, amount)
    }

    /// Compares the reserve, the mint, the escrow and some validators' accounts with the books, and fails when any holds
    /// less; see [`CheckBacking`] for the accounts that follow, [`Backing`] for the return data.
    ///
    /// Errors: `NotBacked`, `SupplyAboveBooks`, `ValidatorNotFound`, `WrongStakeAccount`, `WrongTransientAccount`,
    /// `WrongAccountCount`.
    pub fn check_backing<'info>(ctx: Context<'info, CheckBacking<'info>>, indexes: Vec<u32>) -> Result<Backing> {
        instructions::check_backing(ctx, indexes)
    }

    /// Returns the true price as return data; see [`TruePrice`]. Never refused for its age: it says itself whether it is
    /// fresh.
    ///
    /// Errors: `NoPrice`.
    pub fn get_price(ctx: Context<GetPrice>) -> Result<TruePrice> {
        instructions::get_price(ctx)
    }
}
