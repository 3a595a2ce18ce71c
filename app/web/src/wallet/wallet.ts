// The wallet that is connected: chosen by its user, remembered by its name, and gone when it says so.
import type { Transaction, VersionedTransaction } from "@solana/web3.js";
import { PublicKey } from "@solana/web3.js";
import { TruestakeError, type Wallet, type WalletAnswer } from "@truestake/sdk";
import { store, useStore } from "../data/store";
import { drop as forget, keep, keptBy } from "../kept";
import { APPS, canReachApps, offerApps } from "./apps";
import { type StandardWallet, type WalletAccount, watchWallets } from "./standard";

export interface Connected {
  wallet: StandardWallet;
  account: WalletAccount;
  owner: PublicKey;
}

export interface Wallets {
  /** What is there to choose from. */
  found: readonly StandardWallet[];
  connected: Connected | undefined;
  /** The wallet that is being asked just now. */
  asked: StandardWallet | undefined;
  /** Why the last attempt to connect failed. */
  error: unknown;
}

const REMEMBERED = "truestake.wallet";
const MAIN = "solana:mainnet";

export const wallets = store<Wallets>({ found: [], connected: undefined, asked: undefined, error: undefined });
export const useWallets = (): Wallets => useStore(wallets);

let unlisten: (() => void) | undefined;

function take(wallet: StandardWallet, accounts: readonly WalletAccount[]): void {
  const account = accounts[0];
  if (!account) drop();
  else wallets.update({ connected: { wallet, account, owner: new PublicKey(account.publicKey) }, error: undefined });
}

function drop(): void {
  unlisten?.();
  unlisten = undefined;
  wallets.update({ connected: undefined });
}

/** Questions so far: only the answer to the last one counts. */
let questions = 0;

/**
 * Asks a wallet for its accounts, and says whether it is connected now; a silent question is answered only where it was said yes to
 * before.
 */
export async function connectWallet(wallet: StandardWallet, silent = false): Promise<boolean> {
  const { "standard:connect": feature, "standard:events": events } = wallet.features;
  if (!feature) return false;
  const question = ++questions;
  wallets.update({ asked: wallet, error: undefined });
  try {
    const { accounts } = await feature.connect(silent ? { silent } : undefined);
    if (question !== questions || (accounts.length === 0 && silent)) return false;
    unlisten?.();
    unlisten = events?.on("change", ({ accounts: changed }) => {
      if (changed) take(wallet, changed);
    });
    take(wallet, accounts);
    if (accounts.length > 0) keep(REMEMBERED, wallet.name);
    return accounts.length > 0;
  } catch (error) {
    if (!silent && question === questions) wallets.update({ error });
    return false;
  } finally {
    if (question === questions) wallets.update({ asked: undefined });
  }
}

/** Waits no more for a wallet that may never answer; if it does after all, that counts until another one is asked. */
export const stopAsking = (): void => wallets.update({ asked: undefined, error: undefined });

/** Adds the wallet apps of a phone where they can be reached and no other wallet is there. */
export async function findApps(chain: string): Promise<void> {
  const hasOther = wallets.get().found.some(({ name }) => name !== APPS);
  if (hasOther || !canReachApps()) return;
  await offerApps(chain).catch((error) => wallets.update({ error }));
}

export async function disconnectWallet(): Promise<void> {
  const { connected } = wallets.get();
  forget(REMEMBERED);
  drop();
  await connected?.wallet.features["standard:disconnect"]?.disconnect().catch(() => undefined);
}

/** Looks for wallets, and connects the one of the last visit again if it does that without a question. */
export function startWallets(): void {
  watchWallets((found) => {
    const { found: before, connected } = wallets.get();
    wallets.update({ found });
    if (connected && !found.includes(connected.wallet)) drop();
    const remembered = found.find(({ name }) => name === keptBy(REMEMBERED));
    if (remembered && !before.includes(remembered) && !connected) void connectWallet(remembered, true);
  });
  // They do not announce themselves. Their chain is asked for only when one is connected by hand, after this.
  if (keptBy(REMEMBERED) === APPS) void findApps(MAIN);
}

type AnyTransaction = Transaction | VersionedTransaction;

const bytesOf = (transaction: AnyTransaction): Uint8Array =>
  Uint8Array.from(transaction.serialize({ requireAllSignatures: false, verifySignatures: false }));

/** A wallet is asked to sign, or to sign and send by itself; or it has sent. */
export type WalletStep = "signs" | "sends" | "sent";

/**
 * What is connected as the SDK takes a wallet. Its key is the one of the moment: the SDK compares it before and after, and refuses what
 * another account has signed. `onStep` is told whenever the wallet is about to ask its user, and when it has sent by itself.
 */
export function sdkWallet(cluster: string, onStep: (step: WalletStep) => void): Wallet {
  const now = (): Connected => {
    const { connected } = wallets.get();
    if (!connected) throw new TruestakeError("NoWallet", "the wallet is not connected");
    return connected;
  };
  const chain = `solana:${cluster}`;
  const first = now();
  const { "solana:signTransaction": signs, "solana:signAndSendTransaction": sends } = first.wallet.features;
  const versions = (signs ?? sends)?.supportedTransactionVersions;
  const signAll = async (transactions: AnyTransaction[]): Promise<unknown[]> => {
    const { account } = now();
    onStep("signs");
    const inputs = transactions.map((transaction) => ({ account, transaction: bytesOf(transaction), chain }));
    const signed = (await signs?.signTransaction(...inputs)) ?? [];
    // The SDK reads bytes as well as transactions.
    return signed.map(({ signedTransaction }) => Uint8Array.from(signedTransaction));
  };
  return {
    get publicKey(): PublicKey {
      return now().owner;
    },
    ...(versions ? { supportedTransactionVersions: new Set(versions) } : {}),
    ...(signs
      ? {
          signTransaction: async <T extends AnyTransaction>(transaction: T) => (await signAll([transaction]))[0] as T,
          signAllTransactions: async <T extends AnyTransaction>(all: T[]) => (await signAll(all)) as T[],
        }
      : {}),
    ...(sends
      ? {
          signAndSendTransaction: async (transaction: AnyTransaction): Promise<WalletAnswer> => {
            onStep("sends");
            const [answer] = await sends.signAndSendTransaction({
              account: now().account,
              transaction: bytesOf(transaction),
              chain,
            });
            if (!answer) throw new Error("the wallet did not say what it has sent");
            onStep("sent");
            return { signature: answer.signature };
          },
        }
      : {}),
  };
}
