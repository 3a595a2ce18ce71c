// Every way in which something can fail, as one error that says what to do about it.
import { LangErrorCode, LangErrorMessage } from "@coral-xyz/anchor";
import { type PublicKey, SystemProgram } from "@solana/web3.js";
import { HINTS } from "./errorHints";
import type { Truestake } from "./idl/truestake";
import idl from "./idl/truestake.json";
import { MathError } from "./math/units";
import { PROGRAM_ID } from "./program";

/** Name of an error of the program. */
export type ProgramErrorName = Capitalize<Truestake["errors"][number]["name"]>;

/** What can go wrong between us and the program. */
export type ChainErrorName =
  /** The wallet's owner did not sign. */
  | "WalletRejected"
  /** The transaction can no longer land, for certain. */
  | "BlockhashExpired"
  /** The payer has too few lamports, for fees, rent or the amount. */
  | "InsufficientFunds"
  /** The transaction would fail, by another program or for a reason unknown; nothing was sent. */
  | "SimulationFailed"
  /** The transaction landed and failed, by another program or for a reason unknown. */
  | "TransactionFailed"
  /** The instructions do not fit into one transaction. */
  | "TransactionTooLarge"
  /** What was waited for did not come in time. */
  | "DeadlinePassed";

/** Name of a {@link TruestakeError}: of the program, of Anchor's framework, or of the way there. */
export type ErrorName = ProgramErrorName | ChainErrorName | keyof typeof LangErrorCode;

export interface ErrorDetails {
  code?: number | undefined;
  logs?: readonly string[] | undefined;
  cause?: unknown;
}

/** What the SDK throws. `name` says which error it is, `hint` what to do about it. */
export class TruestakeError extends Error {
  override readonly name: ErrorName;
  /** Number of the error in its program, if a program failed. */
  readonly code: number | undefined;
  readonly hint: string;
  /** Logs of the transaction, as far as there were any. */
  readonly logs: readonly string[];

  constructor(name: ErrorName, message: string, { code, logs = [], cause }: ErrorDetails = {}) {
    super(message, { cause });
    this.name = name;
    this.code = code;
    this.logs = logs;
    this.hint = hintFor(name);
  }
}

const CHAIN_HINTS: Record<ChainErrorName, string> = {
  WalletRejected: "Sign the transaction in the wallet, or start again.",
  BlockhashExpired: "It did not land in time and never will: send it again, perhaps with a higher priority fee.",
  InsufficientFunds: "Send SOL to the paying account, or use a smaller amount: fees and rents come on top.",
  SimulationFailed: "Nothing was sent. The logs say which program refused, and why.",
  TransactionFailed: "The transaction had no effect but its fee. The logs say which program refused, and why.",
  TransactionTooLarge: "Spread the instructions over several transactions, or pass a lookup table.",
  DeadlinePassed: "Try again later, or with a longer deadline.",
};

const FRAMEWORK_HINT =
  "An account or argument is not what the instruction expects: read the accounts again, and check that this SDK is of the program's version.";

const byCode = new Map(idl.errors.map((error) => [error.code, error]));
const byName = new Map(idl.errors.map((error) => [error.name, error]));

/** Anchor's own errors by number. */
const frameworkNames = new Map(
  Object.entries(LangErrorCode).map(([name, code]) => [code as number, name as keyof typeof LangErrorCode]),
);

/** What to do about an error. */
export function hintFor(name: ErrorName): string {
  if (name in HINTS) return HINTS[name as ProgramErrorName];
  if (name in CHAIN_HINTS) return CHAIN_HINTS[name as ChainErrorName];
  return FRAMEWORK_HINT;
}

/** The program's error of that name, as a quote throws it. */
export function programError(name: ProgramErrorName, details: ErrorDetails = {}): TruestakeError {
  const { code, msg } = byName.get(name) ?? { code: undefined, msg: name };
  return new TruestakeError(name, msg, { code, ...details });
}

/** The program's name for a computation's error. No pool has books without tokens, so the program has none for that. */
function programNameOf({ kind }: MathError): ProgramErrorName {
  return kind === "DivisionByZero" ? "Overflow" : kind;
}

/** Runs a computation; its `MathError` becomes the program's error. */
export function withProgramErrors<T>(compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (error instanceof MathError) throw programError(programNameOf(error), { cause: error });
    throw error;
  }
}

/** Whether an error is a {@link TruestakeError} of one of these names. */
export function isError(error: unknown, ...names: ErrorName[]): error is TruestakeError {
  return error instanceof TruestakeError && names.includes(error.name);
}

/** Which program failed first, and with which number: the outermost ones only pass it on. */
function firstFailure(
  logs: readonly string[],
): { program: string; code: number | undefined; text: string } | undefined {
  for (const line of logs) {
    const [, program, text] = /^Program (\w+) failed: (.*)$/.exec(line) ?? [];
    if (!program || text === undefined) continue;
    const [, code] = /custom program error: 0x([0-9a-f]+)/.exec(text) ?? [];
    return { program, code: code === undefined ? undefined : Number.parseInt(code, 16), text };
  }
  return undefined;
}

function instructionCode(error: unknown): number | undefined {
  const [, cause] = (error as { InstructionError?: [number, { Custom?: number }] }).InstructionError ?? [];
  return typeof cause === "object" ? cause.Custom : undefined;
}

const LACK_OF_FUNDS = ["AccountNotFound", "InsufficientFundsForFee", "InsufficientFundsForRent"];

/** The error of a transaction that the chain refused, by the error it reports and its logs. */
export function transactionError(
  error: unknown,
  logs: readonly string[] | null | undefined,
  { landed, programId = PROGRAM_ID }: { landed: boolean; programId?: PublicKey | undefined },
): TruestakeError {
  const details = { logs: logs ?? [], cause: error };
  const kind = typeof error === "string" ? error : Object.keys((error as object | null) ?? {})[0];
  if (kind && LACK_OF_FUNDS.includes(kind)) {
    return new TruestakeError("InsufficientFunds", "the payer cannot pay the fee and the rents", details);
  }
  if (kind === "BlockhashNotFound") {
    return new TruestakeError("BlockhashExpired", "the chain no longer knows the transaction's blockhash", details);
  }
  const failure = firstFailure(details.logs);
  const code = failure ? failure.code : instructionCode(error);
  const ours = !failure || failure.program === programId.toBase58();
  if (ours && code !== undefined) {
    const known = byCode.get(code);
    if (known) return new TruestakeError(known.name as ProgramErrorName, known.msg, { ...details, code });
    const name = frameworkNames.get(code);
    if (name) return new TruestakeError(name, LangErrorMessage.get(code) ?? name, { ...details, code });
  }
  const system = failure?.program === SystemProgram.programId.toBase58();
  if ((system && code === 1) || details.logs.some((line) => /insufficient lamports/i.test(line))) {
    return new TruestakeError("InsufficientFunds", "an account has too few lamports", { ...details, code });
  }
  const text = failure ? `${failure.program}: ${failure.text}` : JSON.stringify(error);
  return new TruestakeError(landed ? "TransactionFailed" : "SimulationFailed", text, { ...details, code });
}

/** The error of a wallet that did not sign. */
export function walletError(cause: unknown): TruestakeError {
  if (cause instanceof TruestakeError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TruestakeError("WalletRejected", `the wallet did not sign: ${reason}`, { cause });
}
