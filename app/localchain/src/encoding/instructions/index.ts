// jsonParsed: instructions of programs that nodes know, in words.
import { toBase58 } from "../../inProcess/base58";
import { Reader } from "../reader";
import { parseAssociatedToken } from "./associatedToken";
import { parseMemo } from "./memo";
import { parseStakeInstruction } from "./stake";
import { parseSystem } from "./system";
import { parseTokenInstruction } from "./token";

export interface Instruction {
  programIdIndex: number;
  accounts: readonly number[];
  data: Uint8Array;
}

/** An instruction's data and the addresses it names; undefined if a node shows it as it is. */
export type InstructionParser = (data: Reader, accounts: string[]) => ParsedInstruction | string | undefined;

export interface ParsedInstruction {
  type: string;
  info: Record<string, unknown>;
}

const PARSERS: Readonly<Record<string, [program: string, parse: InstructionParser]>> = {
  "11111111111111111111111111111111": ["system", parseSystem],
  TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA: ["spl-token", parseTokenInstruction],
  TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb: ["spl-token", parseTokenInstruction],
  ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL: ["spl-associated-token-account", parseAssociatedToken],
  Stake11111111111111111111111111111111111111: ["stake", parseStakeInstruction],
  MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr: ["spl-memo", parseMemo],
  Memo1UhkJRfHyvLMcVucJwxXeuD728EqVDDwQDxFMNo: ["spl-memo", parseMemo],
};

export function encodeInstruction({ programIdIndex, accounts, data }: Instruction, stackHeight: number) {
  return { accounts, data: toBase58(data), programIdIndex, stackHeight };
}

/** In words where the program is known, otherwise with addresses for numbers. */
export function parseInstruction(instruction: Instruction, keys: readonly string[], stackHeight: number) {
  const { programIdIndex, accounts, data } = instruction;
  const programId = keys[programIdIndex] ?? "";
  const named = accounts.map((index) => keys[index] ?? "");
  const [program, parse] = PARSERS[programId] ?? [];
  const parsed = program && parse && attempt(() => parse(new Reader(Buffer.from(data)), named));
  if (parsed !== undefined && parsed !== "") return { parsed, program, programId, stackHeight };
  return { accounts: named, data: toBase58(data), programId, stackHeight };
}

function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
