//! One event for each instruction that changes anything. All carry the books before and after, so that an indexer can
//! check every step and reconcile with `PriceHistory`.

use anchor_lang::prelude::*;
use truestake_math::{Bps, Lamports, PoolTokens};

use crate::state::{Books, Fees, LiquidityFees, Role, TokenKind, TokenMetadata};

/// A pool and its mint exist. Emitted by `create_pool`.
#[event]
pub struct PoolCreated {
    pub pool: Pubkey,
    pub mint: Pubkey,
    pub admin: Pubkey,
    pub before: Books,
    pub after: Books,
}

/// The price history has more room. Emitted by `grow_history`.
#[event]
pub struct HistoryGrown {
    pub pool: Pubkey,
    /// Size of the account afterwards.
    pub bytes: u32,
    pub before: Books,
    pub after: Books,
}

/// The queue of tickets has more room. Emitted by `grow_queue`.
#[event]
pub struct QueueGrown {
    pub pool: Pubkey,
    /// Tickets that the ring holds.
    pub capacity: u64,
    pub before: Books,
    pub after: Books,
}

/// Emitted by `deposit_sol`.
#[event]
pub struct SolDeposited {
    pub pool: Pubkey,
    /// Whose SOL was taken.
    pub depositor: Pubkey,
    /// All that was taken.
    pub lamports: Lamports,
    /// To the depositor, bought ones included.
    pub tokens: PoolTokens,
    /// Part of `lamports` that was paid over the true price of all tokens that it bought.
    pub premium: Lamports,
    /// Part of `lamports` that bought tokens of the liquidity pool, free of the fee.
    pub lamports_to_liquidity: Lamports,
    /// Tokens that they bought.
    pub tokens_from_liquidity: PoolTokens,
    /// To the treasury.
    pub treasury_tokens: PoolTokens,
    /// To the referrer.
    pub referrer_tokens: PoolTokens,
    pub before: Books,
    pub after: Books,
}

/// A ticket exists and is queued. Emitted by `order_unstake`.
#[event]
pub struct UnstakeOrdered {
    pub pool: Pubkey,
    /// Receives the SOL.
    pub owner: Pubkey,
    pub ticket: Pubkey,
    /// Part of the ticket's address.
    pub nonce: u64,
    /// Place in the queue.
    pub sequence: u64,
    /// Base units that moved into escrow.
    pub tokens: PoolTokens,
    /// The most the ticket pays, before its fee.
    pub ordered_lamports: Lamports,
    /// Lamports of the tickets before it.
    pub lamports_ahead: Lamports,
    /// Ordered in the moving part of the epoch: it waits for the next one's.
    pub late: bool,
    pub before: Books,
    pub after: Books,
}

/// The tokens that a ticket still had left the queue. Emitted by `cancel_ticket`.
#[event]
pub struct TicketCancelled {
    pub pool: Pubkey,
    pub owner: Pubkey,
    pub ticket: Pubkey,
    /// Place in the queue.
    pub sequence: u64,
    /// Given back.
    pub tokens: PoolTokens,
    /// Burned, since stake may have been moved for the ticket.
    pub cost: PoolTokens,
    pub before: Books,
    pub after: Books,
}

/// A ticket has another owner. Emitted by `transfer_ticket`.
#[event]
pub struct TicketTransferred {
    pub pool: Pubkey,
    pub ticket: Pubkey,
    /// Place in the queue.
    pub sequence: u64,
    pub old_owner: Pubkey,
    pub new_owner: Pubkey,
    pub before: Books,
    pub after: Books,
}

/// Tickets were paid from the reserve, in whole or in part. Emitted by `settle_tickets`.
#[event]
pub struct TicketsSettled {
    pub pool: Pubkey,
    /// Head of the queue before; equal to `next_sequence` when only a part of the head was paid.
    pub first_sequence: u64,
    /// The new head of the queue.
    pub next_sequence: u64,
    /// Burned from escrow.
    pub tokens: PoolTokens,
    /// What moved into the tickets, after the fee.
    pub lamports: Lamports,
    /// Stays in the pool.
    pub fee: Lamports,
    pub before: Books,
    pub after: Books,
}

/// What had been paid on a ticket went to its owner. Emitted by `claim_ticket`.
#[event]
pub struct TicketClaimed {
    pub pool: Pubkey,
    pub owner: Pubkey,
    pub ticket: Pubkey,
    /// Place in the queue.
    pub sequence: u64,
    /// What the owner got.
    pub lamports: Lamports,
    /// What the rent's payer got: the account's rent and whatever was sent to it; 0 while the ticket stays.
    pub rent: Lamports,
    pub before: Books,
    pub after: Books,
}

/// A validator is listed. Emitted by `add_validator`.
#[event]
pub struct ValidatorAdded {
    pub pool: Pubkey,
    pub vote: Pubkey,
    /// Place in the list.
    pub index: u32,
    /// Its weight, 0 to 1,000,000.
    pub score: u32,
    /// The most that is delegated to it; u64::MAX for no cap.
    pub cap: Lamports,
    pub before: Books,
    pub after: Books,
}

/// Emitted by `set_score`.
#[event]
pub struct ScoreSet {
    pub pool: Pubkey,
    pub vote: Pubkey,
    pub old_score: u32,
    /// Weights, 0 to 1,000,000.
    pub new_score: u32,
    /// The most that is delegated to it; u64::MAX for no cap.
    pub cap: Lamports,
    /// Whether it cannot be removed from the list.
    pub keep: bool,
    pub before: Books,
    pub after: Books,
}

/// Emitted by `set_scores`, once for all validators that it names.
#[event]
pub struct ScoresSet {
    pub pool: Pubkey,
    /// Validators whose score, cap or keep flag was set.
    pub count: u32,
    /// Sum of all scores.
    pub total_score: u64,
    pub before: Books,
    pub after: Books,
}

/// Emitted by `delegate_reserve`.
#[event]
pub struct ReserveDelegated {
    pub pool: Pubkey,
    pub vote: Pubkey,
    /// The account that received the lamports.
    pub stake: Pubkey,
    /// All that left the reserve, rents included.
    pub lamports: Lamports,
    pub before: Books,
    pub after: Books,
}

/// Stake of a validator cools down, or was taken back at once. Emitted by `deactivate_stake`.
#[event]
pub struct StakeDeactivated {
    pub pool: Pubkey,
    pub vote: Pubkey,
    /// The account that is being deactivated.
    pub stake: Pubkey,
    /// Delegation that began to cool down or came back.
    pub lamports: Lamports,
    /// Whether it was delegated in this epoch and is back in the reserve at once.
    pub recalled: bool,
    pub before: Books,
    pub after: Books,
}

/// Stake accounts were measured. Emitted by `update_validators`, also when it measures again in an epoch.
#[event]
pub struct ValidatorsUpdated {
    pub pool: Pubkey,
    /// In which it was measured.
    pub epoch: u64,
    /// Validators measured for the first time in the epoch, by this instruction.
    pub measured: u32,
    /// Validators measured in this epoch so far.
    pub measured_in_epoch: u32,
    /// Rewards: the growth of delegations.
    pub earned: Lamports,
    /// All other gains: lamports that came inactive, block revenue and donations among them.
    pub other: Lamports,
    /// Lamports below the books; they count at once.
    pub loss: Lamports,
    /// Lamports that came back to the reserve.
    pub withdrawn: Lamports,
    pub before: Books,
    pub after: Books,
}

/// The epoch's price is set. Emitted by `update_pool`, once an epoch.
#[event]
pub struct PoolUpdated {
    pub pool: Pubkey,
    /// That the price is of.
    pub epoch: u64,
    /// Rewards: the part of the gain by which delegations grew.
    pub earned: Lamports,
    /// All gains, what leavers left behind included.
    pub gain: Lamports,
    /// Lamports below the books that were booked since the update before.
    pub loss: Lamports,
    /// Part of the gain that the fee was charged on.
    pub taxable: Lamports,
    /// Tokens minted to the treasury.
    pub fee_tokens: PoolTokens,
    /// Tokens that somebody had burned with the token program.
    pub burned: PoolTokens,
    /// What is released over the next epoch's slots.
    pub unreleased: Lamports,
    pub before: Books,
    pub after: Books,
}

/// [`Fees`] in an event. The account's own type is bytes of fixed layout to the IDL, which `declare_program!` cannot put
/// into an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize)]
pub struct FeeRates {
    /// Of what lies above the high-water mark.
    pub reward: Bps,
    /// Of the tokens that a deposit mints.
    pub deposit: Bps,
    /// Of stake accounts that are taken out.
    pub withdrawal: Bps,
    /// Of what tickets pay.
    pub ticket: Bps,
    /// The referrer's part of the deposit fee.
    pub referral_share: Bps,
}

impl From<Fees> for FeeRates {
    fn from(fees: Fees) -> Self {
        let Fees { reward, deposit, withdrawal, ticket, referral_share, .. } = fees;
        Self { reward, deposit, withdrawal, ticket, referral_share }
    }
}

/// [`LiquidityFees`] in an event, for the same reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize)]
pub struct LiquidityRates {
    /// Liquidity at which the rate reaches its least.
    pub target: Lamports,
    /// Rate with the liquidity at or over its target.
    pub min: Bps,
    /// Rate with no liquidity left.
    pub max: Bps,
    /// The treasury's part of the fee; the rest is the liquidity providers'.
    pub treasury_cut: Bps,
}

impl From<LiquidityFees> for LiquidityRates {
    fn from(fees: LiquidityFees) -> Self {
        let LiquidityFees { target, min, max, treasury_cut, .. } = fees;
        Self { target, min, max, treasury_cut }
    }
}

/// Emitted by `propose_config`. Everything but a rise of fees takes effect at once.
#[event]
pub struct ConfigProposed {
    pub pool: Pubkey,
    /// Fees in force from now on.
    pub fees: FeeRates,
    /// Fees from update number `pending_fees_update` on.
    pub pending_fees: FeeRates,
    /// 0 when nothing is pending.
    pub pending_fees_update: u64,
    /// Token account that receives fees.
    pub treasury: Pubkey,
    /// Deposits stop where the total would pass this.
    pub deposit_cap: Lamports,
    /// Part of everything held that stays in the reserve.
    pub reserve_buffer: Bps,
    /// Largest part that one validator may have.
    pub max_validator_share: Bps,
    /// Largest part of all stake that rebalancing may deactivate in one epoch.
    pub max_move: Bps,
    /// The last part of an epoch, in which stake is rebalanced.
    pub moving_part: Bps,
    pub before: Books,
    pub after: Books,
}

/// Emitted by `propose_admin`.
#[event]
pub struct AdminProposed {
    pub pool: Pubkey,
    /// Stays in office until the other accepts.
    pub admin: Pubkey,
    /// Default for nobody: the proposal is withdrawn.
    pub pending_admin: Pubkey,
    pub before: Books,
    pub after: Books,
}

/// The proposed admin is the admin. Emitted by `accept_admin`.
#[event]
pub struct AdminAccepted {
    pub pool: Pubkey,
    pub old_admin: Pubkey,
    pub new_admin: Pubkey,
    pub before: Books,
    pub after: Books,
}

/// Emitted by `set_role`.
#[event]
pub struct RoleSet {
    pub pool: Pubkey,
    pub role: Role,
    pub old_holder: Pubkey,
    pub new_holder: Pubkey,
    /// Update from which the new one holds it; 0 for at once.
    pub from_update: u64,
    pub before: Books,
    pub after: Books,
}

/// Emitted by `pause`.
#[event]
pub struct PoolPaused {
    pub pool: Pubkey,
    /// Unix time at which the pause ends by itself.
    pub until: i64,
    /// Unix time from which the pool can be paused again.
    pub next_pause_from: i64,
    pub before: Books,
    pub after: Books,
}

/// A pause ended early. Emitted by `resume`.
#[event]
pub struct PoolResumed {
    pub pool: Pubkey,
    /// Unix time from which the pool can be paused again.
    pub next_pause_from: i64,
    pub before: Books,
    pub after: Books,
}

/// All stake with a validator cools down. Emitted by `emergency_deactivate`.
#[event]
pub struct EmergencyDeactivated {
    pub pool: Pubkey,
    pub vote: Pubkey,
    /// Delegation that began to cool down, of both accounts.
    pub lamports: Lamports,
    pub before: Books,
    pub after: Books,
}

/// A validator left the list. Emitted by `remove_validator`.
#[event]
pub struct ValidatorRemoved {
    pub pool: Pubkey,
    pub vote: Pubkey,
    /// The place that it had.
    pub index: u32,
    /// The validator that took its index; default when it was the last.
    pub moved_vote: Pubkey,
    /// Rent of its stake accounts, back in the reserve.
    pub lamports: Lamports,
    pub before: Books,
    pub after: Books,
}

/// The pool has a liquidity pool. Emitted by `create_liquidity`.
#[event]
pub struct LiquidityCreated {
    pub pool: Pubkey,
    /// Of the shares.
    pub mint: Pubkey,
    /// Its first SOL, whose shares are locked for ever.
    pub seed_lamports: Lamports,
    pub fees: LiquidityRates,
    pub before: Books,
    pub after: Books,
}

/// Emitted by `set_liquidity_config`.
#[event]
pub struct LiquidityConfigSet {
    pub pool: Pubkey,
    /// In force from now on.
    pub fees: LiquidityRates,
    /// In force from the pool's update number `pending_fees_update` on.
    pub pending_fees: LiquidityRates,
    /// 0 when nothing is pending.
    pub pending_fees_update: u64,
    /// Liquidity can be added while the SOL stays within this.
    pub cap: Lamports,
    pub before: Books,
    pub after: Books,
}

/// Emitted by `add_liquidity`.
#[event]
pub struct LiquidityAdded {
    pub pool: Pubkey,
    /// Whose SOL was taken.
    pub provider: Pubkey,
    pub lamports: Lamports,
    /// Base units of the share mint, minted.
    pub shares: u64,
    /// Part of `lamports` that was paid over what the shares stood for, with the tokens at the true price and without held ones.
    pub premium: Lamports,
    /// What the liquidity pool holds afterwards.
    pub sol_after: Lamports,
    /// What the liquidity pool holds afterwards.
    pub tokens_after: PoolTokens,
    pub before: Books,
    pub after: Books,
}

/// Emitted by `remove_liquidity`.
#[event]
pub struct LiquidityRemoved {
    pub pool: Pubkey,
    /// Whose shares were burned.
    pub provider: Pubkey,
    /// Receives the lamports.
    pub recipient: Pubkey,
    /// Base units of the share mint, burned.
    pub shares: u64,
    pub lamports: Lamports,
    /// Pool tokens that the shares stood for.
    pub tokens: PoolTokens,
    /// What the liquidity pool holds afterwards.
    pub sol_after: Lamports,
    /// What the liquidity pool holds afterwards.
    pub tokens_after: PoolTokens,
    pub before: Books,
    pub after: Books,
}

/// Tokens were sold to the liquidity pool. Emitted by `liquid_unstake`.
#[event]
pub struct LiquidUnstaked {
    pub pool: Pubkey,
    /// Whose tokens were taken.
    pub seller: Pubkey,
    /// Receives the lamports.
    pub recipient: Pubkey,
    /// All that was taken.
    pub tokens: PoolTokens,
    /// What the recipient got.
    pub lamports: Lamports,
    /// Worth of the tokens less `lamports`.
    pub fee: Lamports,
    /// The treasury's part of the fee.
    pub treasury_tokens: PoolTokens,
    /// Tokens beyond what `lamports` would buy, held until they are released.
    pub held_tokens: PoolTokens,
    /// What the liquidity pool holds afterwards.
    pub sol_after: Lamports,
    /// What the liquidity pool holds afterwards.
    pub tokens_after: PoolTokens,
    pub before: Books,
    pub after: Books,
}

/// Emitted by `deposit_stake_account`.
#[event]
pub struct StakeAccountDeposited {
    pub pool: Pubkey,
    pub depositor: Pubkey,
    /// The account that was deposited; closed.
    pub stake: Pubkey,
    /// The validator that it was delegated to.
    pub vote: Pubkey,
    /// Its delegated lamports, now with the validator stake account.
    pub stake_lamports: Lamports,
    /// Its other lamports, now in the reserve.
    pub loose_lamports: Lamports,
    /// To the depositor.
    pub tokens: PoolTokens,
    /// Part of the lamports that was paid over the true price of all tokens that they bought.
    pub premium: Lamports,
    /// To the treasury.
    pub treasury_tokens: PoolTokens,
    pub before: Books,
    pub after: Books,
}

/// Tokens were burned for a stake account. Emitted by `withdraw_stake_account`.
#[event]
pub struct StakeAccountWithdrawn {
    pub pool: Pubkey,
    /// Whose tokens were burned.
    pub owner: Pubkey,
    /// Staker and withdrawer of the new account.
    pub authority: Pubkey,
    /// The new account.
    pub stake: Pubkey,
    /// The validator that it is delegated to.
    pub vote: Pubkey,
    /// Base units that were burned.
    pub tokens: PoolTokens,
    /// Delegated lamports of the new account; its rent is the owner's own.
    pub lamports: Lamports,
    /// Stays in the pool.
    pub fee: Lamports,
    pub before: Books,
    pub after: Books,
}

/// A token has a name for wallets. Emitted by `create_token_metadata`.
#[event]
pub struct TokenMetadataCreated {
    pub pool: Pubkey,
    pub token: TokenKind,
    pub mint: Pubkey,
    pub metadata: TokenMetadata,
    pub before: Books,
    pub after: Books,
}

/// A token has another name for wallets. Emitted by `update_token_metadata`.
#[event]
pub struct TokenMetadataUpdated {
    pub pool: Pubkey,
    pub token: TokenKind,
    pub mint: Pubkey,
    pub metadata: TokenMetadata,
    pub before: Books,
    pub after: Books,
}
