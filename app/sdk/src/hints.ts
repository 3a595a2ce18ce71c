// What every error means and what to do about it, in words: for people, so only who imports `@truestake/sdk/hints` has them.
// From then on every error says so; without it the message is the name or what the logs say, and the hint a general one.
import type { ErrorName, OwnErrorName, ProgramErrorName } from "./errors";
import { isFrameworkError } from "./errors/framework";
import { setTexts } from "./errors/TruestakeError";
import { ERRORS } from "./idl/errors";

const READ_AGAIN = "Take the address from the pool account: `deployment({ mint })` has them all.";
const BUG = "Report it with the transaction's logs. Holders can still leave by ticket.";
/** What helps against all errors of Anchor's framework. */
const FRAMEWORK =
  "An account or argument is not what the instruction expects: read the accounts again, and check that this SDK is of the program's version.";

/** What to do about each error of the program and of the SDK. */
const HINTS: Readonly<Record<ProgramErrorName | OwnErrorName, string>> = {
  SlippageExceeded: "The price moved: take a new quote, or accept more slippage.",
  PoolOutOfDate: "Run `refresh()` first; the client does so itself.",
  ValidatorsOutOfDate: "Run `refresh()`: it measures the missing validators first.",
  WrongTreasury: "Read the pool again: `treasury` may have changed.",
  WrongStakeAccount: "Read the validator list again and derive the address with `stakeAddress`.",
  WrongTransientAccount: "Read the validator list again and derive the address with `transientAddress`.",
  WrongTicketOwner: "Read the ticket again for its `owner`, which a transfer changes, and its `rentPayer`.",
  WrongAccountCount:
    "Read the validator list or the queue again: somebody else was faster. `refresh()` retries by itself.",
  ValidatorNotFound: "Read the validator list again: the validator has left it, or another has taken its `index`.",
  AtTarget: "No action needed for this validator now.",
  TicketOutOfOrder: "Settle from the head of the queue: `fetchQueue` gives the tickets in order.",
  WrongLiquidityPool: "Read the pool again: `liquidity` says whether it has one; `createLiquidity` makes it.",
  NotBacked: "Run `refresh()`: a loss enters the books with the next update. `proofOfBacking` shows every account.",
  QueueFull: "Run `growQueue` first, which anybody may.",
  HistoryIncomplete: "Run `growHistory` until it says `HistoryComplete`, which anybody may.",
  BalanceChanged:
    "Read the token account again: an earlier try may have landed. Then give its balance, or no `ifBalance`.",
  RentMissing: "Send the account what it lacks for the rent of now, and try again: anybody may.",
  NonceTaken: "Use another nonce: a stake account was withdrawn with this one before.",
  WrongMark: "Derive the mark with `markAddress`, and read `rentPayer` from it with `fetchValidatorMark`.",
  EpochRewardsActive: "Wait some minutes: the chain is paying out the epoch's rewards.",
  Paused:
    "Wait: `pausedUntil` of the pool says when the pause ends by itself. Tickets and stake accounts work meanwhile.",
  ReserveNeeded: "Wait for deposits or for stake to come back: the reserve is kept for tickets and the buffer.",
  MoveLimitReached: "Wait for the next epoch: `maxMove` bounds what rebalancing moves in one.",
  TransientInUse: "Wait for the next epoch: the transient stake account is joined or emptied then.",
  StakeCoolingDown: "Wait for the next epoch: the stake is on its way back to the reserve.",
  TicketNotDue: "Wait for the epoch after the ticket's order.",
  ReserveTooLow:
    "Wait until stake has come back: run `deactivateAll` in the epoch's moving part and `refresh` in the next epoch.",
  TicketNotSettled: "Wait until the ticket is paid, or a part of it: `ticketPosition` says where it stands.",
  PauseTooSoon: "Wait: `pauseAllowedFrom` of the pool says when it can be paused again.",
  ValidatorNotDrained: "Run `deactivateAll` and, in the next epochs, `refresh`, until all of its stake has come back.",
  StakeLocked: "Wait until the stake account's lockup has ended.",
  StakeNotActive: "Wait for the next epoch, until stake and validator are fully active, or deposit SOL.",
  OutsideMovingPart:
    "Wait for the last part of the epoch, `movingPart` of the pool: stake earns until the epoch ends anyway.",
  DepositCapExceeded: "Deposit less, or wait until the admin raises the cap.",
  InsufficientLamports: "Send SOL to the depositor, or use a smaller amount.",
  InsufficientTokens: "Use at most the token account's balance.",
  NotAdmin: "Sign with the pool's `admin`.",
  NotValidatorManager: "Sign with the pool's validator manager: `managerOf` says who it is now.",
  NotGuardian: "Sign with the pool's `guardian`.",
  BelowMinimumDelegation:
    "Use a larger amount, or wait until there is more to move: the stake program refuses so little.",
  NotTicketOwner: "Sign with the ticket's `owner`.",
  NotPendingAdmin: "Sign with the pool's `pendingAdmin`, or have the admin propose you first.",
  InsufficientLiquidity: "Sell less, or order a ticket or take a stake account: `planExit` compares the ways out.",
  LiquidityCapExceeded: "Add less, or wait until the liquidity has been used or the admin raises the cap.",
  NotStakeOwner: "Sign with the stake account's owner, and make it both staker and withdrawer first.",
  NotEnoughStake:
    "Take less, all of it, or take from another validator: `quoteWithdrawStakeAccount` says how much it can give.",
  ValidatorCapExceeded:
    "Deposit SOL, or wait until the validator's `cap` or the pool's `maxValidatorShare` leaves room for it.",
  ZeroAmount: "Use an amount over zero.",
  ZeroResult: "Use a larger amount.",
  DepositTooSmall: "Deposit at least `MINIMUM_DEPOSIT_LAMPORTS`.",
  TicketTooSmall: "Order more tokens: a ticket is worth at least `MINIMUM_TICKET_LAMPORTS`.",
  Overflow: "Use a smaller amount.",
  NoPrice: "The pool lost everything it held and cannot take deposits.",
  WrongDestination: "Name a token account of your own, or of whoever shall receive the tokens.",
  WrongMint: READ_AGAIN,
  WrongMintAuthority: READ_AGAIN,
  WrongStakeAuthority: READ_AGAIN,
  WrongReserve: READ_AGAIN,
  WrongEscrow: READ_AGAIN,
  WrongValidatorList: READ_AGAIN,
  WrongHistory: READ_AGAIN,
  WrongTokenAccount: "Use a token account of the pool's mint, such as the owner's associated one.",
  WrongTokenOwner: "Use a token account that the signer owns.",
  WrongReferrer: "Use a token account of the pool's mint as referrer, or none.",
  WrongProgram: "Build the instruction with this SDK: it knows the program's address.",
  WrongSysvar: "Build the instruction with this SDK: it knows the sysvar's address.",
  WrongStakeConfig: "Build the instruction with this SDK: it knows the account's address.",
  WrongTicket: "Use a ticket of this pool: `fetchTickets` finds them.",
  FeeTooHigh: "Stay within the ceilings `MAX_…_FEE_BPS`, and the referral share within 10,000.",
  SeedTooSmall: "Seed the pool with at least `MINIMUM_SEED_LAMPORTS`.",
  RatioOutOfRange:
    "Ratios are basis points up to 10,000, the reserve buffer up to `MAX_RESERVE_BUFFER_BPS`, the moving part from `MIN_MOVING_PART_BPS` to `MAX_MOVING_PART_BPS`.",
  MissingRole: "Give every role, and the stake account that is withdrawn, an address that is not the default one.",
  HistoryComplete: "No action needed: the history has its full size.",
  ValidatorAlreadyListed: "Change its score with `setScore` instead.",
  InvalidVoteAccount: "Use a vote account that exists and has not been closed.",
  ScoreTooHigh: "Use a score up to `MAX_SCORE`.",
  ValidatorListFull: "The list is as long as it can be: use one of the listed validators.",
  NothingToDeactivate: "Choose a validator with delegated stake.",
  TicketNotQueued: "The ticket has left the queue with all its tokens: claim it.",
  PauseOutOfRange: "Pause for 1 to `MAX_PAUSE_SECONDS` seconds.",
  NotPaused: "No action needed: the pool runs.",
  ValidatorStillScored: "Set the validator's score to 0 first, with `setScore`.",
  NotLastInstruction: "Put `removeValidator` at the end of a transaction of its own.",
  StakeAddressTaken: "Use another validator: a stake account that is not the pool's lies at this one's address.",
  WrongLiquidityAccount: "Derive the accounts with `liquidityAddresses`.",
  WrongValidator: "Use the validator that the stake account is delegated to.",
  ValidatorDraining: "Redelegate the stake account to a validator with a score, or deactivate it and deposit SOL.",
  WrongQueue: READ_AGAIN,
  WrongRecipient: "Name an address of your own, or of whoever shall be paid; no program's and none of the pool's.",
  WrongRoleHolder: "Name a wallet's address, or another that its program can sign for and that holds no data.",
  ValidatorKept: "Have the validator manager clear the validator's `keep` flag with `setScores`.",
  MetadataTooLong:
    "Stay within `MAX_NAME_BYTES`, `MAX_SYMBOL_BYTES` and `MAX_URI_BYTES`; letters may take several bytes.",
  WrongMetadata: "Create it with `createTokenMetadata` first; `metadataAddress` says where it is.",
  MetadataExists: "Change it with `updateTokenMetadata` instead.",
  SupplyAboveBooks: BUG,
  InvariantViolated: BUG,
  UnexpectedStakeState: BUG,
  InvalidArgument: "Amounts are bigint, in lamports or token units.",
  NoWallet: "Connect a wallet: pass one to `TruestakeClient`.",
  WalletRejected: "Sign the transaction in the wallet, or start again.",
  WalletTimedOut: "Open the wallet and try again.",
  WalletAccountChanged: "Choose the account in the wallet, and start again.",
  WalletVersionUnsupported: "Use a wallet that signs v0 transactions, or no lookup tables.",
  WalletGuardFailed: "Allow more slippage in the wallet's own protection, or turn it off.",
  AccountMissing: "Check the address, and that the connection is to the right cluster.",
  AccountForeign: "Check the address, and that this SDK is of the program's version.",
  WrongCluster: "Connect to the cluster that the pool is on.",
  RateLimited: "Wait, or use a node with a higher limit.",
  MethodRefused: "Use a node that serves this method.",
  NodeUnreachable: "Check the connection, or use another node.",
  NodeBehind: "Wait a moment, or use another node.",
  HistoryUnavailable: "Use a node that keeps the history.",
  SimulationFailed: "Nothing was sent. The logs say which program refused, and why.",
  TransactionFailed: "The transaction had no effect but its fee. The logs say which program refused, and why.",
  TransactionExpired: "It did not land in time and never will: send it again, perhaps with a higher priority fee.",
  OutcomeUnknown: "It may still land: do not send it anew. Settle it by its handle.",
  TooLarge: "Spread the instructions over several transactions, or pass a lookup table.",
  InsufficientFunds: "Send SOL to the paying account, or use a smaller amount: fees and rents come on top.",
  PartlyDone: "`args.done` is what was done, `args.error` what stopped the rest: plan the rest anew.",
  CranksNeeded: "Wait for a keeper, or run `refresh()` first: it pays for all of them.",
  DeadlinePassed: "Try again later, or with a longer deadline.",
  Aborted: "Start it again when it is wanted.",
};

/**
 * What to do about an error, by its name.
 *
 * @example
 * ```ts
 * import { hintFor } from "@truestake/sdk/hints";
 * console.log(hintFor("PoolOutOfDate"));
 * ```
 */
export function hintFor(name: ErrorName): string {
  const hint = (HINTS as Partial<Record<ErrorName, string>>)[name];
  return hint ?? (isFrameworkError(name) ? FRAMEWORK : "");
}

/**
 * The program's own message of one of its errors.
 *
 * @example
 * ```ts
 * import { messageOf } from "@truestake/sdk/hints";
 * console.log(messageOf("PoolOutOfDate"));
 * ```
 */
export function messageOf(name: ErrorName): string | undefined {
  return (ERRORS as Partial<Record<ErrorName, string>>)[name];
}

setTexts({ message: messageOf, hint: hintFor });
