import type { AddressLookupTableAccount, PublicKey, TransactionInstruction } from "@solana/web3.js";
import { transactionError } from "../errors";
import { decodeEvents, type TruestakeEvent } from "../history/events";
import { fromBase64 } from "../layout/bytes";
import { nodesOf } from "../nodes";
import type { ChainSender } from "../nodes/chain";
import { compile, MAX_COMPUTE_UNITS } from "./compile";

/** What a transaction would do. */
export interface Simulation {
  unitsConsumed: number;
  logs: string[];
  events: TruestakeEvent[];
  /** What the last instruction that returns anything returned. */
  returnData: Uint8Array | undefined;
}

export interface SimulateOptions {
  payer: PublicKey;
  instructions: TransactionInstruction[];
  lookupTables?: AddressLookupTableAccount[] | undefined;
  programId?: PublicKey | undefined;
}

const ANY_BLOCKHASH = "11111111111111111111111111111111";

/**
 * Runs instructions without signatures and without effect. Throws the error that they would fail with.
 *
 * @example
 * ```ts
 * import { simulate } from "@truestake/sdk";
 *
 * const { unitsConsumed, events } = await simulate(connection, { payer: payer.publicKey, instructions });
 * ```
 */
export async function simulate(
  chain: ChainSender | readonly ChainSender[],
  options: SimulateOptions,
): Promise<Simulation> {
  const { payer, instructions, lookupTables, programId } = options;
  const budget = { units: MAX_COMPUTE_UNITS, price: 0n };
  const transaction = compile({ payer, instructions, blockhash: ANY_BLOCKHASH, budget, lookupTables });
  const { value } = await nodesOf(chain).simulateTransaction(transaction, {
    sigVerify: false,
    replaceRecentBlockhash: true,
    commitment: "confirmed",
  });
  if (value.err) throw transactionError(value.err, value.logs, { landed: false, programId });
  const logs = value.logs ?? [];
  return {
    unitsConsumed: value.unitsConsumed ?? MAX_COMPUTE_UNITS,
    logs,
    events: decodeEvents(logs, programId),
    returnData: value.returnData ? fromBase64(value.returnData.data[0]) : undefined,
  };
}
