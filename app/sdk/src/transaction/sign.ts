// The wallet signs: what comes back is what is sent, whatever was asked for.
import {
  type AddressLookupTableAccount,
  type PublicKey,
  type Transaction,
  type TransactionInstruction,
  type VersionedMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { isError, TruestakeError } from "../errors";
import { raced } from "../nodes/race";
import type { AnyWallet, Wallet } from "./wallet";

/** Milliseconds that a wallet has to answer; its owner reads first. */
const WALLET_TIMEOUT = 120_000;

/** How long a wallet is waited for. */
export interface WalletOptions {
  /** Milliseconds that the wallet has to sign; 120,000 if not given. A later answer is dropped. */
  walletTimeout?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** A transaction in the forms that wallets take. */
export interface Signable {
  versioned: VersionedTransaction;
  /** The same without a version. Throws `WalletVersionUnsupported` where only lookup tables make it fit. */
  legacy(): Transaction;
}

/** Whether a wallet says that it signs nothing but legacy transactions. */
export function isLegacyOnly({ supportedTransactionVersions: versions }: AnyWallet): boolean {
  return versions === null || (versions !== undefined && !versions.has(0));
}

/** Whether a wallet signs for somebody else to send, or else sends what it signs. */
export function canSign({ signTransaction, signAndSendTransaction }: AnyWallet): boolean {
  return signTransaction !== undefined || signAndSendTransaction === undefined;
}

/** Signed transactions, in their order. Nothing has left this machine when it throws. */
export async function sign(
  wallet: Wallet,
  transactions: Signable[],
  options: WalletOptions,
): Promise<VersionedTransaction[]> {
  const { publicKey: payer } = wallet;
  const ask = async (isLegacy: boolean): Promise<unknown[]> => {
    const wanted = transactions.map(({ versioned, legacy }) => (isLegacy ? legacy() : versioned));
    // Wallets may sign in place: what was asked for is kept.
    return within(wallet, signAll(wallet, wanted), options);
  };
  let signed: unknown[];
  const isLegacy = isLegacyOnly(wallet);
  try {
    signed = await ask(isLegacy);
  } catch (error) {
    const isVersion = isError(error, "WalletRejected") && !isRefusal(error.cause) && /version/i.test(error.message);
    if (isLegacy || !isVersion) throw error;
    // A wallet that does not know the version has shown nothing to anybody yet.
    signed = await ask(true).catch((legacy) => {
      if (!isError(legacy, "WalletRejected") || isRefusal(legacy.cause)) throw legacy;
      throw new TruestakeError("WalletVersionUnsupported", error.message, { cause: error.cause });
    });
  }
  sameAccount(wallet, payer);
  if (signed.length !== transactions.length) {
    throw new TruestakeError("WalletRejected", "the wallet did not give back as many transactions as it was to sign");
  }
  return signed.map((each) => {
    const transaction = received(each);
    const [feePayer] = transaction.message.staticAccountKeys;
    if (!feePayer?.equals(payer)) throw accountChanged();
    if (!transaction.signatures[0]?.some((byte) => byte !== 0)) {
      throw new TruestakeError("WalletRejected", "the wallet returned a transaction without a signature");
    }
    return transaction;
  });
}

async function signAll(wallet: AnyWallet, transactions: (Transaction | VersionedTransaction)[]): Promise<unknown[]> {
  if (transactions.length > 1 && wallet.signAllTransactions) return wallet.signAllTransactions(transactions);
  if (!wallet.signTransaction) throw new Error("the wallet signs no transactions");
  const signed: unknown[] = [];
  for (const transaction of transactions) signed.push(await wallet.signTransaction(transaction));
  return signed;
}

/** What a wallet does, in time, with its refusals by name. */
export async function within<T>(wallet: AnyWallet, asked: Promise<T>, options: WalletOptions): Promise<T> {
  const { walletTimeout = WALLET_TIMEOUT, signal } = options;
  const late = () =>
    new TruestakeError("WalletTimedOut", `the wallet did not answer within ${walletTimeout} ms`, {
      args: { walletTimeout },
    });
  try {
    return await raced(asked, { milliseconds: walletTimeout, signal, late });
  } catch (error) {
    if (isError(error, "WalletTimedOut", "Aborted", "DeadlinePassed", "WalletVersionUnsupported")) throw error;
    throw refusal(wallet, error);
  }
}

/** Whether the wallet's owner has said no: EIP-1193's code, which Solana's wallets use, too. */
export function isRefusal(error: unknown): boolean {
  const { code, error: inner } = (error ?? {}) as { code?: unknown; error?: unknown };
  return code === 4001 || (inner !== undefined && inner !== error && isRefusal(inner));
}

function refusal({ publicKey }: AnyWallet, cause: unknown): TruestakeError {
  const { name, message } = (cause ?? {}) as { name?: string; message?: string };
  if (publicKey === null || name === "WalletNotConnectedError") {
    return new TruestakeError("NoWallet", "the wallet is not connected", { cause });
  }
  const reason = message || (isRefusal(cause) ? "its owner said no" : String(cause));
  return new TruestakeError("WalletRejected", `the wallet did not sign: ${reason}`, { cause });
}

function accountChanged(): TruestakeError {
  return new TruestakeError("WalletAccountChanged", "the wallet has another account now than when the action began");
}

/** Refuses what another account of the wallet's has signed. */
export function sameAccount(wallet: AnyWallet, payer: Wallet["publicKey"]): void {
  if (!wallet.publicKey?.equals(payer)) throw accountChanged();
}

/** What came back, of whatever copy of web3.js. */
function received(answer: unknown): VersionedTransaction {
  const serializing = answer as { serialize?(options: object): Uint8Array };
  try {
    const bytes =
      answer instanceof Uint8Array
        ? answer
        : serializing.serialize?.({ requireAllSignatures: false, verifySignatures: false });
    if (bytes) return VersionedTransaction.deserialize(Uint8Array.from(bytes));
  } catch (cause) {
    throw new TruestakeError("WalletRejected", "the wallet returned what is no transaction", { cause });
  }
  throw new TruestakeError("WalletRejected", "the wallet returned nothing");
}

const COMPUTE_BUDGET = "ComputeBudget111111111111111111111111111111";

/** What is needed to tell what was asked for from what the wallet has made of it. */
export interface Asked {
  /** The tables that it may have been compiled with. */
  tables?: readonly AddressLookupTableAccount[] | undefined;
  /** Who signs besides the wallet, after it. */
  signers?: readonly PublicKey[] | undefined;
}

/**
 * Places of the instructions that are not those that were asked for, which all have to be there, in their order: the same program,
 * accounts, rights and data. What the wallet adds may name no other signer, and gives no account more rights in the instructions that
 * were asked for than it needs itself. Throws where the wallet has made something else of it: nobody has sent that yet.
 */
export function guardsIn(
  { message }: VersionedTransaction,
  wanted: TransactionInstruction[],
  { tables = [], signers = [] }: Asked = {},
): number[] {
  const keys = keysOf(message, tables);
  const named = (indexes: Iterable<number>) => Array.from(indexes, (index) => keys[index] ?? "");
  const own = wanted.filter(({ programId }) => programId.toBase58() !== COMPUTE_BUDGET);
  const others = new Set(signers.map((key) => key.toBase58()));
  const addedKeys = new Set<string>();
  const guards: number[] = [];
  let next = 0;
  for (const [place, { programIdIndex, accountKeyIndexes, data }] of message.compiledInstructions.entries()) {
    const [program, accounts] = [keys[programIdIndex], named(accountKeyIndexes)];
    if (program === COMPUTE_BUDGET && accounts.length === 0) continue;
    const asked = own[next];
    const isAsked =
      asked?.programId.toBase58() === program &&
      `${accounts}` === `${asked?.keys.map(({ pubkey }) => pubkey.toBase58())}` &&
      `${Uint8Array.from(data)}` === `${Uint8Array.from(asked?.data ?? [])}`;
    if (isAsked) {
      next++;
      continue;
    }
    if (accounts.some((key) => others.has(key))) throw another("it added an instruction of another signer's");
    for (const key of accounts) addedKeys.add(key);
    guards.push(place);
  }
  if (next !== own.length) throw another();
  // Rights are the transaction's, not the instruction's: each account has those that somebody needs.
  const needed = new Map<string, { isSigner: boolean; isWritable: boolean }>();
  for (const { pubkey, isSigner, isWritable } of own.flatMap((each) => each.keys)) {
    const before = needed.get(pubkey.toBase58());
    needed.set(pubkey.toBase58(), {
      isSigner: isSigner || before?.isSigner === true,
      isWritable: isWritable || before?.isWritable === true,
    });
  }
  for (const [index, key] of keys.entries()) {
    const rights = key === undefined ? undefined : needed.get(key);
    // The payer, who has all of them, is the first.
    if (!rights || key === undefined || index === 0) continue;
    const [isSigner, isWritable] = [message.isAccountSigner(index), message.isAccountWritable(index)];
    const isLess = (rights.isSigner && !isSigner) || (rights.isWritable && !isWritable);
    const isMore = (isSigner && !rights.isSigner) || (isWritable && !rights.isWritable);
    if (isLess || (isMore && !addedKeys.has(key))) throw another("it changed what may be done with an account");
  }
  return guards;
}

/** All accounts of a message by their places; undefined for those of a table that is not known. */
function keysOf(message: VersionedMessage, tables: readonly AddressLookupTableAccount[]): (string | undefined)[] {
  const looked = message.addressTableLookups.map(({ accountKey, writableIndexes, readonlyIndexes }) => {
    const addresses = tables.find(({ key }) => key.equals(accountKey))?.state.addresses;
    const found = (indexes: Iterable<number>) => Array.from(indexes, (index) => addresses?.[index]?.toBase58());
    return { writable: found(writableIndexes), readonly: found(readonlyIndexes) };
  });
  return [
    ...message.staticAccountKeys.map((key) => key.toBase58()),
    ...looked.flatMap(({ writable }) => writable),
    ...looked.flatMap(({ readonly }) => readonly),
  ];
}

function another(why?: string): TruestakeError {
  const text = "the wallet returned another transaction than it was to sign";
  return new TruestakeError("WalletRejected", why === undefined ? text : `${text}: ${why}`);
}
