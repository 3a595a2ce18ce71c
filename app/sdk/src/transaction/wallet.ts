import { type Keypair, type PublicKey, type Transaction, VersionedTransaction } from "@solana/web3.js";

/** What a wallet may say after it has sent a transaction. */
export type WalletAnswer = string | Uint8Array | { signature: string | Uint8Array };

/**
 * A wallet that is connected: a wallet adapter, Anchor's, or a {@link keypairWallet}. The SDK never holds a key itself. A wallet
 * signs, or where it cannot do that without sending, sends. What it gives back counts: it may add instructions of its own.
 */
export interface Wallet {
  publicKey: PublicKey;
  signTransaction?<T extends Transaction | VersionedTransaction>(transaction: T): Promise<T>;
  signAllTransactions?<T extends Transaction | VersionedTransaction>(transactions: T[]): Promise<T[]>;
  /** Used only by wallets without `signTransaction`: what they send cannot be sent again, and its expiry cannot be proven. */
  signAndSendTransaction?(transaction: Transaction | VersionedTransaction): Promise<WalletAnswer>;
  /** As wallet adapters have it: null, or without 0, where the wallet signs legacy transactions only. */
  supportedTransactionVersions?: ReadonlySet<"legacy" | 0> | null | undefined;
}

/** A wallet that may not be connected yet: then it has no key, and what needs it is `NoWallet`. */
export type AnyWallet = Omit<Wallet, "publicKey"> & { publicKey: PublicKey | null };

/** A wallet that signs with a keypair. */
export function keypairWallet(keypair: Keypair): Wallet & Required<Pick<Wallet, "signTransaction">> {
  const signTransaction = async <T extends Transaction | VersionedTransaction>(transaction: T): Promise<T> => {
    if (transaction instanceof VersionedTransaction) transaction.sign([keypair]);
    else transaction.partialSign(keypair);
    return transaction;
  };
  return {
    publicKey: keypair.publicKey,
    signTransaction,
    signAllTransactions: (transactions) => Promise.all(transactions.map(signTransaction)),
  };
}
