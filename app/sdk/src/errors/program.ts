import { ERROR_NAMES, type ERRORS, FIRST_ERROR } from "../idl/errors";
import type { ErrorRetry } from "./codes";
import { type ErrorDetails, loadedTexts, TruestakeError } from "./TruestakeError";

/** Name of an error of the program. */
export type ProgramErrorName = keyof typeof ERRORS;

const NAMES = /* @__PURE__ */ ERROR_NAMES.split(" ") as ProgramErrorName[];

/** What helps against errors of the program; against all others nothing does: the same call fails again. */
const HELPS: Partial<Record<ErrorRetry, ProgramErrorName[]>> = {
  replan: [
    "SlippageExceeded",
    "PoolOutOfDate",
    "ValidatorsOutOfDate",
    "WrongTreasury",
    "WrongStakeAccount",
    "WrongTransientAccount",
    "WrongTicketOwner",
    "WrongAccountCount",
    "ValidatorNotFound",
    "AtTarget",
    "TicketOutOfOrder",
    "WrongLiquidityPool",
    "NotBacked",
    "QueueFull",
    "HistoryIncomplete",
    "BalanceChanged",
    "RentMissing",
    "NonceTaken",
    "WrongMark",
  ],
  later: [
    "EpochRewardsActive",
    "Paused",
    "ReserveNeeded",
    "MoveLimitReached",
    "TransientInUse",
    "StakeCoolingDown",
    "TicketNotDue",
    "ReserveTooLow",
    "TicketNotSettled",
    "PauseTooSoon",
    "ValidatorNotDrained",
    "StakeLocked",
    "StakeNotActive",
    "OutsideMovingPart",
  ],
  user: [
    "DepositCapExceeded",
    "InsufficientLamports",
    "InsufficientTokens",
    "NotAdmin",
    "NotValidatorManager",
    "NotGuardian",
    "BelowMinimumDelegation",
    "NotTicketOwner",
    "NotPendingAdmin",
    "InsufficientLiquidity",
    "LiquidityCapExceeded",
    "NotStakeOwner",
    "NotEnoughStake",
    "ValidatorCapExceeded",
  ],
};

/** What helps against an error of the program, in a word. */
function retryFor(name: ProgramErrorName): ErrorRetry {
  return (Object.keys(HELPS) as ErrorRetry[]).find((retry) => HELPS[retry]?.includes(name)) ?? "never";
}

/** What the program itself says of its error in a transaction's logs. */
function saidIn(logs: readonly string[] = []): string | undefined {
  for (const line of logs) {
    const [, said] = /AnchorError.* Error Message: (.*)\.$/.exec(line) ?? [];
    if (said) return said;
  }
  return undefined;
}

/** A name as words: all that is known of an error where neither the logs nor loaded texts say more. */
function wordsOf(name: string): string {
  return name.replace(/(?<=.)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** The program's error of that name, as a quote throws it. */
export function programError(name: ProgramErrorName, details: ErrorDetails = {}): TruestakeError {
  const code = FIRST_ERROR + NAMES.indexOf(name);
  const message = loadedTexts()?.message(name) ?? saidIn(details.logs) ?? wordsOf(name);
  return new TruestakeError(name, message, { code, retry: retryFor(name), phase: "argument", ...details });
}

/** The name of an error of the program by its number. */
export function programErrorName(code: number): ProgramErrorName | undefined {
  return NAMES[code - FIRST_ERROR];
}
