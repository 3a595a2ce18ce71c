// Who acts on which pool, and how it is sent: what every action takes.
import type { Signer, TransactionInstruction } from "@solana/web3.js";
import type { Deployment } from "../deployment";
import { TruestakeError } from "../errors";
import type { ChainSender, Connected } from "../nodes/chain";
import { type CallOptions, type Nodes, nodesOf } from "../nodes/nodes";
import { GUARD_BYTES } from "./compile";
import type { Sent } from "./details";
import { type Batch, type SendOptions, sendInWaves, sendTransaction } from "./send";
import type { AnyWallet, Wallet } from "./wallet";

/** A pool, and a connection to read it with. */
export interface View {
  /** Or several, of nodes of one cluster: what one does not answer another may. */
  connection: Connected;
  deployment: Deployment;
  options?: CallOptions | undefined;
}

/** How a client acts where a call does not say. */
export interface ClientOptions extends Omit<SendOptions, "programId"> {
  /** Slippage allowed where a call names no minimum, in basis points; 10 if not given. */
  slippageBps?: number | undefined;
  /** Sends cranks in transactions of their own, so that hardware wallets can show what they sign; false if not given. */
  lean?: boolean | undefined;
}

/** Takes transactions instead of sending them. */
export interface Capture {
  take(instructions: TransactionInstruction[], signers: Signer[]): void;
  /** Addresses that the transactions so far make accounts at, in base58: the next one makes another. */
  taken: Set<string>;
}

/** What stands for a transaction that was taken instead of being sent: nothing has come of it. */
export const PLANNED: Sent = /* @__PURE__ */ Object.freeze({
  ...{ signature: "", slot: 0n, hasDetails: false, events: [], logs: [] },
  ...{ unitsConsumed: undefined, fee: undefined, payerChange: undefined },
});

/** A pool, a connection to send with, and who signs. */
export interface Session extends View {
  connection: ChainSender | readonly ChainSender[];
  /** Signs and pays; reading works without. */
  wallet: AnyWallet | undefined;
  options: ClientOptions;
  /** Set where an action is only to be had as messages: see `unsignedMessages`. */
  capture?: Capture | undefined;
}

/** The wallet; `NoWallet` for a session that only reads, and for a wallet that is not connected. */
export function walletOf({ wallet }: Session): Wallet {
  if (!wallet) throw new TruestakeError("NoWallet", "this needs a wallet, and the client has none");
  if (!wallet.publicKey) throw new TruestakeError("NoWallet", "the wallet is not connected");
  return wallet as Wallet;
}

/** The nodes that a session asks, with its time-outs. */
export function nodesIn({ connection, options }: View): Nodes {
  return nodesOf(connection, options);
}

/** Bytes that a multisig's wrapper takes of a transaction. */
export const WRAPPER_BYTES = 384;

/** Bytes to be left of a transaction's: for what a wallet adds, or for a multisig's wrapper. */
export function spareBytes({ capture }: Session): number {
  return capture ? WRAPPER_BYTES : GUARD_BYTES;
}

/** How the session's transactions are sent, and whose errors and events they have. */
export function sendOptionsOf({ options, deployment }: Session): SendOptions {
  return { ...options, programId: deployment.programId };
}

/** Sends one transaction of the session's wallet. */
export async function send(
  session: Session,
  instructions: TransactionInstruction[],
  signers: Signer[] = [],
): Promise<Sent> {
  if (session.capture) {
    session.capture.take(instructions, signers);
    return PLANNED;
  }
  return sendTransaction(nodesIn(session), walletOf(session), { instructions, signers }, sendOptionsOf(session));
}

/**
 * Sends any number of transactions that do not depend on each other. What lands is added to `done`, also when the first error is
 * thrown afterwards.
 */
export async function sendAll(session: Session, batches: Batch[], done: Sent[] = []): Promise<Sent[]> {
  if (session.capture) {
    for (const { instructions, signers = [] } of batches) done.push(await send(session, instructions, signers));
    return done;
  }
  await sendInWaves(nodesIn(session), walletOf(session), batches, sendOptionsOf(session), done);
  return done;
}
