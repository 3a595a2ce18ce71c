import type { PublicKey, Signer, TransactionInstruction } from "@solana/web3.js";
import { fetchSnapshot, type PoolSnapshot } from "../accounts/snapshot";
import type { ValidatorRecord } from "../accounts/validatorList";
import type { ChainSender } from "../chain";
import { programError } from "../errors";
import { type Freshened, freshen } from "../freshen";
import { minimumFor } from "../quote/slippage";
import { type SendOptions, type Sent, sendTransaction } from "../transaction/send";
import type { Wallet } from "../transaction/wallet";

export interface ClientOptions extends SendOptions {
  /** Slippage allowed where a call names no minimum, in basis points; 10 if not given. */
  slippageBps?: number | undefined;
}

/** Who acts on which pool, and how it is sent. */
export interface Session {
  connection: ChainSender;
  /** Signs and pays. */
  wallet: Wallet;
  /** The pool's token. */
  mint: PublicKey;
  options: ClientOptions;
}

export function look({ connection, mint, options }: Session): Promise<PoolSnapshot> {
  return fetchSnapshot(connection, mint, options.programId);
}

/** Runs the epoch's missing cranks. A user pays for what the price needs; the order of stake accounts is for keepers. */
export function update(
  { connection, wallet, mint, options }: Session,
  order: boolean | "all" = false,
): Promise<Freshened> {
  return freshen(connection, wallet, { ...options, mint, order });
}

export function send(
  { connection, wallet, options }: Session,
  instructions: TransactionInstruction[],
  signers: Signer[] = [],
): Promise<Sent> {
  return sendTransaction(connection, wallet, { instructions, signers }, options);
}

/** The least that is accepted where a call does not say. */
export function minimumOf({ options }: Session, amount: bigint): bigint {
  return minimumFor(amount, options.slippageBps);
}

/** The record of a validator; `ValidatorNotFound` when it is not listed. */
export function listed(record: ValidatorRecord | undefined): ValidatorRecord {
  if (!record) throw programError("ValidatorNotFound");
  return record;
}
