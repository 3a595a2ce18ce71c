// One way from a command to the chain: sent, simulated, printed for somebody else, or proposed to a multisig.
import {
  PACKET_DATA_SIZE,
  PublicKey,
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
  type Sent,
  sendTransaction,
  TruestakeClient,
  TruestakeError,
  tokenAddress,
  type Wallet,
} from "@truestake/sdk";
import bs58 from "bs58";
import type { Context } from "../context/context";
import { addressOf, wholeOf } from "../options/values";
import { RefusedError, UsageError } from "../output/exit";
import { transactionLink } from "../output/explorer";
import { digest, Journal } from "./journal";
import { advance, fetchNonce, type Nonce, withNonce } from "./nonce";
import type { Signer } from "./signer";
import { openSigner } from "./signer";
import { type Simulated, simulated } from "./simulation";
import { type Proposed, propose, vaultOf } from "./squads";

/** A message that somebody else is to sign. */
export interface Printed {
  authority: PublicKey;
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

/** What came of an action, by the way it took. */
export type Acted<T> =
  | { mode: "sent"; transactions: Transaction[]; value: T }
  | { mode: "earlier"; transactions: Transaction[] }
  | { mode: "dry-run"; simulated: Simulated[] }
  | { mode: "message"; message: Printed }
  | { mode: "proposals"; proposals: Proposed };

export interface Act<T> {
  /** The question before it: what will happen, with amounts. */
  question: string;
  /** Does it; with a client that only captures, too. */
  run(client: TruestakeClient): Promise<T>;
  /**
   * Whether the same command again is the same deed: then it is not done twice where an earlier run's outcome was open. What plans
   * from the chain's state, like an exit in steps, goes on instead.
   */
  isOnce?: boolean;
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
  const place = of.deployment ?? (await context.deployment());
  if (globals.squads !== undefined) {
    return { mode: "proposals", proposals: await proposeIt(context, place, of) };
  }
  if (globals.printOnly) return { mode: "message", message: await print(context, place, of) };
  if (globals.dryRun) return { mode: "dry-run", simulated: await dryRun(context, place, of) };
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
  const signer = await context.signer();
  const { url } = context;
  const journal = new Journal(context.io, url, signer.address);
  const { isOnce = true } = of;
  // The time is no part of it: the same words are the same deed.
  const key = digest(place.pool.toBase58(), context.called);
  const earlier = await settleLeft(context, place, journal, signer);
  if (isOnce && earlier?.key === key && earlier.landed.length > 0) {
    context.note("An earlier run of this command had landed: nothing is sent again.");
    return { mode: "earlier", transactions: earlier.landed.map((sent) => transactionOf(url, sent)) };
  }
  await context.confirm(of.question);
  journal.begin(key, context.called.name);
  const wallet = walletOf(context, signer);
  const onSigned = (handle: Handle) => {
    journal.signed(handle);
    if (handle.signature) context.note(`sent ${handle.signature}`);
  };
  try {
    const client = clientOf(context, place, wallet, onSigned);
    const value =
      context.globals.feePayer === undefined
        ? await of.run(client)
        : await sponsored(context, place, of, { signer, onSigned });
    journal.close();
    const sent = distinct(sentIn(value));
    for (const { signature } of sent) context.note(transactionLink(url, signature));
    return { mode: "sent", transactions: sent.map((each) => transactionOf(url, each)), value: value as T };
  } catch (error) {
    // Only what may still land stays open.
    if (!isOpen(error)) journal.close();
    throw refusalIn(error) ?? error;
  }
}

/** Our own refusal, which the SDK wraps as the wallet's. */
function refusalIn(error: unknown): unknown {
  const { cause } = (error ?? {}) as { cause?: unknown };
  return cause instanceof RefusedError || cause instanceof UsageError ? cause : undefined;
}

function isOpen(error: unknown): boolean {
  if (isError(error, "OutcomeUnknown")) return true;
  return isError(error, "PartlyDone") && isOpen(error.args.error);
}

/** Settles what an earlier command left open. Throws while that cannot be told: nothing is sent before. */
async function settleLeft(context: Context, place: Deployment, journal: Journal, signer: Signer) {
  const left = journal.left();
  if (!left) return undefined;
  context.note(`Settling what an earlier \`${left.what}\` has left open …`);
  const client = clientOf(context, place, { publicKey: signer.address });
  const landed: Sent[] = [];
  for (const handle of left.handles) {
    const outcome = await client.resume(handle);
    if (outcome.status === "unknown") {
      const { signature } = outcome.handle;
      throw new TruestakeError(
        "OutcomeUnknown",
        `whether ${signature} of an earlier \`${left.what}\` lands cannot be told yet`,
        {
          args: { signature, handle },
        },
      );
    }
    context.note(`${handle.signature} has ${outcome.status}`);
    if (outcome.status === "landed") landed.push(outcome.sent);
  }
  journal.close();
  return { key: left.key, landed };
}

/** An action whose fees, and new token accounts, somebody else pays. */
async function sponsored<T>(
  context: Context,
  place: Deployment,
  of: Act<T>,
  { signer, onSigned }: { signer: Signer; onSigned(handle: Handle): void },
): Promise<{ sent: Sent }> {
  const payer = await openSigner(context.globals.feePayer ?? "", context.io);
  if (!signer.keypair) throw new UsageError("--fee-payer works with a keypair file as -k only");
  const own = clientOf(context, place, { publicKey: signer.address });
  const { instructions, before } = await own.unsigned(signer.address, of.run);
  const wallet = walletOf(context, payer);
  await before(clientOf(context, place, wallet, onSigned).session);
  const paid = instructions.map((each) => paidBy(each, signer.address, payer.address));
  const batch = { instructions: paid, signers: [signer.keypair] };
  const sent = await sendTransaction(context.nodes, wallet, batch, {
    ...context.sending,
    programId: place.programId,
    onSigned,
  });
  return { sent };
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

async function dryRun<T>(context: Context, place: Deployment, of: Act<T>): Promise<Simulated[]> {
  const { address } = await context.signer();
  const nonce = await nonceOf(context);
  const captured: VersionedTransaction[] = [];
  const signAllTransactions = async (all: unknown[]): Promise<never> => {
    captured.push(...all.map((each) => withNonce(each as VersionedTransaction, nonce)));
    throw new Captured(captured);
  };
  const wallet = {
    publicKey: address,
    signTransaction: (one: unknown) => signAllTransactions([one]),
    signAllTransactions,
  };
  try {
    await of.run(clientOf(context, place, wallet as unknown as Wallet));
  } catch (error) {
    const { cause } = (isError(error, "PartlyDone") ? (error.args.error as object) : error) as { cause?: unknown };
    if (!(cause instanceof Captured)) throw error;
  }
  const options = { labels: labelsOf(place, address), programId: place.programId };
  const shown: Simulated[] = [];
  for (const transaction of captured) {
    shown.push(await context.ask("simulateTransaction", (connection) => simulated(connection, transaction, options)));
  }
  return shown;
}

/** What the accounts of a pool and of its user are called. */
export function labelsOf(place: Deployment, wallet: PublicKey): Map<string, string> {
  const { reserve, pool, validators, escrow, mint, liquidityPool: lp } = place;
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
  ];
  return new Map(entries.map(([key, label]) => [key.toBase58(), label]));
}

async function print<T>(context: Context, place: Deployment, of: Act<T>): Promise<Printed> {
  const { address: authority } = await context.signer();
  const { instructions } = await clientOf(context, place, { publicKey: authority }).unsigned(authority, of.run);
  const nonce = await nonceOf(context);
  const recentBlockhash = nonce?.value ?? (await latestBlockhash(context.nodes));
  const all = nonce ? [advance(nonce), ...instructions] : instructions;
  const message = new TransactionMessage({
    payerKey: authority,
    recentBlockhash,
    instructions: all,
  }).compileToV0Message();
  const bytes = message.serialize();
  const signed = new VersionedTransaction(message).serialize().length;
  return {
    authority,
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

/** Everything that was sent, wherever it stands in a result. */
export function sentIn(value: unknown): Sent[] {
  if (typeof value !== "object" || value === null || value instanceof PublicKey) return [];
  if (Array.isArray(value)) return value.flatMap(sentIn);
  if ("signature" in value && "hasDetails" in value) return [value as Sent];
  return Object.values(value).flatMap(sentIn);
}

const distinct = (all: Sent[]): Sent[] => [...new Map(all.map((sent) => [sent.signature, sent])).values()];

export const transactionOf = (url: string, { signature, slot }: Sent): Transaction => ({
  signature,
  slot,
  explorer: transactionLink(url, signature),
});
