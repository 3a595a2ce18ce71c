// One way from a command to the chain: sent, simulated, printed for somebody else, or proposed to a multisig.
import {
  type Keypair,
  PACKET_DATA_SIZE,
  PublicKey,
  type Signer as SolanaSigner,
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import {
  ASSOCIATED_TOKEN_PROGRAM_ID,
  type ChainSender,
  type Deployment,
  type Handle,
  isError,
  isTruestakeError,
  type Sent,
  sendTransaction,
  TruestakeClient,
  tokenAddress,
  type Wallet,
} from "@truestake/sdk";
import { stewardOf } from "@truestake/sdk/steward";
import bs58 from "bs58";
import type { Context } from "../context/context";
import { addressOf, wholeOf } from "../options/values";
import { isOpen, RefusedError, UsageError } from "../output/exit";
import { transactionLink } from "../output/explorer";
import { deedIn, earlierRuns, keyOf, landedOf } from "./earlier";
import { Journal, type Kind } from "./journal";
import { advance, fetchNonce, type Nonce, withNonce } from "./nonce";
import { reporting, sentIn } from "./sent";
import type { Signer } from "./signer";
import { openSigner } from "./signer";
import { type Simulated, simulated as simulate } from "./simulation";
import { type Proposed, propose, vaultOf } from "./squads";
import { isDone, sentOf } from "./told";

/** A message that somebody else is to sign. */
export interface Printed {
  authority: PublicKey;
  /** Who pays the fees, and signs as well: the authority, or who --fee-payer says. */
  payer: PublicKey;
  base58: string;
  base64: string;
  bytes: number;
  /** Bytes that a transaction with it still has room for: a multisig's wrapper takes 384 at least. */
  bytesLeft: number;
  blockhash: string;
  /** Whether the blockhash is a durable nonce, which does not expire. */
  durable: boolean;
}

export interface Transaction {
  signature: string;
  slot: bigint;
  explorer: string;
}

/** What was done by an earlier run of the same command. */
export interface Earlier {
  mode: "earlier";
  transactions: Transaction[];
}

/** What came of an action, by the way it took. */
export type Acted<T> =
  | { mode: "sent"; transactions: Transaction[]; value: T }
  | Earlier
  /** It was done, and no node that was asked keeps what came of it. */
  | { mode: "landed"; transactions: Transaction[] }
  /** `following` counts the transactions after those that are simulated; null where that is not known. */
  | { mode: "dry-run"; simulated: Simulated[]; following: number | null }
  | { mode: "message"; message: Printed }
  | { mode: "proposals"; proposals: Proposed };

export interface Act<T> {
  /** The question before it: what will happen, with amounts. */
  question: string;
  /** Does it; with a client that only captures, too. */
  run(client: TruestakeClient): Promise<T>;
  /**
   * What the same command again is, where an earlier run's outcome was open; "once" if not given. A deed in "parts" is asked for its
   * rest: see `doneBefore`. What plans from the chain's state, like an exit in "steps", goes on.
   */
  kind?: Kind;
  /**
   * What came of it, from its transactions alone: `run` gives nothing where somebody else pays. --fee-payer is refused without it.
   */
  result?: (sent: Sent[]) => T;
  /** Whether anybody may: then who pays with --fee-payer does it. */
  isAnybodys?: boolean;
  /** Where the program and its pool are; the pool that is asked for if not given. */
  deployment?: Deployment;
}

/** Who the action is of: the multisig's vault, or the signer. */
export async function actor(context: Context): Promise<PublicKey> {
  const { squads } = context.globals;
  if (squads !== undefined) return vaultOf(multisigOf(context), vaultIndex(context));
  return (await context.signer()).address;
}

const multisigOf = ({ globals }: Context): PublicKey => addressOf("--squads", globals.squads ?? "");
const vaultIndex = ({ globals }: Context): number => wholeOf("--vault", globals.vault ?? "0", 0, 255);

/** Whether it is sent now, by this command. */
export function isSending({ globals }: Context): boolean {
  return MODES.every((mode) => globals[mode] === undefined || globals[mode] === false);
}

/** Whether a minimum has to be named by the user, since what is signed now runs later. */
export function isForLater({ globals }: Context): boolean {
  return globals.printOnly === true || globals.squads !== undefined;
}

/** Bytes that a multisig's wrapper takes. */
const WRAPPER_BYTES = 384;

/** The ways of which one command takes only one. */
const MODES = ["dryRun", "printOnly", "squads"] as const;
const NAMES = { dryRun: "--dry-run", printOnly: "--print-only", squads: "--squads" };

/** Does something, in the way that the global options ask for. */
export async function act<T>(context: Context, of: Act<T>): Promise<Acted<T>> {
  const { globals } = context;
  const chosen = MODES.filter((mode) => globals[mode] !== undefined && globals[mode] !== false);
  if (chosen.length > 1) throw new UsageError(`${chosen.map((mode) => NAMES[mode]).join(" and ")} exclude each other`);
  if (globals.feePayer !== undefined && globals.squads !== undefined) {
    throw new UsageError("--squads and --fee-payer exclude each other: whoever proposes pays");
  }
  const place = of.deployment ?? (await context.deployment());
  if (globals.squads !== undefined) {
    return { mode: "proposals", proposals: await proposeIt(context, place, of) };
  }
  if (globals.printOnly) return { mode: "message", message: await print(context, place, of) };
  if (globals.dryRun) return { mode: "dry-run", ...(await dryRun(context, place, of)) };
  return send(context, place, of);
}

export function clientOf(
  context: Context,
  place: Deployment,
  wallet: Wallet,
  onSigned?: (handle: Handle) => void,
): TruestakeClient {
  const { nodes: connection, sending } = context;
  return new TruestakeClient({
    ...place,
    connection,
    wallet,
    options: { ...sending, ...(onSigned ? { onSigned } : {}) },
  });
}

async function nonceOf({ nodes, globals }: Context): Promise<Nonce | undefined> {
  if (globals.nonceAccount === undefined) return undefined;
  return fetchNonce(nodes, addressOf("--nonce-account", globals.nonceAccount));
}

/** The SDK's wallet of a signer: every transaction is changed as the options ask, then signed. */
function walletOf(context: Context, signer: Signer): Wallet {
  let used: string | undefined;
  const signTransaction = async (given: unknown): Promise<never> => {
    const nonce = await nonceOf(context);
    if (nonce && !nonce.authority.equals(signer.address)) {
      throw new RefusedError(`the nonce account belongs to ${nonce.authority.toBase58()}`);
    }
    if (nonce && nonce.value === used) {
      throw new RefusedError(
        "a nonce account signs one transaction at a time, and this takes several: leave --nonce-account out",
      );
    }
    used = nonce?.value;
    const transaction = withNonce(given as VersionedTransaction, nonce);
    return (await signer.sign(transaction)) as never;
  };
  return { publicKey: signer.address, signTransaction };
}

async function send<T>(context: Context, place: Deployment, of: Act<T>): Promise<Acted<T>> {
  const { url, io, called, globals } = context;
  const { kind = "once", result } = of;
  if (globals.feePayer !== undefined && !result && !of.isAnybodys) {
    throw new UsageError(`--fee-payer does not work with ${called.name}: let the key of -k pay`);
  }
  const signer = await context.signer();
  const journal = new Journal(io, signer.address, await context.genesis());
  const key = keyOf(context, place);
  if (kind === "once") {
    const before = await doneByEarlierRun(context, place);
    if (before) return before;
  }
  const earlier = await earlierRuns(context, place);
  await context.confirm(of.question);
  journal.begin({ key, kind, what: called.name });
  const by = of.isAnybodys && globals.feePayer !== undefined ? await openSigner(globals.feePayer, io) : signer;
  const wallet = walletOf(context, by);
  const onSigned = (handle: Handle) => {
    journal.signed(handle);
    if (handle.signature) context.note(`sent ${handle.signature}`);
  };
  const done = (sent: readonly Pick<Sent, "signature" | "slot">[]): Transaction[] => {
    journal.close();
    for (const { id } of earlier) journal.forget(id);
    for (const { signature } of sent) context.note(transactionLink(url, signature));
    return sent.map((each) => transactionOf(url, each));
  };
  try {
    if (globals.feePayer !== undefined && result && !of.isAnybodys) {
      const sent = await sponsored(context, place, of, { signer, onSigned });
      const transactions = done(sent);
      return orLanded(transactions, () => ({ mode: "sent", transactions, value: result(sent) }));
    }
    const value = await of.run(clientOf(context, place, wallet, onSigned));
    return { mode: "sent", transactions: done(sentIn(value)), value };
  } catch (error) {
    if (isDone(error) && kind !== "parts") return { mode: "landed", transactions: done([sentOf(error)]) };
    // Only what may still land stays open; and what is to be gone on with.
    if (kind === "parts" && !isOpen(error)) journal.keep(landedBefore(error));
    else if (!isOpen(error)) journal.close();
    // Whether there is more of it the next run finds out.
    if (isDone(error)) return await reporting([sentOf(error)], () => Promise.reject(error));
    throw refusalIn(error) ?? error;
  }
}

/** What an earlier run of the very same command landed, where one did. It is told once: the next run of it does it anew. */
export async function doneByEarlierRun(context: Context, place: Deployment): Promise<Earlier | undefined> {
  const earlier = await earlierRuns(context, place);
  if (earlier.length === 0) return undefined;
  context.note("An earlier run of this command had landed: nothing is sent again.");
  const journal = new Journal(context.io, (await context.signer()).address, await context.genesis());
  for (const { id } of earlier) journal.forget(id);
  const transactions = earlier.flatMap(landedOf).map((sent) => transactionOf(context.url, sent));
  return { mode: "earlier", transactions };
}

/** What had landed when a deed in parts stopped. */
function landedBefore(error: unknown): Sent[] {
  const { done, error: cause } = isError(error, "PartlyDone") ? error.args : { done: [], error };
  return [...sentIn(done), ...(isDone(cause) ? [sentOf(cause)] : [])];
}

/** What `of` makes of transactions that landed; or that they have, where nobody knows what came of it. */
export function orLanded<R>(
  transactions: Transaction[],
  of: () => R,
): R | { mode: "landed"; transactions: Transaction[] } {
  try {
    return of();
  } catch (error) {
    if (isDone(error)) return { mode: "landed", transactions };
    throw error;
  }
}

/** Our own refusal, which the SDK wraps as the wallet's. */
function refusalIn(error: unknown): unknown {
  const { cause } = (error ?? {}) as { cause?: unknown };
  return cause instanceof RefusedError || cause instanceof UsageError ? cause : undefined;
}

/** An action whose fees, and new token accounts, somebody else pays. */
async function sponsored<T>(
  context: Context,
  place: Deployment,
  of: Act<T>,
  { signer, onSigned }: { signer: Signer; onSigned(handle: Handle): void },
): Promise<Sent[]> {
  const payer = await openSigner(context.globals.feePayer ?? "", context.io);
  if (!signer.keypair) throw new UsageError("--fee-payer works with a keypair file as -k only");
  return sendSponsored(context, place, of, { wallet: walletOf(context, payer), owner: signer.keypair, onSigned });
}

/** Sends an action's transactions, one after the other, signed by their owner and paid by a wallet. */
async function sendSponsored<T>(
  context: Context,
  place: Deployment,
  of: Act<T>,
  { wallet, owner, onSigned }: { wallet: Wallet; owner: Keypair | SolanaSigner; onSigned?(handle: Handle): void },
): Promise<Sent[]> {
  const { publicKey } = owner;
  const messages = await clientOf(context, place, { publicKey }).unsignedAll(publicKey, of.run);
  const options = { ...context.sending, programId: place.programId, ...(onSigned ? { onSigned } : {}) };
  const sent: Sent[] = [];
  return reporting(sent, async () => {
    await messages[0]?.before(clientOf(context, place, wallet, onSigned).session);
    for (const { instructions } of messages) {
      const paid = instructions.map((each) => paidBy(each, publicKey, wallet.publicKey));
      sent.push(await sendTransaction(context.nodes, wallet, { instructions: paid, signers: [owner] }, options));
    }
    return sent;
  });
}

/** New token accounts are the sponsor's to pay, too. */
function paidBy(instruction: TransactionInstruction, owner: PublicKey, payer: PublicKey): TransactionInstruction {
  const [first, ...rest] = instruction.keys;
  const isTokenAccount = instruction.programId.equals(ASSOCIATED_TOKEN_PROGRAM_ID);
  if (!isTokenAccount || !first?.pubkey.equals(owner)) return instruction;
  instruction.keys = [{ ...first, pubkey: payer }, ...rest];
  return instruction;
}

/** What stops an action once its transactions are known. */
class Captured {
  constructor(readonly transactions: VersionedTransaction[]) {}
}

async function dryRun<T>(
  context: Context,
  place: Deployment,
  of: Act<T>,
): Promise<{ simulated: Simulated[]; following: number | null }> {
  const { address } = await context.signer();
  // What would be asked has the amounts.
  context.note(of.question.replace(/\?$/, ":"));
  const nonce = await nonceOf(context);
  const payer = await sponsorOf(context);
  const captured: VersionedTransaction[] = [];
  const signAllTransactions = async (all: unknown[]): Promise<never> => {
    captured.push(...all.map((each) => withNonce(each as VersionedTransaction, nonce)));
    throw new Captured(captured);
  };
  const wallet = {
    publicKey: payer ?? address,
    signTransaction: (one: unknown) => signAllTransactions([one]),
    signAllTransactions,
  } as unknown as Wallet;
  try {
    // Nothing gets as far as the owner's signature.
    const owner = { publicKey: address, secretKey: new Uint8Array() };
    if (payer) await sendSponsored(context, place, of, { wallet, owner });
    else await of.run(clientOf(context, place, wallet));
  } catch (error) {
    const { cause } = (isError(error, "PartlyDone") ? (error.args.error as object) : error) as { cause?: unknown };
    if (!(cause instanceof Captured)) throw error;
  }
  const options = { labels: labelsOf(place, address), programId: place.programId };
  const simulated: Simulated[] = [];
  for (const transaction of captured) {
    simulated.push(
      await context.ask("simulateTransaction", (connection) => simulate(connection, transaction, options)),
    );
  }
  return { simulated, following: await followingOf(context, place, of, captured) };
}

/** How many transactions an action takes after the first of them; null where that cannot be told before. */
async function followingOf<T>(
  context: Context,
  place: Deployment,
  of: Act<T>,
  captured: readonly VersionedTransaction[],
): Promise<number | null> {
  if (captured.length === 0) return 0;
  const { address } = await context.signer();
  try {
    const all = await clientOf(context, place, { publicKey: address }).unsignedAll(address, of.run);
    const deeds = captured.filter(({ message }) => deedIn(message, place.programId).length > 0);
    return Math.max(0, all.length - deeds.length);
  } catch (error) {
    if (isTruestakeError(error)) return null;
    throw error;
  }
}

/** Who pays in the owner's place, where somebody does. */
async function sponsorOf({ globals, io }: Context): Promise<PublicKey | undefined> {
  return globals.feePayer === undefined ? undefined : (await openSigner(globals.feePayer, io)).address;
}

/** What the accounts of a pool and of its user are called. */
export function labelsOf(place: Deployment, wallet: PublicKey): Map<string, string> {
  const { reserve, pool, validators, escrow, mint, liquidityPool: lp } = place;
  const { steward, members, vault } = stewardOf(place);
  const entries: [PublicKey, string][] = [
    [wallet, "wallet"],
    [tokenAddress(mint, wallet), "wallet's tokens"],
    [tokenAddress(lp.liquidityMint, wallet), "wallet's shares"],
    [reserve, "reserve"],
    [pool, "pool"],
    [validators, "validator list"],
    [escrow, "escrow"],
    [lp.liquiditySol, "liquidity SOL"],
    [lp.liquidityTokens, "liquidity tokens"],
    [steward, "steward"],
    [members, "steward's members"],
    [vault, "bonds"],
  ];
  return new Map(entries.map(([key, label]) => [key.toBase58(), label]));
}

/** An action as the one message that it takes. */
async function messageOf<T>(context: Context, place: Deployment, of: Act<T>, authority: PublicKey) {
  const client = clientOf(context, place, { publicKey: authority });
  const messages = await client.unsignedAll(authority, of.run).catch((error) => {
    throw refusalToPrint(error) ?? error;
  });
  const [message, ...others] = messages;
  if (message && others.length === 0) return message;
  throw new UsageError(
    `--print-only prints one transaction, and this takes ${messages.length}: name fewer at a time, or send it from a key, or with --squads`,
  );
}

/** What no message can be of, in the words of the command line. */
function refusalToPrint(error: unknown): UsageError | undefined {
  if (!isError(error, "InvalidArgument") || error.args.argument !== "act") return undefined;
  const { value } = error.args;
  const isKey = typeof value === "string" && /^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(value);
  if (!isKey) return new UsageError("--print-only has nothing to print: nothing is to be done now");
  return new UsageError(
    `--print-only is for one key that signs, and ${value} has to sign this, too: send it with both keys`,
  );
}

async function print<T>(context: Context, place: Deployment, of: Act<T>): Promise<Printed> {
  const { address: authority } = await context.signer();
  const { instructions: own } = await messageOf(context, place, of, authority);
  const payer = (await sponsorOf(context)) ?? authority;
  const instructions = own.map((each) => paidBy(each, authority, payer));
  const nonce = await nonceOf(context);
  const recentBlockhash = nonce?.value ?? (await latestBlockhash(context.nodes));
  const all = nonce ? [advance(nonce), ...instructions] : instructions;
  const message = new TransactionMessage({
    payerKey: payer,
    recentBlockhash,
    instructions: all,
  }).compileToV0Message();
  const bytes = message.serialize();
  const signed = new VersionedTransaction(message).serialize().length;
  return {
    authority,
    payer,
    base58: bs58.encode(bytes),
    base64: Buffer.from(bytes).toString("base64"),
    bytes: bytes.length,
    bytesLeft: PACKET_DATA_SIZE - signed,
    blockhash: recentBlockhash,
    durable: nonce !== undefined,
  };
}

async function latestBlockhash(connection: ChainSender): Promise<string> {
  return (await connection.getLatestBlockhash("confirmed")).blockhash;
}

async function proposeIt<T>(context: Context, place: Deployment, of: Act<T>): Promise<Proposed> {
  const vault = vaultOf(multisigOf(context), vaultIndex(context));
  const messages = await clientOf(context, place, { publicKey: vault }).unsignedAll(vault, of.run);
  return proposePacks(
    context,
    messages.map(({ instructions }) => instructions),
    of.question,
  );
}

/** Proposes several transactions to the multisig of the options, as many at once as a proposal has room for. */
export async function proposePacks(
  context: Context,
  packs: readonly TransactionInstruction[][],
  question: string,
): Promise<Proposed> {
  const signer = await context.signer();
  const [multisig, index] = [multisigOf(context), vaultIndex(context)];
  const vault = vaultOf(multisig, index);
  return propose(context, {
    ...{ multisig, index, vault, signer, wallet: walletOf(context, signer), question },
    packs: packed(vault, packs),
  });
}

/** Steps that follow each other together, while a wrapper has room around them. */
function packed(payerKey: PublicKey, packs: readonly TransactionInstruction[][]): TransactionInstruction[][] {
  const most = PACKET_DATA_SIZE - WRAPPER_BYTES;
  const fits = (instructions: TransactionInstruction[]): boolean => {
    const message = new TransactionMessage({ payerKey, recentBlockhash: PublicKey.default.toBase58(), instructions });
    try {
      return message.compileToV0Message().serialize().length <= most;
    } catch {
      // Far too much to be written at all.
      return false;
    }
  };
  const joined: TransactionInstruction[][] = [];
  for (const pack of packs) {
    const last = joined.at(-1);
    if (last && fits([...last, ...pack])) last.push(...pack);
    else joined.push([...pack]);
  }
  return joined;
}

export const transactionOf = (url: string, { signature, slot }: Pick<Sent, "signature" | "slot">): Transaction => ({
  signature,
  slot,
  explorer: transactionLink(url, signature),
});
