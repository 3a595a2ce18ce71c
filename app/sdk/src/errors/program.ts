import { ERRORS } from "../idl/errors";
import type { ErrorRetry } from "./codes";
import { HINTS } from "./hints";
import { type ErrorDetails, TruestakeError } from "./TruestakeError";

/** Name of an error of the program. */
export type ProgramErrorName = keyof typeof ERRORS;

/** What helps against the program's errors where something does; all others fail again. */
const RETRY: { readonly [name in Exclude<ErrorRetry, "never">]?: readonly ProgramErrorName[] } = {
  replan: [
    ...(["SlippageExceeded", "PoolOutOfDate", "ValidatorsOutOfDate", "WrongTreasury", "WrongAccountCount"] as const),
    ...(["ValidatorNotFound", "WrongStakeAccount", "WrongTransientAccount", "WrongMark", "TicketOutOfOrder"] as const),
    ...([
      "AtTarget",
      "QueueFull",
      "WrongTicketOwner",
      "WrongLiquidityPool",
      "HistoryIncomplete",
      "NonceTaken",
    ] as const),
    ...(["BalanceChanged", "RentMissing", "NotBacked"] as const),
  ],
  later: [
    ...(["EpochRewardsActive", "Paused", "ReserveNeeded", "MoveLimitReached", "TransientInUse"] as const),
    ...(["StakeCoolingDown", "StakeNotActive", "TicketNotDue", "ReserveTooLow", "TicketNotSettled"] as const),
    ...(["OutsideMovingPart", "PauseTooSoon", "StakeLocked", "ValidatorNotDrained"] as const),
  ],
  user: [
    ...(["DepositCapExceeded", "InsufficientLamports", "InsufficientTokens", "InsufficientLiquidity"] as const),
    ...(["LiquidityCapExceeded", "NotEnoughStake", "ValidatorCapExceeded", "BelowMinimumDelegation"] as const),
    ...([
      "NotAdmin",
      "NotValidatorManager",
      "NotGuardian",
      "NotPendingAdmin",
      "NotTicketOwner",
      "NotStakeOwner",
    ] as const),
  ],
};

function retryOf(name: ProgramErrorName): ErrorRetry {
  for (const [retry, names] of Object.entries(RETRY)) if (names.includes(name)) return retry as ErrorRetry;
  return "never";
}

/** The program's error of that name, as a quote throws it. */
export function programError(name: ProgramErrorName, details: ErrorDetails = {}): TruestakeError {
  const [code, message] = ERRORS[name];
  return new TruestakeError(name, message, {
    code,
    hint: HINTS[name],
    retry: retryOf(name),
    phase: "argument",
    ...details,
  });
}

/** The name of an error of the program by its number. */
export function programErrorName(code: number): ProgramErrorName | undefined {
  for (const name of Object.keys(ERRORS) as ProgramErrorName[]) if (ERRORS[name][0] === code) return name;
  return undefined;
}
