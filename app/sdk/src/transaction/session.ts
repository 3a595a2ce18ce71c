// Who acts on which pool, and how it is sent: what every action takes.
import type { Signer, TransactionInstruction } from "@solana/web3.js";
import type { ChainReader, ChainSender } from "../accounts/chain";
import type { Deployment } from "../deployment";
import { TruestakeError } from "../errors";
import { type Batch, type SendOptions, type Sent, sendInWaves, sendTransaction } from "./send";
import type { Wallet } from "./wallet";

/** A pool, and a connection to read it with. */
export interface View {
  connection: ChainReader;
  deployment: Deployment;
}

/** How a client acts where a call does not say. */
export interface ClientOptions extends Omit<SendOptions, "programId"> {
  /** Slippage allowed where a call names no minimum, in basis points; 10 if not given. */
  slippageBps?: number | undefined;
}

/** A pool, a connection to send with, and who signs. */
export interface Session extends View {
  connection: ChainSender;
  /** Signs and pays; reading works without. */
  wallet: Wallet | undefined;
  options: ClientOptions;
}

/** The wallet; `NoWallet` for a session that only reads. */
export function walletOf({ wallet }: Session): Wallet {
  if (!wallet?.publicKey) throw new TruestakeError("NoWallet", "this needs a wallet, and the client has none");
  return wallet;
}

/** How the session's transactions are sent, and whose errors and events they have. */
export function sendOptionsOf({ options, deployment }: Session): SendOptions {
  return { ...options, programId: deployment.programId };
}

/** Sends one transaction of the session's wallet. */
export function send(session: Session, instructions: TransactionInstruction[], signers: Signer[] = []): Promise<Sent> {
  return sendTransaction(session.connection, walletOf(session), { instructions, signers }, sendOptionsOf(session));
}

/** Sends any number of transactions that do not depend on each other. */
export function sendAll(session: Session, batches: Batch[]): Promise<Sent[]> {
  return sendInWaves(session.connection, walletOf(session), batches, sendOptionsOf(session));
}
