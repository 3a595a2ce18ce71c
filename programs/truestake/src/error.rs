//! Every way an instruction refuses. Append only: the numbers are part of the interface.

use anchor_lang::prelude::*;
use truestake_math::{Decision, Lamports, MathError, MathResult, MoveBlocker};

#[error_code]
#[derive(PartialEq, Eq)]
pub enum TruestakeError {
    // Amounts
    #[msg("The amount is zero")]
    ZeroAmount, // 6000
    #[msg("The amount is so small that nothing would be received for it")]
    ZeroResult,
    #[msg("The deposit is below the minimum deposit")]
    DepositTooSmall,
    #[msg("The tokens are worth less than the minimum value of a ticket")]
    TicketTooSmall,
    #[msg("Less would be received than the minimum that the caller accepts")]
    SlippageExceeded,
    #[msg("The deposit would lift the pool over its deposit cap")]
    DepositCapExceeded,
    #[msg("The account holds fewer lamports than the instruction needs")]
    InsufficientLamports,
    #[msg("The token account holds fewer tokens than the instruction needs")]
    InsufficientTokens,
    #[msg("The amount is too large for the pool's arithmetic")]
    Overflow,
    #[msg("The pool has no price: it has lost everything it held")]
    NoPrice,

    // Time
    #[msg("The pool has not been updated in this epoch: run update_validators and update_pool first")]
    PoolOutOfDate, // 6010
    #[msg("The epoch's rewards are being paid out: try again when they are complete")]
    EpochRewardsActive,
    #[msg("Some validators have not been measured in this epoch: run update_validators for them first")]
    ValidatorsOutOfDate,
    #[msg("Deposits, instant unstakes, adding liquidity and new delegation are paused")]
    Paused,

    // Accounts
    #[msg("The tokens would go to an account of the pool's own, where nobody could reach them")]
    WrongDestination,
    #[msg("The mint is not the pool's mint")]
    WrongMint,
    #[msg("The mint authority is not the pool's")]
    WrongMintAuthority,
    #[msg("The stake authority is not the pool's")]
    WrongStakeAuthority,
    #[msg("The reserve is not the pool's reserve")]
    WrongReserve,
    #[msg("The escrow is not the pool's escrow")]
    WrongEscrow,
    #[msg("The validator list is not the pool's list")]
    WrongValidatorList, // 6020
    #[msg("The price history is not the pool's history")]
    WrongHistory,
    #[msg("The treasury is not the pool's treasury")]
    WrongTreasury,
    #[msg("The token account is not a token account of the pool's mint")]
    WrongTokenAccount,
    #[msg("The token account belongs to somebody else")]
    WrongTokenOwner,
    #[msg("The referrer's token account is not one of the pool's mint")]
    WrongReferrer,
    #[msg("The stake account is not the one this validator has in the pool")]
    WrongStakeAccount,
    #[msg("The transient stake account is not the one this validator has in the pool")]
    WrongTransientAccount,
    #[msg("The program is not the one this instruction calls")]
    WrongProgram,
    #[msg("The sysvar account is not the one this instruction reads")]
    WrongSysvar,
    #[msg("The account is not the stake program's config account")]
    WrongStakeConfig, // 6030
    #[msg("The ticket belongs to another pool")]
    WrongTicket,
    #[msg("The account is not the ticket's owner, or not who paid its rent")]
    WrongTicketOwner,
    #[msg("Accounts are missing, or there are more than the instruction reads")]
    WrongAccountCount,

    // Roles
    #[msg("Only the pool's admin may do this")]
    NotAdmin,
    #[msg("Only the pool's validator manager may do this")]
    NotValidatorManager,
    #[msg("Only the pool's guardian may do this")]
    NotGuardian,

    // Configuration
    #[msg("The fee is over its ceiling")]
    FeeTooHigh,
    #[msg("The seed deposit is below the minimum")]
    SeedTooSmall,
    #[msg("A setting is outside its allowed range")]
    RatioOutOfRange,
    #[msg("An address that must be set is the default one")]
    MissingRole, // 6040
    #[msg("The price history is already complete")]
    HistoryComplete,

    // Validators
    #[msg("The validator is already in the pool's list")]
    ValidatorAlreadyListed,
    #[msg("No validator with this vote account is at this index of the list")]
    ValidatorNotFound,
    #[msg("The account is not an open vote account")]
    InvalidVoteAccount,
    #[msg("The score is over the maximum")]
    ScoreTooHigh,
    #[msg("The validator list is full")]
    ValidatorListFull,

    // Moving stake
    #[msg("The validator's stake is at its target")]
    AtTarget,
    #[msg("The reserve holds no more than what tickets and the buffer need")]
    ReserveNeeded,
    #[msg("The amount to move is below the stake program's minimum")]
    BelowMinimumDelegation,
    #[msg("Rebalancing has moved as much stake as it may in this epoch")]
    MoveLimitReached, // 6050
    #[msg("The validator's transient stake account is in use until a later epoch")]
    TransientInUse,
    #[msg("The validator's stake is cooling down: it can be moved in a later epoch")]
    StakeCoolingDown,
    #[msg("The validator has no stake to deactivate")]
    NothingToDeactivate,

    // Tickets
    #[msg("The ticket is not at the head of the queue")]
    TicketOutOfOrder,
    #[msg("The ticket can be settled from the epoch after its order")]
    TicketNotDue,
    #[msg("The reserve does not hold enough for the ticket yet")]
    ReserveTooLow,
    #[msg("The ticket is settled or cancelled: nothing of it is open")]
    TicketNotQueued,
    #[msg("The ticket is still in the queue")]
    TicketNotSettled,
    #[msg("Only the owner of the ticket may do this")]
    NotTicketOwner,

    // Books
    #[msg("The mint has issued more tokens than the books know: deposits are closed")]
    SupplyAboveBooks, // 6060
    #[msg("The books contradict themselves; this is a bug, and nothing was changed")]
    InvariantViolated,
    #[msg("A stake account has contents that the pool did not give it")]
    UnexpectedStakeState,

    // Governance
    #[msg("Only the proposed admin may accept the role")]
    NotPendingAdmin,
    #[msg("The pool was paused a short time ago: it cannot be paused again yet")]
    PauseTooSoon,
    #[msg("A pause lasts between one second and three days")]
    PauseOutOfRange,
    #[msg("The pool is not paused")]
    NotPaused,

    // Removing validators
    #[msg("The validator still has a score: set it to 0 first")]
    ValidatorStillScored,
    #[msg("The validator still has stake: it can be removed when all of it has come back")]
    ValidatorNotDrained,
    #[msg("The instruction must be the transaction's last, and not be called by another program")]
    NotLastInstruction,
    #[msg("The validator's stake address is held by an account that is not the pool's")]
    StakeAddressTaken, // 6070

    // Liquidity
    #[msg("The liquidity pool is not the pool's, or the pool has one and it was left out")]
    WrongLiquidityPool,
    #[msg("The account is not the liquidity pool's account of this kind")]
    WrongLiquidityAccount,
    #[msg("The liquidity pool holds too little SOL for this sale")]
    InsufficientLiquidity,
    #[msg("The liquidity would pass its cap")]
    LiquidityCapExceeded,

    // Stake accounts
    #[msg("The stake account is locked up")]
    StakeLocked,
    #[msg("The stake account must be fully active, and so must the validator's own in the pool")]
    StakeNotActive,
    #[msg("Only a key that is both staker and withdrawer may deposit a stake account")]
    NotStakeOwner,
    #[msg("The stake account is delegated to another validator")]
    WrongValidator,
    #[msg("The validator is being drained: it takes no stake")]
    ValidatorDraining,
    #[msg("The validator does not have this much stake: take less, all of it, or another validator's")]
    NotEnoughStake, // 6080

    // Backing
    #[msg("The accounts hold less than the books say")]
    NotBacked,

    // Caps, queue and destinations
    #[msg("The stake would exceed the validator's cap or the pool's largest share")]
    ValidatorCapExceeded,
    #[msg("Stake is rebalanced, and deactivated for tickets of the same epoch, only in the epoch's moving part")]
    OutsideMovingPart,
    #[msg("The ring of queued tickets is full: anybody can grow it with `grow_queue`")]
    QueueFull,
    #[msg("The queue is not the pool's queue")]
    WrongQueue,
    #[msg("The price history is not complete: anybody can grow it with `grow_history`")]
    HistoryIncomplete,
    #[msg("The address cannot be paid, or is one of the pool's own")]
    WrongRecipient,
    #[msg("A role needs an address that can sign: owned by the system program, without data, and not one of the pool's own")]
    WrongRoleHolder,
    #[msg("The token account's balance is not `if_balance`: an earlier attempt or somebody else changed it")]
    BalanceChanged,
    #[msg("The validator is kept in the list by its manager: it cannot be removed")]
    ValidatorKept, // 6090
    #[msg("Rent has risen and the account lacks the difference: anybody can send it")]
    RentMissing,
    #[msg("The address of the stake account that is withdrawn is taken: choose another nonce")]
    NonceTaken,
    #[msg("The mark is not the one of this validator in the pool")]
    WrongMark,

    // Metadata
    #[msg("The name, the symbol or the URI is too long")]
    MetadataTooLong,
    #[msg("The account is not the token's metadata account, or the token has none yet")]
    WrongMetadata,
    #[msg("The token has metadata already")]
    MetadataExists,
}

/// Refuses unless a condition holds; the log says where. As Anchor's macro does, but what builds the error stands in one place: there it
/// takes 60 bytes or more each time.
macro_rules! require {
    ($condition:expr, $error:expr) => {
        if !$condition {
            return Err($crate::error::refusal($error));
        }
    };
}
pub(crate) use require;

/// An error that tells where it comes from.
#[cold]
#[inline(never)]
#[track_caller]
pub fn refusal(error: TruestakeError) -> Error {
    let place = std::panic::Location::caller();
    Error::from(error).with_source(Source { filename: place.file(), line: place.line() })
}

/// Gives an error of the arithmetic its number, so that `?` works in a handler.
pub trait OrProgramError<T> {
    fn or_program_error(self) -> Result<T>;
}

impl<T> OrProgramError<T> for MathResult<T> {
    fn or_program_error(self) -> Result<T> {
        self.map_err(error_of)
    }
}

/// Stands at two hundred places: what it does is not repeated there.
#[cold]
#[inline(never)]
fn error_of(error: MathError) -> Error {
    TruestakeError::from(error).into()
}

impl OrProgramError<Lamports> for Decision {
    fn or_program_error(self) -> Result<Lamports> {
        match self {
            Self::Move(lamports) => Ok(lamports),
            Self::Blocked(blocker) => Err(TruestakeError::from(blocker).into()),
        }
    }
}

impl From<MathError> for TruestakeError {
    fn from(error: MathError) -> Self {
        match error {
            MathError::Overflow => Self::Overflow,
            MathError::DivisionByZero => Self::Overflow, // no pool has books without tokens
            MathError::NoPrice => Self::NoPrice,
            MathError::InsufficientLiquidity => Self::InsufficientLiquidity,
        }
    }
}

impl From<MoveBlocker> for TruestakeError {
    fn from(blocker: MoveBlocker) -> Self {
        match blocker {
            MoveBlocker::AtTarget => Self::AtTarget,
            MoveBlocker::ReserveNeeded => Self::ReserveNeeded,
            MoveBlocker::BelowMinimum => Self::BelowMinimumDelegation,
            MoveBlocker::MoveLimit => Self::MoveLimitReached,
            MoveBlocker::NotMoving => Self::OutsideMovingPart,
        }
    }
}

/// Refuses a key that is not the one it should be; the log shows both. One function, since the macro takes hundreds of bytes
/// each time.
#[inline(never)]
pub fn require_key(found: &Pubkey, expected: &Pubkey, error: TruestakeError) -> Result<()> {
    if found == expected {
        return Ok(());
    }
    Err(Error::from(error).with_pubkeys((*found, *expected)))
}

/// Refuses to take something for nothing (`ZeroResult`), or for less than the `minimum` that the caller accepts
/// (`SlippageExceeded`).
#[inline(never)]
pub fn require_received(received: u64, minimum: u64) -> Result<()> {
    require!(received > 0, TruestakeError::ZeroResult);
    require!(received >= minimum, TruestakeError::SlippageExceeded);
    Ok(())
}
