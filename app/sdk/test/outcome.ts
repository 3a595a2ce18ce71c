// What the program does against what was said of it.
import assert from "node:assert/strict";
import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { type ChainSender, simulate, TruestakeError, type TruestakeEvent } from "../src";

/** What an instruction does now: its events, or the name of its error. */
export async function outcome(
  connection: ChainSender,
  payer: PublicKey,
  instruction: TransactionInstruction,
): Promise<TruestakeEvent[] | string> {
  try {
    return (await simulate(connection, { payer, instructions: [instruction] })).events;
  } catch (error) {
    assert.ok(error instanceof TruestakeError, String(error));
    return error.name;
  }
}

/** What a quote gives, or the name of the error it throws. */
export function quoted<T>(quote: () => T): T | string {
  try {
    return quote();
  } catch (error) {
    assert.ok(error instanceof TruestakeError, String(error));
    return error.name;
  }
}
