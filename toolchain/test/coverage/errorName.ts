import { LangErrorCode } from "@coral-xyz/anchor";
import lender from "../../../artifacts/example_lender.json";
import vault from "../../../artifacts/example_vault.json";
import steward from "../../../artifacts/steward.json";
import idl from "../../../artifacts/truestake.json";

/** Errors of the programs of this repository. */
const own = new Map(
  [idl, lender, vault, steward].map(({ address, errors }) => [
    address,
    new Map(errors.map(({ code, name }) => [code, name])),
  ]),
);
const framework = new Map(Object.entries(LangErrorCode).map(([name, code]) => [code, name]));
// Newer than the client's list.
framework.set(2_040, "ConstraintDuplicateMutableAccount");

const SYSTEM = ["AccountAlreadyInUse", "ResultWithNegativeLamports", "InvalidProgramId", "InvalidAccountDataLength"];
/** From its number 7 on. */
const AUTHORITY = [
  "UpdateAuthorityIncorrect",
  "UpdateAuthorityIsNotSigner",
  "NotMintAuthority",
  "InvalidMintAuthority",
];
const METADATA = [...new Array<string>(7), ...AUTHORITY];
const TOKEN = ["NotRentExempt", "InsufficientFunds", "InvalidMint", "MintMismatch", "OwnerMismatch"];

const programs: Record<string, [name: string, errors: string[]]> = {
  "11111111111111111111111111111111": ["System", SYSTEM],
  TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA: ["Token", TOKEN],
  Stake11111111111111111111111111111111111111: ["Stake", []],
  metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s: ["Metadata", METADATA],
};

/** The name of what stopped a transaction: our own error, the framework's, or another program's with its name before. */
export function errorName(err: unknown, logs: readonly string[]): string | undefined {
  if (err === null || err === undefined) return undefined;
  if (typeof err === "string") return err;
  const instruction = (err as { InstructionError?: [number, unknown] }).InstructionError;
  if (!instruction) return Object.keys(err as object)[0];
  const [, cause] = instruction;
  // The innermost program says it first.
  const failed = logs.map((line) => /^Program (\w+) failed/.exec(line)?.[1]).find((program) => program !== undefined);
  const [program, errors] = programs[failed ?? ""] ?? ["", []];
  if (typeof cause === "string") return program ? `${program}:${cause}` : cause;
  const code = (cause as { Custom: number }).Custom;
  const known = own.get(failed ?? "");
  if (known) return known.get(code) ?? framework.get(code) ?? String(code);
  return `${program}:${errors[code] ?? code}`;
}
