import {
  type AddressLookupTableAccount,
  type BlockhashWithExpiryBlockHeight,
  type PublicKey,
  SendTransactionError,
  type Signer,
  type TransactionInstruction,
  type VersionedTransaction,
} from "@solana/web3.js";
import bs58 from "bs58";
import type { ChainSender } from "../accounts/chain";
import { isError, TruestakeError, transactionError } from "../errors";
import { walletError } from "../errors/transaction";
import { decodeEvents, type TruestakeEvent } from "../history/events";
import { type ComputeBudget, compile, MAX_COMPUTE_UNITS } from "./compile";
import { type PriorityFeeOptions, priorityFee } from "./priorityFee";
import { simulate } from "./simulate";
import type { Wallet } from "./wallet";

export interface SendOptions {
  priorityFee?: PriorityFeeOptions | undefined;
  /** What the result waits for; "confirmed" if not given. */
  commitment?: "confirmed" | "finalized" | undefined;
  /** Milliseconds between two broadcasts of the same transaction; 2,000 if not given. */
  rebroadcastEvery?: number | undefined;
  /** Milliseconds between two looks at its status; 500 if not given. */
  pollEvery?: number | undefined;
  /** How often to build and sign it anew after its blockhash has certainly expired; 0 if not given. */
  retries?: number | undefined;
  /** Any number: each transaction uses those that make it smaller. See `findLookupTables`. */
  lookupTables?: AddressLookupTableAccount[] | undefined;
  programId?: PublicKey | undefined;
}

/** A set of instructions that make one transaction, and who signs besides the wallet. */
export interface Batch {
  instructions: TransactionInstruction[];
  signers?: Signer[];
}

/** A transaction that landed and succeeded. */
export interface Sent {
  signature: string;
  slot: bigint;
  /** The program's events, in order. */
  events: TruestakeEvent[];
  unitsConsumed: number;
  logs: readonly string[];
}

interface Prepared {
  batch: Batch;
  budget: ComputeBudget;
}

interface Signed {
  transaction: VersionedTransaction;
  lastValidBlockHeight: number;
}

const REBROADCAST_EVERY = 2_000;
const POLL_EVERY = 500;
/**
 * What the state may have changed between simulation and execution, beside the tenth. A refusal takes up to 3,000 units more
 * than small instructions do, for its words in the logs: without them nobody could tell what was refused.
 */
const SPARE_UNITS = 5_000;
/** Looks for the details of a transaction whose status is known already. */
const DETAIL_LOOKS = 10;

/** Waits. */
export const sleep = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** The compute unit limit for a transaction that used `units` when it was simulated: a tenth more. */
export function unitLimit(units: number): number {
  return Math.min(units + Math.ceil(units / 10) + SPARE_UNITS, MAX_COMPUTE_UNITS);
}

/**
 * Sends one transaction and waits for it: simulated once, with a fitting compute limit and a capped priority fee,
 * broadcast again and again until it lands or its blockhash has expired.
 *
 * Throws `TruestakeError`: the program's error when it would fail or did, `WalletRejected`, `InsufficientFunds`,
 * `TransactionExpired`, `TooLarge`.
 */
export async function sendTransaction(
  chain: ChainSender,
  wallet: Wallet,
  batch: Batch,
  options: SendOptions = {},
): Promise<Sent> {
  const [sent] = await sendTransactions(chain, wallet, [batch], options);
  return sent as Sent;
}

/**
 * Sends transactions that do not depend on each other, at the same time; the wallet is asked once for all, if it can.
 * When some fail, the first error is thrown after all have come to an end.
 */
export async function sendTransactions(
  chain: ChainSender,
  wallet: Wallet,
  batches: Batch[],
  options: SendOptions = {},
): Promise<Sent[]> {
  const prepared = await Promise.all(batches.map((batch) => prepare(chain, wallet, batch, options)));
  const signed = await sign(chain, wallet, prepared, options);
  const results = await Promise.allSettled(
    prepared.map((each, index) => land(chain, wallet, each, signed[index] as Signed, options)),
  );
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
  return results.map((result) => (result as PromiseFulfilledResult<Sent>).value);
}

/** Transactions at a time: a node that answers everybody refuses a flood. */
const WAVE = 40;

/** Like {@link sendTransactions}, for any number: a part of them after the other. */
export async function sendInWaves(
  chain: ChainSender,
  wallet: Wallet,
  batches: Batch[],
  options: SendOptions = {},
): Promise<Sent[]> {
  const sent: Sent[] = [];
  for (let at = 0; at < batches.length; at += WAVE) {
    sent.push(...(await sendTransactions(chain, wallet, batches.slice(at, at + WAVE), options)));
  }
  return sent;
}

async function prepare(chain: ChainSender, wallet: Wallet, batch: Batch, options: SendOptions): Promise<Prepared> {
  const { instructions } = batch;
  const { lookupTables, programId } = options;
  const [simulation, price] = await Promise.all([
    simulate(chain, { payer: wallet.publicKey, instructions, lookupTables, programId }),
    priorityFee(chain, instructions, options.priorityFee),
  ]);
  return { batch, budget: { units: unitLimit(simulation.unitsConsumed), price } };
}

async function sign(chain: ChainSender, wallet: Wallet, prepared: Prepared[], options: SendOptions): Promise<Signed[]> {
  const blockhashes: BlockhashWithExpiryBlockHeight[] = [];
  for (const _ of prepared) blockhashes.push(await chain.getLatestBlockhash("confirmed"));
  const transactions = prepared.map(({ batch, budget }, index) => {
    const transaction = compile({
      payer: wallet.publicKey,
      instructions: batch.instructions,
      blockhash: blockhashes[index]?.blockhash ?? "",
      budget,
      lookupTables: options.lookupTables,
    });
    if (batch.signers?.length) transaction.sign(batch.signers);
    return transaction;
  });
  const signed = await signAll(wallet, transactions).catch((cause) => Promise.reject(walletError(cause)));
  return signed.map((transaction, index) => ({
    transaction,
    lastValidBlockHeight: blockhashes[index]?.lastValidBlockHeight ?? 0,
  }));
}

async function signAll(wallet: Wallet, transactions: VersionedTransaction[]): Promise<VersionedTransaction[]> {
  if (transactions.length > 1 && wallet.signAllTransactions) return wallet.signAllTransactions(transactions);
  const signed: VersionedTransaction[] = [];
  for (const transaction of transactions) signed.push(await wallet.signTransaction(transaction));
  return signed;
}

async function land(
  chain: ChainSender,
  wallet: Wallet,
  prepared: Prepared,
  signed: Signed,
  options: SendOptions,
): Promise<Sent> {
  for (let retries = options.retries ?? 0, next = signed; ; retries--) {
    try {
      return await broadcast(chain, next, options);
    } catch (error) {
      // Only now is it certain that the first one cannot land as well.
      if (retries <= 0 || !isError(error, "TransactionExpired")) throw error;
    }
    [next] = (await sign(chain, wallet, [prepared], options)) as [Signed];
  }
}

async function broadcast(chain: ChainSender, signed: Signed, options: SendOptions): Promise<Sent> {
  const { pollEvery = POLL_EVERY, rebroadcastEvery = REBROADCAST_EVERY } = options;
  const raw = signed.transaction.serialize();
  const signature = encodeSignature(signed.transaction);
  await broadcastOnce(chain, raw);
  for (let last = Date.now(); ; ) {
    const sent = await look(chain, signature, options);
    if (sent) return sent;
    if (Date.now() - last >= rebroadcastEvery) {
      last = Date.now();
      // Finalized, so that no fork can still contain it.
      const height = await chain.getBlockHeight("finalized").catch(() => 0);
      if (height > signed.lastValidBlockHeight) {
        const late = await look(chain, signature, options);
        if (late) return late;
        const proof = { lastValidBlockHeight: signed.lastValidBlockHeight, finalizedHeight: height };
        throw new TruestakeError(
          "TransactionExpired",
          `transaction ${signature} did not land before its blockhash expired`,
          { args: { signature, proof } },
        );
      }
      // A node that is busy now may not be the next time.
      await chain.sendRawTransaction(raw, { skipPreflight: true, maxRetries: 0 }).catch(() => undefined);
    }
    await sleep(pollEvery);
  }
}

/** The first broadcast: what the node itself refuses will never land. */
async function broadcastOnce(chain: ChainSender, raw: Uint8Array): Promise<void> {
  try {
    await chain.sendRawTransaction(raw, { skipPreflight: true, maxRetries: 0 });
  } catch (error) {
    if (!(error instanceof SendTransactionError)) return;
    const { message, logs } = error.transactionError;
    if (/blockhash not found/i.test(message))
      throw new TruestakeError("TransactionExpired", "the node no longer knows the transaction's blockhash", {
        logs: logs ?? [],
        cause: error,
      });
    throw new TruestakeError("SimulationFailed", message, { logs: logs ?? [], cause: error });
  }
}

async function look(chain: ChainSender, signature: string, options: SendOptions): Promise<Sent | undefined> {
  const { commitment = "confirmed", pollEvery = POLL_EVERY, programId } = options;
  const statuses = await chain.getSignatureStatuses([signature]).catch(() => undefined);
  const status = statuses?.value[0];
  const level = status?.confirmationStatus;
  if (!status || (level !== "finalized" && level !== commitment)) return undefined;
  for (let looks = 1; ; looks++) {
    const details = await chain
      .getTransaction(signature, { commitment, maxSupportedTransactionVersion: 0 })
      .catch(() => null);
    if (!details && looks < DETAIL_LOOKS) {
      await sleep(pollEvery);
      continue;
    }
    const logs = details?.meta?.logMessages ?? [];
    if (status.err) throw transactionError(status.err, logs, { landed: true, signature, programId });
    return {
      signature,
      // Of the same block as the logs.
      slot: BigInt(details?.slot ?? status.slot),
      events: decodeEvents(logs, programId),
      unitsConsumed: details?.meta?.computeUnitsConsumed ?? 0,
      logs,
    };
  }
}

function encodeSignature(transaction: VersionedTransaction): string {
  const [signature] = transaction.signatures;
  if (!signature) throw new TruestakeError("WalletRejected", "the wallet returned a transaction without a signature");
  return bs58.encode(signature);
}
