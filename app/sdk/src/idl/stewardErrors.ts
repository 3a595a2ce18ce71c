// Made from steward.json by `npm run generate`; not to be edited.

/** Number of the program's first error; the others follow it. */
export const FIRST_ERROR = 6000;

/** Names of the program's errors, in the order of their numbers. */
export const ERROR_NAMES =
  "Overflow NotAdmin NotOwner NotWithdrawer NotManager WrongPool WrongValidatorList WrongHistory WrongReserve WrongMint WrongMembers WrongAuthority WrongVault WrongMembership WrongMark WrongVoteAccount WrongValidator WrongDestination MemberNotFound PlaceTaken MembersFull WrongPlaces PolicyOutOfRange EpochRewardsActive AlreadyNoted EpochNotNoted TooNew PledgeTooHigh BondTooSmall InsufficientBond ZeroAmount NotQualified IsMember NothingRequested TooEarly DebtOpen NotAssessed StakeNotGone VetoTooWide AlreadyVetoed NotVetoed WrongReason WrongOwner NotRated BondThere InvariantViolated Barred";

/** Message of each error of the program. */
export const ERRORS = {
  Overflow: "The amount is too large for the steward's arithmetic, or the pool has no price",
  NotAdmin: "Only the pool's admin may do this",
  NotOwner: "Only the bond's owner may do this",
  NotWithdrawer: "The signer is not the vote account's authorized withdrawer",
  NotManager: "The steward is not the pool's validator manager",
  WrongPool: "The pool is not the steward's pool, or has a layout that this program does not know",
  WrongValidatorList: "The account is not the pool's validator list",
  WrongHistory: "The account is not the pool's price history",
  WrongReserve: "The account is not the pool's reserve",
  WrongMint: "The mint is not the pool's",
  WrongMembers: "The account is not the steward's list of members",
  WrongAuthority: "The account is not the steward's authority",
  WrongVault: "The account is not the steward's vault",
  WrongMembership: "The account is not the membership of this member",
  WrongMark: "The account is not the pool's mark of this validator",
  WrongVoteAccount: "The vote account is not the member's, or not open, or of an unknown layout",
  WrongValidator: "The validator at this place of the pool's list is not the member",
  WrongDestination: "The token account does not belong to the bond's owner",
  MemberNotFound: "There is no member at this place",
  PlaceTaken: "There is a member at this place already",
  MembersFull: "The steward has as many members as its policy allows",
  WrongPlaces: "Give at least one place, in rising order, with as many accounts as places",
  PolicyOutOfRange: "The policy is beyond what a steward may ask for",
  EpochRewardsActive: "The epoch's rewards are being paid out: try again when they are complete",
  AlreadyNoted: "The epoch before has been noted already",
  EpochNotNoted: "The epoch before has not been noted: run note_epoch first",
  TooNew: "The vote account first voted less than 10 epochs ago",
  PledgeTooHigh: "The pledged commission is over what the policy allows",
  BondTooSmall: "The bond is worth less than the policy asks for",
  InsufficientBond: "The bond has fewer tokens than that",
  ZeroAmount: "The amount is zero",
  NotQualified: "The validator has no positive score yet",
  IsMember: "The vote account belongs to a member: rate it instead",
  NothingRequested: "Nothing of this bond was asked back",
  TooEarly: "A bond is paid back four epochs after it was asked for",
  DebtOpen: "The bond owes: cover it first",
  NotAssessed: "What the validator earned last is not assessed yet: update the pool and assess first",
  StakeNotGone: "The bond still covers stake that has not come back",
  VetoTooWide: "More than a tenth of all bonds that count would be vetoed",
  AlreadyVetoed: "The member is vetoed already",
  NotVetoed: "The member is not vetoed",
  WrongReason: "The reason is empty or too long",
  WrongOwner: "This address cannot own a bond",
  NotRated: "The member was not rated since it asked for its bond: rate it first",
  BondThere: "The member has a bond",
  InvariantViolated: "Something is wrong with the steward's books; nothing was changed",
  Barred: "The validator left while it was vetoed: it may join again when that veto would have ended",
} as const;
