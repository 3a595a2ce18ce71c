// What helps against an error, in the words of the command line.
import {
  isTruestakeError,
  MAX_DEPOSIT_FEE_BPS,
  MAX_LIQUIDITY_FEE_BPS,
  MAX_MOVING_PART_BPS,
  MAX_NAME_BYTES,
  MAX_PAUSE_SECONDS,
  MAX_RESERVE_BUFFER_BPS,
  MAX_REWARD_FEE_BPS,
  MAX_SCORE,
  MAX_SYMBOL_BYTES,
  MAX_TICKET_FEE_BPS,
  MAX_URI_BYTES,
  MAX_WITHDRAWAL_FEE_BPS,
  MIN_MOVING_PART_BPS,
  MINIMUM_DEPOSIT_LAMPORTS,
  MINIMUM_SEED_LAMPORTS,
  MINIMUM_TICKET_LAMPORTS,
} from "@truestake/sdk";
import { hintFor } from "@truestake/sdk/hints";
import { MAX_REASON_BYTES, type StewardErrorName, stewardErrorName, stewardHint } from "@truestake/sdk/steward";
import { POLICY_TERMS } from "../describe/policy";
import { innerOf, isOpen } from "./exit";
import { percent, sol } from "./words";

/** What helps where the SDK's hint speaks to programmers. */
const HINTS: Record<string, string> = {
  AccountMissing: "Check the address, and that -u names the right cluster.",
  InsufficientFunds: "Send SOL to the paying account, or use a smaller amount: fees and rents come on top.",
  NodeUnreachable: "Check the connection, or name another node with -u.",
  RateLimited: "Wait, or name another node with -u.",
  NoWallet: "Name a keypair file with -k.",
  WalletRejected: "Nothing was sent.",
  OutcomeUnknown:
    "It may still land. Run the same command again: it settles this transaction before it sends another. `truestake pending list` shows what is open.",
  TransactionExpired: "Nothing was changed: run the command again, perhaps with a higher --max-fee-lamports.",
  PartlyDone: "Run the same command again: it goes on with the rest.",
  CranksNeeded: "Wait for a keeper, or run `truestake pool refresh`, which pays for all of them.",
  PoolOutOfDate: "Run `truestake pool refresh`, which anybody may, and try again.",
  InvalidArgument: "",
  FeeTooHigh:
    "The most are `MAX_REWARD_FEE_BPS` of rewards, `MAX_DEPOSIT_FEE_BPS` of deposits, `MAX_WITHDRAWAL_FEE_BPS` of withdrawals, `MAX_TICKET_FEE_BPS` of tickets, and `MAX_LIQUIDITY_FEE_BPS` of instant unstakes.",
  InsufficientLiquidity: "Sell less, or leave another way: `truestake stake out` shows all of them.",
  NotEnoughStake: "Take less, or from another validator: `truestake validator list` shows what each has.",
  TicketNotSettled: "Wait until it is paid, or a part of it: `truestake ticket list` shows where it stands.",
  ValidatorsOutOfDate: "Run `truestake pool refresh`, which anybody may, and try again.",
  ReserveTooLow: "Wait until stake has come back: a keeper sees to it, and so does `truestake keeper once`.",
  NotBacked: "Run `truestake pool refresh`, then `truestake prove`: it shows every account.",
  ValidatorStillScored: "Set its score to 0 first: `truestake validator set-score VOTE=0`.",
  ValidatorAlreadyListed: "Change its score instead: `truestake validator set-score VOTE=SCORE`.",
  ValidatorNotDrained: "Its stake has to come back first: `truestake keeper once`, now and in the next epochs.",
  ValidatorKept:
    "The validator manager has to clear its keep flag first: `keep = false` in the pool's file, and `truestake pool apply`.",
  Paused: "Wait: `truestake pool show` says until when. Tickets and stake accounts work meanwhile.",
  WrongTicket: "Use a ticket of this pool: `truestake ticket list` shows them.",
  NotAdmin: "Sign with -k of the pool's admin: `truestake pool show` says who that is.",
  NotValidatorManager: "Sign with -k of the validator manager: `truestake pool show` says who that is.",
  NotGuardian: "Sign with -k of the guardian: `truestake pool show` says who that is.",
  NotTicketOwner: "Sign with -k of the ticket's owner.",
  NotPendingAdmin: "Sign with -k of the admin that was proposed: `truestake pool show` says who that is.",
  MoveLimitReached: "Wait for the next epoch: the pool's file bounds what moves in one.",
  PauseTooSoon: "Wait: a pool that was paused stays open for a while before it can be paused again.",
  WrongLiquidityPool: "`truestake pool show` says whether the pool has liquidity; `truestake pool apply` makes it.",
  ValidatorCapExceeded: "Deposit SOL, or wait until the pool's limits leave room for it with this validator.",
  OutsideMovingPart: "Wait for the last part of the epoch, in which stake moves: it earns until the epoch ends anyway.",
  QueueFull: "Wait for a keeper, or run `truestake keeper once`: it makes the queue longer.",
  HistoryIncomplete: "Run `truestake pool apply` again: it goes on with what is missing.",
  WrongMetadata: "Name the token in the pool's file, and run `truestake pool apply`.",
  MetadataExists: "The token has a name: change it in the pool's file, and run `truestake pool apply`.",
  InsufficientTokens: "Use less, or get more: `truestake stake in` gives tokens, `truestake liquidity add` shares.",

  NotOwner: "Sign with -k of the bond's owner: `truestake steward explain VOTE --output json` says who that is.",
  NotWithdrawer: "Name the vote account's authorized withdrawer with --withdrawer.",
  NotManager:
    "The pool's admin makes the steward's authority the validator manager in the pool's file, with `truestake pool apply`; that takes five epoch updates.",
  MemberNotFound: "Check the vote account: it is no member. `truestake steward join VOTE TOKENS` makes it one.",
  PolicyOutOfRange: "`truestake steward create --help` says what each option is.",
  AlreadyNoted: "No action needed: the epoch is noted.",
  EpochNotNoted: "Run `truestake steward note` first, which anybody may.",
  PledgeTooHigh: "Pledge less: `truestake steward show` says the highest commission.",
  BondTooSmall: "Name more tokens: `truestake steward show` says what a bond is worth at least.",
  NotQualified: "Wait for a rating over 0: `truestake steward explain VOTE` says what keeps it from one.",
  IsMember: "It is a member: `truestake steward bond` adds tokens, `pledge` changes the commission, `rate` rates it.",
  NothingRequested: "Ask for it first: `truestake steward leave VOTE`, with --tokens for a part.",
  DebtOpen: "Run `truestake steward cover`; where the bond is too small, add the rest with `truestake steward bond`.",
  NotAssessed: "Run `truestake pool refresh` and `truestake steward assess` first, which anybody may.",
  WrongReason: `Give a reason of 1 to ${MAX_REASON_BYTES} bytes.`,
  NotRated: "Run `truestake steward rate` first, which anybody may: the pool has to know what the bond covers no more.",
  Barred: "Wait until that veto would have ended: `truestake steward join` says in which epoch.",
};

/** What can only be wrong where this tool, its node and the programs do not fit together, or where somebody else was faster. */
const UNFIT =
  "Run the command again: somebody else may have been faster. If it stays, check -u and --pool, and that this tool is of the program's version.";
const UNFIT_NAMES =
  "WrongMint WrongMintAuthority WrongStakeAuthority WrongReserve WrongEscrow WrongValidatorList WrongHistory WrongTreasury WrongStakeAccount WrongTransientAccount WrongTicketOwner WrongAccountCount WrongQueue WrongLiquidityAccount WrongMark WrongPool WrongMembers WrongAuthority WrongVault WrongMembership WrongPlaces ValidatorNotFound NotLastInstruction TicketOutOfOrder BalanceChanged";
for (const name of UNFIT_NAMES.split(" ")) HINTS[name] = UNFIT;

/** The program's limits, as people read them. */
const LIMITS: Readonly<Record<string, string>> = {
  ...{ MINIMUM_DEPOSIT_LAMPORTS: sol(BigInt(MINIMUM_DEPOSIT_LAMPORTS)) },
  ...{ MINIMUM_TICKET_LAMPORTS: sol(BigInt(MINIMUM_TICKET_LAMPORTS)) },
  ...{ MINIMUM_SEED_LAMPORTS: sol(BigInt(MINIMUM_SEED_LAMPORTS)) },
  ...{ MAX_REWARD_FEE_BPS: percent(MAX_REWARD_FEE_BPS), MAX_DEPOSIT_FEE_BPS: percent(MAX_DEPOSIT_FEE_BPS) },
  ...{ MAX_WITHDRAWAL_FEE_BPS: percent(MAX_WITHDRAWAL_FEE_BPS), MAX_TICKET_FEE_BPS: percent(MAX_TICKET_FEE_BPS) },
  ...{ MAX_LIQUIDITY_FEE_BPS: percent(MAX_LIQUIDITY_FEE_BPS) },
  ...{ MAX_RESERVE_BUFFER_BPS: percent(MAX_RESERVE_BUFFER_BPS) },
  ...{ MIN_MOVING_PART_BPS: percent(MIN_MOVING_PART_BPS), MAX_MOVING_PART_BPS: percent(MAX_MOVING_PART_BPS) },
  ...{ MAX_PAUSE_SECONDS: String(MAX_PAUSE_SECONDS), MAX_SCORE: String(MAX_SCORE) },
  ...{ MAX_NAME_BYTES: `${MAX_NAME_BYTES} bytes of name`, MAX_SYMBOL_BYTES: `${MAX_SYMBOL_BYTES} of symbol` },
  ...{ MAX_URI_BYTES: `${MAX_URI_BYTES} of URI` },
  ...Object.fromEntries(POLICY_TERMS.map(({ term, flag }) => [term, `--${flag}`])),
};

/** A hint with the numbers where it names the program's constants, and with options where it names terms of a policy. */
const withNumbers = (hint: string): string => hint.replace(/`([A-Za-z_]+)`/g, (name, key) => LIMITS[key] ?? name);

const generalOf = (name: StewardErrorName | undefined): string | undefined => name && stewardHint(name);

export function hintOf(error: unknown): string {
  if (!isTruestakeError(error)) return "";
  // What was done before something that is open is told once that is settled.
  const { name, hint, code = -1 } = isOpen(error) ? innerOf(error) : error;
  // What was said of this very error knows more than what is said of all of its name.
  const isOwn = hint !== hintFor(name) && hint !== generalOf(stewardErrorName(code));
  return withNumbers(isOwn ? hint : (HINTS[name] ?? hint));
}
