import type { AddressLookupTableAccount, PublicKey, Signer, TransactionInstruction } from "@solana/web3.js";
import bs58 from "bs58";
import { PROGRAM_ID } from "../deployment";
import { isError, isTruestakeError, TruestakeError } from "../errors";
import { toBase64 } from "../layout/bytes";
import { min } from "../math/units";
import { type Nodes, nodesOf } from "../nodes";
import type { ChainSender } from "../nodes/chain";
import { checkStopped } from "../nodes/race";
import { type ComputeBudget, compile, compileLegacy, MAX_COMPUTE_UNITS } from "./compile";
import type { Sent } from "./details";
import { LOW_UNITS, unequal } from "./equal";
import { checkPriority, priceWithin } from "./fee";
import { type Handle, handleOf } from "./handle";
import { nonceOf, slotHolding } from "./nonce";
import { type Outcome, type SettleOptions, settle } from "./outcome";
import { partlyDone } from "./partly";
import { type PriorityFeeOptions, priorityFee } from "./priorityFee";
import { canSign, guardsIn, isLegacyOnly, isRefusal, type Signable, sign, type WalletOptions, within } from "./sign";
import { simulate } from "./simulate";
import type { AnyWallet, Wallet, WalletAnswer } from "./wallet";

export interface SendOptions extends SettleOptions, WalletOptions {
  priorityFee?: PriorityFeeOptions | undefined;
  /** How often to build and sign it anew after it has certainly expired; 0 if not given. */
  retries?: number | undefined;
  /** Any number: each transaction uses those that make it smaller. See `findLookupTables`. */
  lookupTables?: AddressLookupTableAccount[] | undefined;
  programId?: PublicKey | undefined;
  /**
   * Gets every transaction that is about to be sent, and is waited for: what it has stored, `resume` settles after a crash. Where
   * the wallet sends, it is called before the wallet is asked, and the handle has no signature yet.
   */
  onSigned?: ((handle: Handle) => Promise<void> | void) | undefined;
}

/** A set of instructions that make one transaction, and who signs besides the wallet. */
export interface Batch {
  instructions: TransactionInstruction[];
  signers?: Signer[];
}

interface Prepared {
  batch: Batch;
  budget: ComputeBudget;
}

/** What the state may have changed between simulation and execution, and a wallet's own instructions, take at least. */
const SPARE_UNITS = 20_000;
const SPARE_PERCENT = 15;

/**
 * The compute unit limit for a transaction that used `units` when it was simulated: 15 % more, and at least 20,000 units. A refusal
 * takes some for its words in the logs, and a wallet's guards take the rest.
 */
export function unitLimit(units: number): number {
  const spare = Math.max(Math.ceil((units * SPARE_PERCENT) / 100), SPARE_UNITS);
  return Math.min(units + spare, MAX_COMPUTE_UNITS);
}

/**
 * Sends one transaction and waits for it: simulated once, with a fitting compute limit and a capped priority fee,
 * broadcast again and again until it lands or has certainly expired.
 *
 * Throws `TruestakeError`: the program's error when it would fail or did, the wallet's and the node's errors before anything is
 * sent; afterwards `TransactionExpired` with its proof, or `OutcomeUnknown` with the handle for `resume`.
 *
 * @example
 * ```ts
 * import { keypairWallet, sendTransaction } from "@truestake/sdk";
 *
 * const { signature, slot } = await sendTransaction(connection, keypairWallet(payer), { instructions });
 * ```
 */
export async function sendTransaction(
  chain: ChainSender | readonly ChainSender[],
  wallet: AnyWallet,
  batch: Batch,
  options: SendOptions = {},
): Promise<Sent> {
  const [sent] = await sendTransactions(chain, wallet, [batch], options);
  return sent as Sent;
}

/**
 * Sends transactions that do not depend on each other, at the same time; the wallet is asked once for all, if it can.
 * When some fail, the first error is thrown after all have come to an end: as `PartlyDone` with those that landed.
 */
export async function sendTransactions(
  chain: ChainSender | readonly ChainSender[],
  wallet: AnyWallet,
  batches: Batch[],
  options: SendOptions = {},
): Promise<Sent[]> {
  const done: Sent[] = [];
  try {
    await sendEach(nodesOf(chain, options), wallet, batches, options, done);
  } catch (error) {
    throw done.length > 0 ? partlyDone(done, error) : error;
  }
  return done;
}

/** Transactions at a time: a node that answers everybody refuses a flood. */
const WAVE = 40;

/** Like {@link sendTransactions}, for any number. What lands is added to `done`, also when the first error is thrown as it is. */
export async function sendInWaves(
  nodes: Nodes,
  wallet: AnyWallet,
  batches: Batch[],
  options: SendOptions,
  done: Sent[],
): Promise<void> {
  for (let at = 0; at < batches.length; at += WAVE) {
    await sendEach(nodes, wallet, batches.slice(at, at + WAVE), options, done);
  }
}

async function sendEach(nodes: Nodes, given: AnyWallet, batches: Batch[], options: SendOptions, done: Sent[]) {
  const wallet = connected(given);
  const { publicKey: payer } = wallet;
  for (const batch of batches) checkSigners(payer, batch);
  await nodes.checkClusters();
  const prepared = await Promise.all(batches.map((batch) => prepare(nodes, payer, batch, options)));
  if (!canSign(wallet)) {
    // The wallet shows its owner one after the other.
    for (const each of prepared) done.push(await sendByWallet(nodes, wallet, each, options));
    return;
  }
  const handles = await signed(nodes, wallet, prepared, options);
  const results = await Promise.allSettled(
    prepared.map((each, index) => land(nodes, wallet, each, handles[index] as Handle, options)),
  );
  for (const result of results) if (result.status === "fulfilled") done.push(result.value);
  const errors = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  if (errors.length > 0) throw together(errors);
}

/** The error of several: what may still land has to be settled, so it outweighs what has failed. */
function together(errors: readonly unknown[]): unknown {
  const open = errors.filter((error): error is TruestakeError => isTruestakeError(error) && error.effect === "unknown");
  if (open.length === 0 || errors.length === 1) return errors[0];
  const [first] = open as [TruestakeError];
  const handles = open.map(({ args }) => args.handle as Handle);
  const failed = errors.filter((error) => !open.includes(error as TruestakeError));
  return outcomeUnknown(first.args.handle as Handle, { cause: first, handles, failed });
}

function connected(wallet: AnyWallet): Wallet {
  if (!wallet.publicKey) throw new TruestakeError("NoWallet", "the wallet is not connected");
  return wallet as Wallet;
}

/** Refuses to send for another account than the action began with. */
function checkSigners(payer: PublicKey, { instructions, signers = [] }: Batch): void {
  const own = new Set([payer, ...signers.map(({ publicKey }) => publicKey)].map((key) => key.toBase58()));
  for (const { keys } of instructions) {
    const other = keys.find(({ isSigner, pubkey }) => isSigner && !own.has(pubkey.toBase58()));
    if (!other) continue;
    throw new TruestakeError(
      "WalletAccountChanged",
      `${other.pubkey.toBase58()} has to sign, and the wallet has the account ${payer.toBase58()}`,
    );
  }
}

async function prepare(nodes: Nodes, payer: PublicKey, batch: Batch, options: SendOptions): Promise<Prepared> {
  const { instructions } = batch;
  const { lookupTables, programId } = options;
  const [simulation, price] = await Promise.all([
    simulate(nodes, { payer, instructions, lookupTables, programId }),
    priorityFee(nodes, instructions, options.priorityFee),
  ]);
  const units = unitLimit(simulation.unitsConsumed);
  return { batch, budget: { units, price: boundedPrice(price, units, options.priorityFee?.mostLamports) } };
}

/** The price, or as much of it as the lamports allow; the units that tell equal calls apart count. */
function boundedPrice(price: bigint, units: number, mostLamports: bigint | undefined): bigint {
  if (mostLamports === undefined) return price;
  return min(price, priceWithin(mostLamports, Math.min(units + LOW_UNITS, MAX_COMPUTE_UNITS)));
}

/** A transaction to sign, unlike any other. */
function signable(
  wallet: Wallet,
  { batch, budget }: Prepared,
  blockhash: string,
  { lookupTables }: SendOptions,
): Signable {
  const { publicKey: payer } = wallet;
  const { instructions } = batch;
  let units = budget.units;
  const versioned = unequal((low) => {
    units = Math.min(budget.units, MAX_COMPUTE_UNITS - LOW_UNITS) + low;
    // A wallet that signs no versions never gets to see this one.
    const tables = isLegacyOnly(wallet) ? undefined : lookupTables;
    const own = { ...budget, units };
    try {
      return compile({ payer, instructions, blockhash, budget: own, lookupTables: tables });
    } catch (error) {
      if (!isError(error, "TooLarge") || tables === lookupTables || !lookupTables?.length) throw error;
      throw unsupported(error);
    }
  });
  const legacy = () => {
    try {
      return compileLegacy({ payer, instructions, blockhash, budget: { ...budget, units } });
    } catch (error) {
      throw isError(error, "TooLarge") && lookupTables?.length ? unsupported(error) : error;
    }
  };
  return { versioned, legacy };
}

function unsupported(cause: unknown): TruestakeError {
  return new TruestakeError(
    "WalletVersionUnsupported",
    "the wallet signs legacy transactions only, and this one fits with lookup tables only",
    { cause },
  );
}

/** Has the wallet sign, then everybody else, and the caller take it down. Nothing has been sent when it throws. */
async function signed(nodes: Nodes, wallet: Wallet, prepared: Prepared[], options: SendOptions): Promise<Handle[]> {
  const { publicKey: payer } = wallet;
  const { programId = PROGRAM_ID, onSigned, signal } = options;
  const { context, value, genesis } = await nodes.latest();
  const wanted = prepared.map((each) => signable(wallet, each, value.blockhash, options));
  const transactions = await sign(wallet, wanted, options);
  const isOurs = ({ message }: { message: { recentBlockhash: string } }) => message.recentBlockhash === value.blockhash;
  // The wallet has taken another blockhash: none that it can have known is good for longer than one of now.
  const later = transactions.every(isOurs) ? { value, genesis } : await nodes.latest();
  const handles: Handle[] = [];
  for (const [index, transaction] of transactions.entries()) {
    const { instructions, signers = [] } = (prepared[index] as Prepared).batch;
    const asked = { tables: options.lookupTables, signers: signers.map(({ publicKey }) => publicKey) };
    const guards = guardsIn(transaction, instructions, asked);
    checkPriority(transaction, options.priorityFee?.mostLamports);
    if (signers.length > 0) transaction.sign(signers);
    const last = (isOurs(transaction) ? value : later.value).lastValidBlockHeight;
    const nonce = nonceOf(transaction);
    const until = nonce
      ? { lastValidBlockHeight: undefined, nonceSlot: await slotHolding(nodes, nonce) }
      : { lastValidBlockHeight: last, nonceSlot: undefined };
    // A slot of one cluster and a height of another prove nothing.
    const of = later.genesis === genesis ? genesis : null;
    handles.push(handleOf(transaction, { payer, slot: context.slot, ...until, programId, genesis: of, guards }));
  }
  for (const handle of handles) await told(onSigned, handle);
  checkStopped(signal);
  return handles;
}

/** Nothing is sent that the caller could not take down. */
async function told(onSigned: SendOptions["onSigned"], handle: Handle): Promise<void> {
  try {
    await onSigned?.(handle);
  } catch (cause) {
    if (isTruestakeError(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TruestakeError("Aborted", `onSigned failed, and nothing was sent: ${reason}`, { phase: "send", cause });
  }
}

/** What is known where an outcome cannot be told. */
interface Open {
  cause?: unknown;
  /** All that are open of those that were sent together. */
  handles?: readonly Handle[];
  /** What others of these have failed with. */
  failed?: readonly unknown[];
}

/** The error of an outcome that cannot be told. */
export function outcomeUnknown(handle: Handle, { cause, handles = [handle], failed = [] }: Open = {}): TruestakeError {
  const { signature } = handle;
  const others = handles.length > 1 ? ` and ${handles.length - 1} more` : "";
  const message = `whether ${signature ?? "the transaction"}${others} lands cannot be told yet`;
  return new TruestakeError("OutcomeUnknown", message, { args: { signature, handle, handles, failed }, cause });
}

/** Follows what may have been sent: whatever goes wrong on the way, it may still land. */
async function follow(nodes: Nodes, handle: Handle, options: SendOptions): Promise<Outcome> {
  return settle(nodes, handle, options).catch((cause) => {
    throw outcomeUnknown(handle, { cause });
  });
}

async function land(
  nodes: Nodes,
  wallet: Wallet,
  prepared: Prepared,
  first: Handle,
  options: SendOptions,
): Promise<Sent> {
  for (let retries = options.retries ?? 0, handle = first; ; retries--) {
    const outcome = await follow(nodes, handle, options);
    if (outcome.status === "landed") return outcome.sent;
    if (outcome.status === "failed") throw outcome.error;
    if (outcome.status === "unknown") throw outcomeUnknown(outcome.handle);
    // Only now is it certain that the first one cannot land as well.
    if (retries <= 0) {
      const { proof, refusal } = outcome;
      const { signature } = handle;
      const why = refusal ? `; the last answer to sending it was: ${refusal.message}` : "";
      throw new TruestakeError(
        "TransactionExpired",
        `transaction ${signature} did not land before its ${proof.nonce ? "nonce was used up" : "blockhash expired"}${why}`,
        { args: { signature, proof }, cause: refusal },
      );
    }
    [handle] = (await signed(nodes, wallet, [prepared], options)) as [Handle];
  }
}

/** Has a wallet send that signs no other way. */
async function sendByWallet(nodes: Nodes, wallet: Wallet, prepared: Prepared, options: SendOptions): Promise<Sent> {
  const { publicKey: payer } = wallet;
  const { programId = PROGRAM_ID, onSigned, signal } = options;
  const { context, value, genesis } = await nodes.latest();
  const { versioned, legacy } = signable(wallet, prepared, value.blockhash, options);
  const isLegacy = isLegacyOnly(wallet);
  const transaction = isLegacy ? legacy() : versioned;
  const { signers = [] } = prepared.batch;
  // Afterwards it is too late: the wallet sends what it signs.
  if (signers.length > 0) "version" in transaction ? transaction.sign(signers) : transaction.partialSign(...signers);
  const message = "message" in transaction ? transaction.message : transaction.compileMessage();
  const handle: Handle = {
    message: toBase64(message.serialize()),
    payer: payer.toBase58(),
    slot: context.slot,
    programId: programId.toBase58(),
    genesis,
  };
  await told(onSigned, handle);
  checkStopped(signal);
  let answer: WalletAnswer;
  try {
    const asked = Promise.resolve().then(() => wallet.signAndSendTransaction?.(transaction) as Promise<WalletAnswer>);
    answer = await within(wallet, asked, options);
  } catch (error) {
    // Only its owner's no says that nothing was sent.
    if (isError(error, "WalletRejected") && isRefusal(error.cause)) throw error;
    throw outcomeUnknown(handle, { cause: error });
  }
  const signature = signatureOf(answer);
  const outcome = await follow(nodes, { ...handle, ...(signature ? { signature } : {}) }, options);
  if (outcome.status === "landed") return outcome.sent;
  if (outcome.status === "failed") throw outcome.error;
  throw outcomeUnknown(outcome.handle);
}

function signatureOf(answer: WalletAnswer): string | undefined {
  const told = typeof answer === "object" && "signature" in answer ? answer.signature : answer;
  return told instanceof Uint8Array ? bs58.encode(told) : told;
}
