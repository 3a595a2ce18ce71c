import type { AccountInfo, PublicKey, VersionedTransaction } from "@solana/web3.js";
import type { TransactionMetadata } from "litesvm";
import type { ExactAccount } from "./account";
import type { InnerInstructions, ReturnData } from "./transaction";

/** What a transaction would do. */
export interface Simulated {
  err: unknown;
  logs: string[];
  units: bigint;
  returnData: ReturnData | undefined;
  fee: bigint;
  innerInstructions: InnerInstructions[];
  /** An account as it would be afterwards. */
  accounts(address: PublicKey): AccountInfo<Buffer> | null;
  exact(address: PublicKey): ExactAccount | null;
}

/** An instruction as a program received it. */
export interface Call {
  program: PublicKey;
  data: Uint8Array;
}

/** A transaction that a chain ran or simulated. */
export interface Run {
  /** As in RPC answers. */
  err: unknown;
  logs: string[];
  /** The transaction's instructions, each followed by the calls that programs made for it, as far as it came. */
  calls: Call[][];
}

/** What came of a transaction, with all that it called. */
export function runOf({ message }: VersionedTransaction, err: unknown, meta: TransactionMetadata): Run {
  const inner = meta.innerInstructions();
  const call = (programIndex: number, data: Uint8Array): Call[] => {
    const program = message.staticAccountKeys[programIndex];
    return program ? [{ program, data }] : [];
  };
  const calls = message.compiledInstructions.map(({ programIdIndex, data }, index) => [
    ...call(programIdIndex, data),
    ...(inner[index] ?? []).flatMap((each) => {
      const instruction = each.instruction();
      return call(instruction.programIdIndex(), instruction.data());
    }),
  ]);
  return { err, logs: meta.logs(), calls };
}
