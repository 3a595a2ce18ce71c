import type { PublicKey, VersionedTransaction } from "@solana/web3.js";
import type { TransactionMetadata } from "litesvm";
import type { LoadedAddresses } from "./lookups";
import type { TokenBalance } from "./tokenBalances";

/** A transaction that was processed, with or without success. */
export interface LandedTransaction {
  signature: string;
  transaction: VersionedTransaction;
  slot: bigint;
  unixTime: bigint;
  /** As in RPC answers. */
  err: unknown;
  logs: string[];
  units: bigint;
  /** What was taken for it: for signatures and, if a price was set, for priority. */
  fee: bigint;
  returnData: ReturnData | undefined;
  /** Of all its accounts: those in the message, then those from lookup tables. */
  preBalances: bigint[];
  postBalances: bigint[];
  loadedAddresses: LoadedAddresses;
  /** The accounts that it wrote to, or could have. */
  written: readonly PublicKey[];
  /** What programs called, for each of its instructions that called any. */
  innerInstructions: InnerInstructions[];
  /** Of its token accounts; undefined where the chain does not keep them. */
  preTokenBalances: TokenBalance[] | undefined;
  postTokenBalances: TokenBalance[] | undefined;
  readonly mentions: ReadonlySet<string>;
}

export interface ReturnData {
  program: PublicKey;
  data: Buffer;
}

export interface InnerInstructions {
  /** Of the instruction that led to them. */
  index: number;
  instructions: InnerInstruction[];
}

export interface InnerInstruction {
  programIdIndex: number;
  accounts: number[];
  data: Uint8Array;
  stackHeight: number;
}

export function innerInstructions(meta: TransactionMetadata): InnerInstructions[] {
  return meta.innerInstructions().flatMap((list, index) => {
    const instructions = list.map((inner) => {
      const instruction = inner.instruction();
      return {
        programIdIndex: instruction.programIdIndex(),
        accounts: [...instruction.accounts()],
        data: instruction.data(),
        stackHeight: inner.stackHeight(),
      };
    });
    return instructions.length > 0 ? [{ index, instructions }] : [];
  });
}
