//! One event for each instruction that changes anything. All carry the books before and after, so that an indexer can
//! check every step and reconcile with `PriceHistory`.

use anchor_lang::prelude::*;
use truestake_math::{Bps, Lamports, PoolTokens};

use crate::state::{Books, Fees, LiquidityFees, Role, TokenKind, TokenMetadata};

#[event]
pub struct PoolCreated {
    pub pool: Pubkey,
    pub mint: Pubkey,
    pub admin: Pubkey,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct HistoryGrown {
    pub pool: Pubkey,
    pub bytes: u32,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct QueueGrown {
    pub pool: Pubkey,
    /// Tickets that the ring holds.
    pub capacity: u64,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct SolDeposited {
    pub pool: Pubkey,
    pub depositor: Pubkey,
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

#[event]
pub struct UnstakeOrdered {
    pub pool: Pubkey,
    pub owner: Pubkey,
    pub ticket: Pubkey,
    pub nonce: u64,
    pub sequence: u64,
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

#[event]
pub struct TicketCancelled {
    pub pool: Pubkey,
    pub owner: Pubkey,
    pub ticket: Pubkey,
    pub sequence: u64,
    /// Given back.
    pub tokens: PoolTokens,
    /// Burned, since stake was moved for the ticket.
    pub cost: PoolTokens,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct TicketTransferred {
    pub pool: Pubkey,
    pub ticket: Pubkey,
    pub sequence: u64,
    pub old_owner: Pubkey,
    pub new_owner: Pubkey,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct TicketsSettled {
    pub pool: Pubkey,
    /// Head of the queue before; equal to `next_sequence` when only a part of the head was paid.
    pub first_sequence: u64,
    /// The new head of the queue.
    pub next_sequence: u64,
    pub tokens: PoolTokens,
    pub lamports: Lamports,
    /// Stays in the pool.
    pub fee: Lamports,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct TicketClaimed {
    pub pool: Pubkey,
    pub owner: Pubkey,
    pub ticket: Pubkey,
    pub sequence: u64,
    /// What the owner got.
    pub lamports: Lamports,
    /// What the rent's payer got: the account's rent and whatever was sent to it; 0 while the ticket stays.
    pub rent: Lamports,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct ValidatorAdded {
    pub pool: Pubkey,
    pub vote: Pubkey,
    pub index: u32,
    pub score: u32,
    pub cap: Lamports,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct ScoreSet {
    pub pool: Pubkey,
    pub vote: Pubkey,
    pub old_score: u32,
    pub new_score: u32,
    pub cap: Lamports,
    pub keep: bool,
    pub before: Books,
    pub after: Books,
}

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

#[event]
pub struct ReserveDelegated {
    pub pool: Pubkey,
    pub vote: Pubkey,
    /// The account that received the lamports.
    pub stake: Pubkey,
    pub lamports: Lamports,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct StakeDeactivated {
    pub pool: Pubkey,
    pub vote: Pubkey,
    /// The account that is being deactivated.
    pub stake: Pubkey,
    pub lamports: Lamports,
    /// Whether it was delegated in this epoch and is back in the reserve at once.
    pub recalled: bool,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct ValidatorsUpdated {
    pub pool: Pubkey,
    pub epoch: u64,
    /// Validators measured by this instruction.
    pub measured: u32,
    /// Validators measured in this epoch so far.
    pub measured_in_epoch: u32,
    /// Rewards: the growth of delegations.
    pub earned: Lamports,
    /// All other gains: lamports that came inactive, block revenue and donations among them.
    pub other: Lamports,
    pub loss: Lamports,
    /// Lamports that came back to the reserve.
    pub withdrawn: Lamports,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct PoolUpdated {
    pub pool: Pubkey,
    pub epoch: u64,
    /// Rewards: the part of the gain by which delegations grew.
    pub earned: Lamports,
    /// All gains, what leavers left behind included.
    pub gain: Lamports,
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
    pub reward: Bps,
    pub deposit: Bps,
    pub withdrawal: Bps,
    pub ticket: Bps,
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
    pub target: Lamports,
    pub min: Bps,
    pub max: Bps,
    pub treasury_cut: Bps,
}

impl From<LiquidityFees> for LiquidityRates {
    fn from(fees: LiquidityFees) -> Self {
        let LiquidityFees { target, min, max, treasury_cut, .. } = fees;
        Self { target, min, max, treasury_cut }
    }
}

#[event]
pub struct ConfigProposed {
    pub pool: Pubkey,
    /// Fees in force from now on.
    pub fees: FeeRates,
    /// Fees from update number `pending_fees_update` on.
    pub pending_fees: FeeRates,
    /// 0 when nothing is pending.
    pub pending_fees_update: u64,
    pub treasury: Pubkey,
    pub deposit_cap: Lamports,
    pub reserve_buffer: Bps,
    pub max_validator_share: Bps,
    pub max_move: Bps,
    pub moving_part: Bps,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct AdminProposed {
    pub pool: Pubkey,
    pub admin: Pubkey,
    /// Default for nobody: the proposal is withdrawn.
    pub pending_admin: Pubkey,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct AdminAccepted {
    pub pool: Pubkey,
    pub old_admin: Pubkey,
    pub new_admin: Pubkey,
    pub before: Books,
    pub after: Books,
}

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

#[event]
pub struct PoolResumed {
    pub pool: Pubkey,
    /// Unix time from which the pool can be paused again.
    pub next_pause_from: i64,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct EmergencyDeactivated {
    pub pool: Pubkey,
    pub vote: Pubkey,
    pub lamports: Lamports,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct ValidatorRemoved {
    pub pool: Pubkey,
    pub vote: Pubkey,
    pub index: u32,
    /// The validator that took its index; default when it was the last.
    pub moved_vote: Pubkey,
    /// Rent of its stake accounts, back in the reserve.
    pub lamports: Lamports,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct LiquidityCreated {
    pub pool: Pubkey,
    pub mint: Pubkey,
    pub seed_lamports: Lamports,
    pub fees: LiquidityRates,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct LiquidityConfigSet {
    pub pool: Pubkey,
    /// In force from now on.
    pub fees: LiquidityRates,
    /// In force from the pool's update number `pending_fees_update` on.
    pub pending_fees: LiquidityRates,
    /// 0 when nothing is pending.
    pub pending_fees_update: u64,
    pub cap: Lamports,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct LiquidityAdded {
    pub pool: Pubkey,
    pub provider: Pubkey,
    pub lamports: Lamports,
    pub shares: u64,
    /// What the liquidity pool holds afterwards.
    pub sol_after: Lamports,
    /// What the liquidity pool holds afterwards.
    pub tokens_after: PoolTokens,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct LiquidityRemoved {
    pub pool: Pubkey,
    pub provider: Pubkey,
    /// Receives the lamports.
    pub recipient: Pubkey,
    pub shares: u64,
    pub lamports: Lamports,
    pub tokens: PoolTokens,
    /// What the liquidity pool holds afterwards.
    pub sol_after: Lamports,
    /// What the liquidity pool holds afterwards.
    pub tokens_after: PoolTokens,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct LiquidUnstaked {
    pub pool: Pubkey,
    pub seller: Pubkey,
    /// Receives the lamports.
    pub recipient: Pubkey,
    pub tokens: PoolTokens,
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

#[event]
pub struct StakeAccountDeposited {
    pub pool: Pubkey,
    pub depositor: Pubkey,
    /// The account that was deposited; closed.
    pub stake: Pubkey,
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

#[event]
pub struct StakeAccountWithdrawn {
    pub pool: Pubkey,
    /// Whose tokens were burned.
    pub owner: Pubkey,
    /// Staker and withdrawer of the new account.
    pub authority: Pubkey,
    /// The new account.
    pub stake: Pubkey,
    pub vote: Pubkey,
    pub tokens: PoolTokens,
    /// Delegated lamports of the new account; its rent is the owner's own.
    pub lamports: Lamports,
    /// Stays in the pool.
    pub fee: Lamports,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct TokenMetadataCreated {
    pub pool: Pubkey,
    pub token: TokenKind,
    pub mint: Pubkey,
    pub metadata: TokenMetadata,
    pub before: Books,
    pub after: Books,
}

#[event]
pub struct TokenMetadataUpdated {
    pub pool: Pubkey,
    pub token: TokenKind,
    pub mint: Pubkey,
    pub metadata: TokenMetadata,
    pub before: Books,
    pub after: Books,
}
