//! Every way an instruction refuses; what the pool's program refuses comes through as it is. Append only.

use anchor_lang::prelude::*;
use truestake_math::{MathError, MathResult};

#[error_code]
#[derive(PartialEq, Eq)]
pub enum StewardError {
    #[msg("The amount is too large for the steward's arithmetic, or the pool has no price")]
    Overflow, // 6000
    #[msg("Only the pool's admin may do this")]
    NotAdmin,
    #[msg("Only the bond's owner may do this")]
    NotOwner,
    #[msg("The signer is not the vote account's authorized withdrawer")]
    NotWithdrawer,
    #[msg("The steward is not the pool's validator manager")]
    NotManager,
    #[msg("The pool is not the steward's pool, or has a layout that this program does not know")]
    WrongPool,
    #[msg("The account is not the pool's validator list")]
    WrongValidatorList,
    #[msg("The account is not the pool's price history")]
    WrongHistory,
    #[msg("The account is not the pool's reserve")]
    WrongReserve,
    #[msg("The mint is not the pool's")]
    WrongMint,
    #[msg("The account is not the steward's list of members")]
    WrongMembers, // 6010
    #[msg("The account is not the steward's authority")]
    WrongAuthority,
    #[msg("The account is not the steward's vault")]
    WrongVault,
    #[msg("The account is not the membership of this member")]
    WrongMembership,
    #[msg("The account is not the pool's mark of this validator")]
    WrongMark,
    #[msg("The vote account is not the member's, or not open, or of an unknown layout")]
    WrongVoteAccount,
    #[msg("The validator at this place of the pool's list is not the member")]
    WrongValidator,
    #[msg("The token account does not belong to the bond's owner")]
    WrongDestination,
    #[msg("There is no member at this place")]
    MemberNotFound,
    #[msg("There is a member at this place already")]
    PlaceTaken,
    #[msg("The steward has as many members as its policy allows")]
    MembersFull, // 6020
    #[msg("Give at least one place, in rising order, with as many accounts as places")]
    WrongPlaces,
    #[msg("The policy is beyond what a steward may ask for")]
    PolicyOutOfRange,
    #[msg("The epoch's rewards are being paid out: try again when they are complete")]
    EpochRewardsActive,
    #[msg("The epoch before has been noted already")]
    AlreadyNoted,
    #[msg("The epoch before has not been noted: run note_epoch first")]
    EpochNotNoted,
    #[msg("The vote account first voted less than 10 epochs ago")]
    TooNew,
    #[msg("The pledged commission is over what the policy allows")]
    PledgeTooHigh,
    #[msg("The bond is worth less than the policy asks for")]
    BondTooSmall,
    #[msg("The bond has fewer tokens than that")]
    InsufficientBond,
    #[msg("The amount is zero")]
    ZeroAmount, // 6030
    #[msg("The validator has no positive score yet")]
    NotQualified,
    #[msg("The vote account belongs to a member: rate it instead")]
    IsMember,
    #[msg("Nothing of this bond was asked back")]
    NothingRequested,
    #[msg("A bond is paid back four epochs after it was asked for")]
    TooEarly,
    #[msg("The bond owes: cover it first")]
    DebtOpen,
    #[msg("What the validator earned last is not assessed yet: update the pool and assess first")]
    NotAssessed,
    #[msg("The bond still covers stake that has not come back")]
    StakeNotGone,
    #[msg("More than a tenth of all bonds that count would be vetoed")]
    VetoTooWide,
    #[msg("The member is vetoed already")]
    AlreadyVetoed,
    #[msg("The member is not vetoed")]
    NotVetoed, // 6040
    #[msg("The reason is empty or too long")]
    WrongReason,
    #[msg("This address cannot own a bond")]
    WrongOwner,
    #[msg("The member was not rated since it asked for its bond: rate it first")]
    NotRated,
    #[msg("The member has a bond")]
    BondThere,
    #[msg("Something is wrong with the steward's books; nothing was changed")]
    InvariantViolated,
    #[msg("The validator left while it was vetoed: it may join again when that veto would have ended")]
    Barred,
}

/// Gives an error of the arithmetic its number.
pub trait OrStewardError<T> {
    fn or_error(self) -> Result<T>;
}

impl<T> OrStewardError<T> for MathResult<T> {
    fn or_error(self) -> Result<T> {
        self.map_err(|_: MathError| StewardError::Overflow.into())
    }
}

impl<T> OrStewardError<T> for Option<T> {
    fn or_error(self) -> Result<T> {
        self.ok_or_else(|| StewardError::Overflow.into())
    }
}
