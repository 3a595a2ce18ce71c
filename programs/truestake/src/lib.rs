//! # Truestake
//!
//! Non-rebasing liquid staking. A pool holds SOL, delegates it to many validators and issues a token; the token's
//! **true price** is `total lamports ÷ token supply`. Balances never change, the price does: it rises by rewards and
//! falls by losses, for every holder alike.
//!
//! ## The books
//!
//! `total = reserve + staked − unreleased − pending gain + pending loss`. Every term is *accounted*: it changes by what the
//! program does, and by what is measured. Lamports sent from outside change nothing until then, and are a reward after.
//!
//! ## Bid and ask
//!
//! Whoever leaves gets the **bid**, which is the true price. Whoever comes in pays the **ask**, which also counts gains already
//! known but not yet in the price: what is being released, what waits for the update, and what the queue will leave behind; in
//! the last hundredth of an epoch also what the epoch is expected to earn, before as much of that as validators cannot be delegated
//! to. What is paid above the bid joins the running release, so no deposit moves either price.
//!
//! ## An epoch
//!
//! 1. [`update_validators`](truestake::update_validators), in batches, measures every validator's stake accounts, joins
//!    what has become active and takes back what has cooled down.
//! 2. [`update_pool`](truestake::update_pool) makes gains and losses the price: a fee on what lies above the
//!    high-water mark, the rest released over an epoch's slots; a loss at once.
//! 3. From then on the price is *fresh*, and instructions that use it work until the epoch ends. Anybody may measure again: a
//!    loss counts at once, a gain waits for the next update and is in the ask meanwhile.
//! 4. In the epoch's **moving part**, its last tenth or what the pool has set, stake is rebalanced and deactivated for all tickets
//!    that were ordered before it began. It earns until the epoch ends anyway.
//!
//! All of it is permissionless, like [`delegate_reserve`](truestake::delegate_reserve),
//! [`deactivate_stake`](truestake::deactivate_stake) and [`settle_tickets`](truestake::settle_tickets): the program decides
//! amounts, the caller only whom to serve.
//!
//! ## Reading it
//!
//! What a caller and a reader of accounts have to know, rounding, layouts and status values, is written at [`truestake`] itself:
//! that is in the IDL, too.

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
pub mod cpi;
pub mod error;
pub mod events;
pub mod instructions;
pub mod state;

use instructions::*;
use state::{Role, TokenKind, TokenMetadata};

declare_id!("ERKbdDNBTX8YJfF7WknSJ7Q2CtE21P6iy1wQi7HdjhjD");

#[cfg(not(feature = "no-entrypoint"))]
security_txt! {
    name: "Truestake",
    project_url: "https://truestake.example",
    contacts: "link:https://truestake.example/security",
    policy: "https://truestake.example/security",
    preferred_languages: "en"
}

/// Non-rebasing liquid staking. The token's true price is `total lamports ÷ token supply`; balances never change.
///
/// Rounding: what goes to a user is floored, what is taken from one is ceiled, and a result of zero is an error. Whoever leaves gets
/// the bid, which is the true price; whoever comes in pays the ask, which also counts gains that are known and not in it yet.
///
/// Remaining accounts: `update_validators`, `settle_tickets` and `check_backing` take some; each says which, and in which order.
///
/// Lists behind a header, as offsets into the account's data, discriminator included: the records of a `ValidatorList` begin at 128
/// and take 192 bytes each; the addresses of a `TicketQueue` begin at 80 and take 32 bytes each.
///
/// Status values: a stake account's in a `ValidatorRecord` is 0 none (it does not exist), 1 idle (it holds its rent and no stake),
/// 2 delegated (active or activating), 3 deactivating. A `Ticket`'s is 0 queued, 1 settled (paid in full), 2 cancelled (its tokens
/// were taken back), 3 returned (the queue has passed it; its owner can take the remaining tokens back).
///
/// Errors: each instruction lists its own. A wrong account fails with the error named after it; accounts that one instruction alone
/// uses are listed there. Errors of any instruction: `WrongMint`, `WrongMintAuthority`, `WrongStakeAuthority`, `WrongReserve`,
/// `WrongEscrow`, `WrongValidatorList`, `WrongHistory`, `WrongTreasury`, `WrongProgram`, `WrongSysvar`, `WrongStakeConfig`,
/// `WrongQueue`, `WrongMark`; `Overflow` for numbers that no sum can hold; `UnexpectedStakeState` and `InvariantViolated`, which
/// only a bug can cause.
#[program]
pub mod truestake {
    use super::*;

    // The order is that of use: an instruction is found by comparing its discriminator with each of those before it, which costs
    // 11 compute units each.

    // Cranks, by anybody

    /// Measures validators and puts their stake accounts in order, as many as fit. The first measurement of an epoch records what
    /// the stake earned. In a later one a loss counts at once; a gain waits for the next `update_pool`. Takes back what has cooled
    /// down, also in part. What still cools down after that, or warms up since an earlier epoch, keeps its validator busy in this one.
    /// The first measurement of an epoch notes in the pool what the validator takes of SOL that comes.
    /// Judges anew whether the validator's limit binds, and notes what is stuck with it since an account cannot be read or told. Limits
    /// are judged by the list's level, which rises at any look and falls at an epoch's first alone. Tickets that cost nothing to cancel
    /// lower neither.
    ///
    /// `measure_only` calls no other program, so that the pool can be updated even if a call to the stake program fails. Measuring
    /// goes by lamports and never fails, whatever an account holds. Emits `ValidatorsUpdated`.
    ///
    /// Remaining accounts, writable, for each index in turn: the validator stake account if it exists (its status is not 0), then
    /// the transient one if it holds stake (its status is neither 0 nor 1). No others.
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
    /// Errors: `EpochRewardsActive`, `ValidatorsOutOfDate`, `HistoryIncomplete`.
    pub fn update_pool(ctx: Context<UpdatePool>) -> Result<()> {
        instructions::update_pool(ctx)
    }

    /// Delegates to a validator below its target the smaller of what is missing and what the reserve can spare; the smallest
    /// delegation where less is missing, as far as the validator's limit lets it. The rent of a new stake account is part of it.
    /// Before the moving part the epoch's own tickets keep nothing back: it is taken back for them then. Emits `ReserveDelegated`.
    ///
    /// Errors: `PoolOutOfDate`, `EpochRewardsActive`, `Paused`, `InvalidVoteAccount`, `ValidatorNotFound`, `AtTarget`,
    /// `ReserveNeeded`, `BelowMinimumDelegation`, `TransientInUse`, `StakeCoolingDown`, `WrongStakeAccount`,
    /// `WrongTransientAccount`.
    pub fn delegate_reserve(ctx: Context<DelegateReserve>) -> Result<()> {
        instructions::delegate_reserve(ctx)
    }

    /// Deactivates stake of a validator: in the epoch's moving part what lies over its target, as tickets need it and
    /// rebalancing allows; at any time what tickets need that could have been served in an earlier epoch. Where those miss no more
    /// than nobody can deactivate, rents and what is stuck, a validator gives its part of that from below its target. Stake that
    /// was delegated in this epoch is taken back first, at once. The validator is busy until the next epoch, which the ask counts.
    /// Emits `StakeDeactivated`.
    ///
    /// Errors: `PoolOutOfDate`, `EpochRewardsActive`, `ValidatorNotFound`, `AtTarget`, `OutsideMovingPart`,
    /// `BelowMinimumDelegation`, `MoveLimitReached`, `TransientInUse`, `StakeCoolingDown`, `NothingToDeactivate`,
    /// `WrongStakeAccount`, `WrongTransientAccount`, `StakeNotActive`, `RentMissing`.
    pub fn deactivate_stake(ctx: Context<DeactivateStake>) -> Result<()> {
        instructions::deactivate_stake(ctx)
    }

    /// Pays tickets at the head of the queue out of the reserve, in order, from the epoch after their order on: their tokens are
    /// burned, and the SOL lies in the ticket account from then on. Where the reserve does not suffice the head is paid a part, at
    /// least 0.001 SOL; where nothing is left that could come, or a ticket is worth less than the rent that its account lacks
    /// after a rise, the queue passes it and its owner can take the remaining tokens back. What stays in the pool, the fee and
    /// what the tickets' value gained since their order, is a gain of the next update. Emits `TicketsSettled`.
    ///
    /// Remaining accounts, writable: the tickets in the order of their sequence numbers, from the head of the queue on; the ring of
    /// the queue has their addresses. Those that the queue has passed already are skipped: two callers may race.
    ///
    /// Errors, when nothing could be paid: `TicketOutOfOrder`, `TicketNotDue`, `ReserveTooLow`. Always:
    /// `PoolOutOfDate`, `EpochRewardsActive`, `WrongTicket`, `WrongAccountCount`.
    pub fn settle_tickets<'info>(ctx: Context<'info, SettleTickets<'info>>) -> Result<()> {
        instructions::settle_tickets(ctx)
    }

    /// Takes a drained validator off the list: its score is 0, its manager does not keep it, and all its stake has come back. The
    /// rent of its stake accounts returns to the reserve, that of its mark to who paid it; the last validator of the list takes
    /// its index. Must be the transaction's last instruction. Emits `ValidatorRemoved`.
    ///
    /// Errors: `ValidatorNotFound`, `ValidatorStillScored`, `ValidatorKept`, `ValidatorNotDrained`, `NotLastInstruction`,
    /// `EpochRewardsActive`, `WrongStakeAccount`, `WrongTransientAccount`, `WrongMark`.
    pub fn remove_validator(ctx: Context<RemoveValidator>) -> Result<()> {
        instructions::remove_validator(ctx)
    }

    // Users

    /// Deposits `lamports` for tokens at the ask: first those that the liquidity pool has on sale, without fee, which
    /// refills its SOL; the rest is minted: floored, less the deposit fee (ceiled, in tokens). What is paid above the true price
    /// joins the running release. Beyond what validators take in this epoch SOL idles, and pays for that: so the ask of a large
    /// deposit can be higher than a small one's, and depends on no other amount.
    ///
    /// Needs a fresh price. The reserve is measured first. The fee goes to the treasury and, by the pool's share, to an optional
    /// referrer; where the treasury cannot receive, no fee is charged. If `if_balance` is given, fails with `BalanceChanged`
    /// unless `destination` holds exactly that amount, so a retry cannot act twice. Changes the pool's `reserve_lamports`,
    /// `supply` and `release_*`, and the liquidity pool's `sol_lamports`, `token_amount` and `line_*`. Emits `SolDeposited`.
    ///
    /// Errors: `ZeroAmount`, `DepositTooSmall`, `InsufficientLamports`, `PoolOutOfDate`, `EpochRewardsActive`,
    /// `Paused`, `SupplyAboveBooks`, `DepositCapExceeded`, `NoPrice`, `ZeroResult`, `SlippageExceeded`,
    /// `WrongReferrer`, `WrongLiquidityPool`, `WrongLiquidityAccount`, `WrongTokenAccount`, `WrongDestination`,
    /// `BalanceChanged`.
    pub fn deposit_sol(
        ctx: Context<DepositSol>,
        lamports: u64,
        minimum_tokens_out: u64,
        if_balance: Option<u64>,
    ) -> Result<()> {
        instructions::deposit_sol(ctx, lamports, minimum_tokens_out, if_balance)
    }

    /// Orders the redemption of `tokens`: they go into escrow, and a ticket into the queue. Its address follows from the owner
    /// and a `nonce` of theirs, so nobody's order depends on anybody else's. Create: the ticket.
    ///
    /// The ticket pays the lower of its value now and when it is settled, less the ticket fee at the time of the order. Fails with
    /// `SlippageExceeded` if the payout at the current price is below `minimum_lamports_out`; only a loss can lower it later.
    /// Stake is deactivated for it in this epoch's moving part, or in the next one's where that has begun. Needs a fresh price.
    /// Changes the pool's `next_ticket`, `queued_*`, `recent_*`, `queue_epoch`, `late_lamports`, `waiting_lamports` and
    /// `cumulative_ordered_lamports`. Emits `UnstakeOrdered`.
    ///
    /// Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `TicketTooSmall`,
    /// `SlippageExceeded`, `WrongTokenAccount`, `WrongTokenOwner`, `QueueFull`.
    pub fn order_unstake(ctx: Context<OrderUnstake>, nonce: u64, tokens: u64, minimum_lamports_out: u64) -> Result<()> {
        instructions::order_unstake(ctx, nonce, tokens, minimum_lamports_out)
    }

    /// Takes what is left of a ticket's tokens back out of escrow. Only its owner may; the price's age does not matter.
    ///
    /// Free in the epoch of the order until its moving part begins; from then on it costs the idle rate (ceiled). In later epochs
    /// it is an exit and an entry: what the ticket would be paid now, less the idle rate, buys tokens at the ask (floored). What
    /// does not come back is burned; its worth is a gain of the next update. A ticket that the queue has passed unpaid gives all of
    /// its tokens back. The account keeps its place until `claim_ticket` returns its rent. Changes the pool's `queued_*`,
    /// `recent_*`, `supply`, `pending_gain` and `release_*`. Emits `TicketCancelled`.
    ///
    /// Errors: `TicketNotQueued`, `NotTicketOwner`, `WrongTicket`, `WrongTokenAccount`, `WrongDestination`, `ZeroResult`,
    /// `SlippageExceeded`.
    pub fn cancel_ticket(ctx: Context<CancelTicket>, minimum_tokens_out: u64) -> Result<()> {
        instructions::cancel_ticket(ctx, minimum_tokens_out)
    }

    /// Gives a queued ticket, its place and what it was paid so far to `new_owner`, an address that can be paid. Only its owner
    /// may. Emits `TicketTransferred`.
    ///
    /// Errors: `TicketNotQueued`, `NotTicketOwner`, `WrongTicket`, `WrongRecipient`.
    pub fn transfer_ticket(ctx: Context<TransferTicket>) -> Result<()> {
        instructions::transfer_ticket(ctx)
    }

    /// Pays what a ticket was paid, in whole or in part, to its owner. May be called by anybody, at any time. Where nothing of the
    /// ticket is left and the queue has passed it, the account is closed and its rent goes back to who paid it; until then it keeps
    /// what it lacks of a rent that has risen. Emits
    /// `TicketClaimed`.
    ///
    /// Errors: `TicketNotSettled`, `WrongTicket`, `WrongTicketOwner`.
    pub fn claim_ticket(ctx: Context<ClaimTicket>) -> Result<()> {
        instructions::claim_ticket(ctx)
    }

    /// Sells `tokens` to the liquidity pool for SOL at once, which goes to `recipient`: their worth at the true price less the
    /// integral of the fee line over the SOL that leaves, so that no splitting makes it cheaper. The line follows the liquidity up
    /// and down at a bounded speed; SOL that is not on it leaves last, at the highest rate. The providers' part of the fee, and
    /// tokens beyond what the lamports would buy at the ask, are held until the next epoch, over whose slots they are released.
    /// Needs a fresh price. If `if_balance` is given, fails with `BalanceChanged` unless `source` holds exactly that amount, so a
    /// retry cannot act twice. Changes the liquidity pool's
    /// `sol_lamports`, `token_amount`, `held_*`, `line_*` and `cumulative_paid_lamports`. Emits `LiquidUnstaked`.
    ///
    /// Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `Paused`,
    /// `InsufficientLiquidity`, `NoPrice`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`,
    /// `WrongLiquidityAccount`, `WrongTokenAccount`, `WrongTokenOwner`, `WrongRecipient`, `BalanceChanged`.
    pub fn liquid_unstake(
        ctx: Context<LiquidUnstake>,
        tokens: u64,
        minimum_lamports_out: u64,
        if_balance: Option<u64>,
    ) -> Result<()> {
        instructions::liquid_unstake(ctx, tokens, minimum_lamports_out, if_balance)
    }

    /// Adds SOL to the liquidity pool for shares of it, floored, at the worth of its SOL and all its tokens at the ask. Needs a
    /// fresh price. If `if_balance` is given, fails with `BalanceChanged` unless `destination` holds exactly that amount, so a
    /// retry cannot act twice. Changes its `sol_lamports`, `shares` and `line_*`. Emits `LiquidityAdded`.
    ///
    /// Errors: `ZeroAmount`, `DepositTooSmall`, `InsufficientLamports`, `PoolOutOfDate`, `EpochRewardsActive`,
    /// `Paused`, `LiquidityCapExceeded`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`,
    /// `WrongLiquidityAccount`, `WrongTokenAccount`, `NoPrice`, `BalanceChanged`.
    pub fn add_liquidity(
        ctx: Context<AddLiquidity>,
        lamports: u64,
        minimum_shares_out: u64,
        if_balance: Option<u64>,
    ) -> Result<()> {
        instructions::add_liquidity(ctx, lamports, minimum_shares_out, if_balance)
    }

    /// Redeems shares of the liquidity pool for their part of its SOL, which goes to `recipient`, and of its released tokens, both
    /// floored; their part of tokens that are held stays with those who stay. Works at any time, paused and out of date included.
    /// If `if_balance` is given, fails with `BalanceChanged` unless `source` holds exactly that amount, so a retry cannot act
    /// twice. Changes its `sol_lamports`, `token_amount`, `shares` and `line_*`. Emits `LiquidityRemoved`.
    ///
    /// Errors: `ZeroAmount`, `InsufficientTokens`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`,
    /// `WrongLiquidityAccount`, `WrongTokenAccount`, `WrongTokenOwner`, `WrongDestination`, `WrongRecipient`,
    /// `BalanceChanged`.
    pub fn remove_liquidity(
        ctx: Context<RemoveLiquidity>,
        shares: u64,
        minimum_lamports_out: u64,
        minimum_tokens_out: u64,
        if_balance: Option<u64>,
    ) -> Result<()> {
        instructions::remove_liquidity(ctx, shares, minimum_lamports_out, minimum_tokens_out, if_balance)
    }

    /// Deposits a stake account that is fully active with a listed validator, for tokens at the ask: floored, less the deposit fee
    /// (ceiled, in tokens). Its stake joins the validator stake account; all its other lamports, rent included, are credited as
    /// SOL. The depositor must be both staker and withdrawer. The validator's vote account is open, and it stays within its cap
    /// and the pool's largest share: of what stays when the tickets are paid that cannot be cancelled for nothing, and of what was
    /// held at the last update, both with what is deposited. Needs a fresh price; the account in hand is measured first. Changes
    /// the pool's `staked_lamports`, `reserve_lamports`, `supply`, `release_*` and `stake_account_count`, and the validator's
    /// record. Emits `StakeAccountDeposited`.
    ///
    /// Errors: `PoolOutOfDate`, `EpochRewardsActive`, `Paused`, `InvalidVoteAccount`, `SupplyAboveBooks`, `ValidatorNotFound`,
    /// `WrongStakeAccount`, `WrongTransientAccount`, `NotStakeOwner`, `StakeLocked`, `StakeNotActive`,
    /// `WrongValidator`, `ValidatorDraining`, `ValidatorCapExceeded`, `BelowMinimumDelegation`, `ReserveNeeded`,
    /// `DepositCapExceeded`, `NoPrice`, `ZeroResult`, `SlippageExceeded`, `WrongTokenAccount`, `WrongDestination`,
    /// `RentMissing`.
    pub fn deposit_stake_account(ctx: Context<DepositStakeAccount>, minimum_tokens_out: u64) -> Result<()> {
        instructions::deposit_stake_account(ctx, minimum_tokens_out)
    }

    /// Burns `tokens` for a stake account of a validator, at the true price less the withdrawal fee, which is at least the idle
    /// rate: the exit that nobody can close. The new account's address follows from the owner and a `nonce` of theirs; `payer`
    /// pays its rent, `authority` is its staker and withdrawer. Needs a fresh price. The amount, and what stays in the giving
    /// account unless it is emptied, is at least the stake program's minimum delegation. The accounts in hand are measured first.
    /// Never paused. The fee is a gain of the next update. Changes the pool's `staked_lamports`, `cooling_lamports`, `supply` and
    /// `pending_gain`, and the validator's record. Emits `StakeAccountWithdrawn`.
    ///
    /// Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `ValidatorNotFound`,
    /// `ZeroResult`, `SlippageExceeded`, `WrongStakeAccount`, `WrongTransientAccount`, `BelowMinimumDelegation`,
    /// `NotEnoughStake`, `WrongTokenAccount`, `WrongTokenOwner`, `NonceTaken`, `MissingRole`.
    pub fn withdraw_stake_account(
        ctx: Context<WithdrawStakeAccount>,
        nonce: u64,
        tokens: u64,
        minimum_lamports_out: u64,
        authority: Pubkey,
    ) -> Result<()> {
        instructions::withdraw_stake_account(ctx, nonce, tokens, minimum_lamports_out, authority)
    }

    // Validator manager

    /// Lists a validator, with a score and the most lamports it may have (u64::MAX for no cap); `payer` pays for its place. Emits
    /// `ValidatorAdded`.
    ///
    /// Errors: `NotValidatorManager`, `ScoreTooHigh`, `InvalidVoteAccount`, `ValidatorAlreadyListed`,
    /// `ValidatorListFull`, `StakeAddressTaken`.
    pub fn add_validator(ctx: Context<AddValidator>, score: u32, cap: u64) -> Result<()> {
        instructions::add_validator(ctx, score, cap)
    }

    /// Sets a validator's score, its weight in the delegation; 0 drains it. Judges anew whether its limit binds, and notes what it
    /// takes of SOL that comes. Emits `ScoreSet`.
    ///
    /// Errors: `NotValidatorManager`, `ScoreTooHigh`, `ValidatorNotFound`.
    pub fn set_score(ctx: Context<SetScore>, score: u32) -> Result<()> {
        instructions::set_score(ctx, score)
    }

    /// Sets scores, caps and keep flags of many validators, all or none. Judges anew, when all scores are set, whether their limits
    /// bind, and notes what they take of SOL that comes. Emits `ScoresSet`.
    ///
    /// Errors: `NotValidatorManager`, `ZeroAmount` for no change at all, `ScoreTooHigh`, `ValidatorNotFound`.
    pub fn set_scores(ctx: Context<SetScores>, changes: Vec<ScoreChange>) -> Result<()> {
        instructions::set_scores(ctx, changes)
    }

    /// Deactivates all stake of a validator with score 0 at once, past the limit on rebalancing. Only the validator manager
    /// may; the price's age does not matter. Emits `EmergencyDeactivated`.
    ///
    /// Errors: `NotValidatorManager`, `ValidatorNotFound`, `ValidatorStillScored`, `NothingToDeactivate`,
    /// `EpochRewardsActive`, `WrongStakeAccount`, `WrongTransientAccount`.
    pub fn emergency_deactivate(ctx: Context<EmergencyDeactivate>) -> Result<()> {
        instructions::emergency_deactivate(ctx)
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

    // Admin

    /// Creates a pool for a new mint. The seed deposit's tokens are locked for ever at a price of 1.
    ///
    /// May be called by anybody; the mint signs, so its address cannot be taken. The price history is completed by two calls of
    /// `grow_history`, best in the same transaction: no epoch update passes without it. Emits `PoolCreated`.
    ///
    /// Errors: `SeedTooSmall`, `MissingRole`, `WrongRoleHolder`, `RatioOutOfRange`, `FeeTooHigh`, `EpochRewardsActive`.
    pub fn create_pool(ctx: Context<CreatePool>, args: CreatePoolArgs) -> Result<()> {
        instructions::create_pool(ctx, args)
    }

    /// Grows the price history by 10,240 bytes, at most to its full size; may be called by anybody, who pays the rent. Emits
    /// `HistoryGrown`.
    ///
    /// Errors: `HistoryComplete`.
    pub fn grow_history(ctx: Context<GrowHistory>) -> Result<()> {
        instructions::grow_history(ctx)
    }

    /// Grows the ring of queued tickets by room for 320; may be called by anybody, who pays the rent. Emits `QueueGrown`.
    ///
    /// Errors: none of its own.
    pub fn grow_queue(ctx: Context<GrowQueue>) -> Result<()> {
        instructions::grow_queue(ctx)
    }

    /// Changes settings. Fee cuts and all non-fee settings take effect at once; a fee that rises does so two epoch
    /// updates later, and never over its ceiling. A new proposal starts the wait anew. Only the admin may. Emits
    /// `ConfigProposed`.
    ///
    /// Errors: `NotAdmin`, `FeeTooHigh`, `RatioOutOfRange`, `WrongTreasury`.
    pub fn propose_config(ctx: Context<ProposeConfig>, change: ConfigChange) -> Result<()> {
        instructions::propose_config(ctx, change)
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

    /// Gives a role to somebody else: the guardian's at once, the validator manager's five epoch updates later. The new holder is
    /// an address that can sign. Only the admin may. Emits `RoleSet`.
    ///
    /// Errors: `NotAdmin`, `MissingRole`, `WrongRoleHolder`.
    pub fn set_role(ctx: Context<SetRole>, role: Role) -> Result<()> {
        instructions::set_role(ctx, role)
    }

    /// Creates the pool's liquidity pool. The seed's shares are locked for ever. Only the admin may; `payer` pays. Emits
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

    /// Gives the pool token, or the shares of its liquidity pool, the name, symbol and picture that wallets show. Only the
    /// admin may; anybody who signs may pay. Emits `TokenMetadataCreated`.
    ///
    /// Errors: `NotAdmin`, `WrongLiquidityPool`, `WrongMetadata`, `MetadataExists`, `MetadataTooLong`.
    pub fn create_token_metadata(
        ctx: Context<CreateTokenMetadata>,
        token: TokenKind,
        metadata: TokenMetadata,
    ) -> Result<()> {
        instructions::create_token_metadata(ctx, token, metadata)
    }

    /// Changes what `create_token_metadata` has given a token. Only the admin may. Emits `TokenMetadataUpdated`.
    ///
    /// Errors: `NotAdmin`, `WrongLiquidityPool`, `WrongMetadata`, `MetadataTooLong`.
    pub fn update_token_metadata(
        ctx: Context<UpdateTokenMetadata>,
        token: TokenKind,
        metadata: TokenMetadata,
    ) -> Result<()> {
        instructions::update_token_metadata(ctx, token, metadata)
    }

    // Views

    /// Converts an amount, lamports at the ask of a deposit of so much or tokens at the true price, floored, as return data; see
    /// [`Converted`]. The result says whether the price is fresh.
    ///
    /// Errors: `NoPrice`, `Overflow`.
    pub fn convert(ctx: Context<GetPrice>, conversion: Conversion, amount: u64) -> Result<Converted> {
        instructions::convert(ctx, conversion, amount)
    }

    /// Compares the reserve, the mint, the escrow and some validators' accounts with the books, and fails when any holds
    /// less; see [`Backing`] for the return data.
    ///
    /// Remaining accounts, for each index in turn: the validator stake account, then the transient one, each if it exists or its
    /// address is funded (its status is not 0). No others.
    ///
    /// Errors: `NotBacked`, `SupplyAboveBooks`, `ValidatorNotFound`, `WrongStakeAccount`, `WrongTransientAccount`,
    /// `WrongAccountCount`.
    pub fn check_backing<'info>(ctx: Context<'info, CheckBacking<'info>>, indexes: Vec<u32>) -> Result<Backing> {
        instructions::check_backing(ctx, indexes)
    }

    /// Returns the true price as return data; see [`TruePrice`]. Never refused for its age: the result says whether it is
    /// fresh.
    ///
    /// Errors: none of its own.
    pub fn get_price(ctx: Context<GetPrice>) -> Result<TruePrice> {
        instructions::get_price(ctx)
    }
}
