import { type Keypair, type PublicKey, type Transaction, VersionedTransaction } from "@solana/web3.js";

/** Any wallet: a wallet adapter, Anchor's, or a {@link keypairWallet}. The SDK never holds a key itself. */
export interface Wallet {
  publicKey: PublicKey;
  signTransaction<T extends Transaction | VersionedTransaction>(transaction: T): Promise<T>;
  signAllTransactions?<T extends Transaction | VersionedTransaction>(transactions: T[]): Promise<T[]>;
}

/** A wallet that signs with a keypair. */
export function keypairWallet(keypair: Keypair): Wallet {
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
