// Stake that somebody took out of the pool, once it has cooled down: its owner's way to SOL.
import { type PublicKey, StakeProgram, type TransactionInstruction } from "@solana/web3.js";
import type { ChainReader } from "../nodes/chain";
import { fetchExisting } from "./common";

/** All of a stake account's lamports, on their way to its owner. */
export interface StakeWithdrawal {
  instructions: TransactionInstruction[];
  /** What it holds, its rent included. */
  lamports: bigint;
}

/**
 * What withdraws all that a stake account holds by now to its owner: a reward that came after an earlier look would stay, and nobody could
 * close the account. `AccountMissing` where it is gone, `AccountForeign` where it is none.
 *
 * @example
 * ```ts
 * const { instructions } = await withdrawalOf(connection, { stake, owner });
 * ```
 */
export async function withdrawalOf(
  reader: ChainReader,
  { stake, owner }: { stake: PublicKey; owner: PublicKey },
): Promise<StakeWithdrawal> {
  const { lamports } = await fetchExisting(reader, stake, "the stake account", StakeProgram.programId);
  // web3.js gives and takes a double: exact up to 9 million SOL.
  const of = { stakePubkey: stake, authorizedPubkey: owner, toPubkey: owner, lamports };
  return { instructions: StakeProgram.withdraw(of).instructions, lamports: BigInt(lamports) };
}
