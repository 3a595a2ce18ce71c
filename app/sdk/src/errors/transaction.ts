// What the chain and wallets say, as one error.
import { type PublicKey, SystemProgram } from "@solana/web3.js";
import { PROGRAM_ID } from "../deployment";
import { frameworkErrorName } from "./framework";
import { programError, programErrorName } from "./program";
import { type ErrorDetails, TruestakeError } from "./TruestakeError";

/** Which program failed first, and with which number: the outermost ones only pass it on. */
export function firstFailure(
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

/** What is known of a transaction that the chain refused. */
export interface Refusal {
  /** Whether it landed, and only its fee was paid. */
  landed: boolean;
  signature?: string | undefined;
  programId?: PublicKey | undefined;
  /** Program of the instruction that failed, where that is known: the logs know better. */
  program?: PublicKey | undefined;
}

/** The error of a transaction that the chain refused, by the error it reports and its logs. */
export function transactionError(
  error: unknown,
  logs: readonly string[] | null | undefined,
  { landed, signature, programId = PROGRAM_ID, program }: Refusal,
): TruestakeError {
  const details: ErrorDetails = {
    args: signature === undefined ? {} : { signature },
    logs: logs ?? [],
    cause: error,
    phase: landed ? "confirm" : "simulate",
    effect: landed ? "fee" : "none",
  };
  const kind = typeof error === "string" ? error : Object.keys((error as object | null) ?? {})[0];
  if (kind && LACK_OF_FUNDS.includes(kind)) {
    return new TruestakeError("InsufficientFunds", "the payer cannot pay the fee and the rents", details);
  }
  const failure = firstFailure(details.logs ?? []);
  const code = failure ? failure.code : instructionCode(error);
  const failing = failure?.program ?? program?.toBase58() ?? programId.toBase58();
  const ours = failing === programId.toBase58();
  if (ours && code !== undefined) {
    const known = programErrorName(code);
    if (known) return programError(known, details);
    const name = frameworkErrorName(code);
    if (name) {
      const message = `an account or argument fails Anchor's check ${name}`;
      return new TruestakeError(name, message, { ...details, code, retry: "replan" });
    }
  }
  const system = failing === SystemProgram.programId.toBase58();
  if ((system && code === 1) || details.logs?.some((line) => /insufficient lamports/i.test(line))) {
    return new TruestakeError("InsufficientFunds", "an account has too few lamports", { ...details, code });
  }
  const text = failure ? `${failure.program}: ${failure.text}` : JSON.stringify(error);
  return new TruestakeError(landed ? "TransactionFailed" : "SimulationFailed", text, { ...details, code });
}
