// Durable nonces: what the SDK does not do by itself.
import {
  type AccountInfo,
  NonceAccount,
  type PublicKey,
  SystemProgram,
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { type ChainSender, fetchMany } from "@truestake/sdk";
import { UsageError } from "../output/exit";

/** A durable nonce as it is now. */
export interface Nonce {
  address: PublicKey;
  authority: PublicKey;
  value: string;
}

/** Reads a nonce account. */
export async function fetchNonce(connection: ChainSender, address: PublicKey): Promise<Nonce> {
  const [account] = await fetchMany(connection, [address]);
  const isNonce = account?.owner.equals(SystemProgram.programId) && account.data.length === 80;
  if (!account || !isNonce) throw new UsageError(`--nonce-account: ${address.toBase58()} is no nonce account`);
  const { authorizedPubkey, nonce } = NonceAccount.fromAccountData((account as AccountInfo<Buffer>).data);
  return { address, authority: authorizedPubkey, value: nonce };
}

/** The instruction that a transaction with a durable nonce begins with. */
export const advance = ({ address, authority }: Nonce): TransactionInstruction =>
  SystemProgram.nonceAdvance({ noncePubkey: address, authorizedPubkey: authority });

/** The transaction as it is to be signed: with a durable nonce where there is one. */
export function withNonce(transaction: VersionedTransaction, nonce: Nonce | undefined): VersionedTransaction {
  if (!nonce) return transaction;
  const { payerKey, instructions } = TransactionMessage.decompile(transaction.message);
  const all = [advance(nonce), ...instructions];
  const message = new TransactionMessage({ payerKey, recentBlockhash: nonce.value, instructions: all });
  return new VersionedTransaction(message.compileToV0Message());
}

/** Whether an instruction advances a durable nonce. */
export function isAdvance({ programId, data }: TransactionInstruction): boolean {
  return programId.equals(SystemProgram.programId) && data.length >= 4 && data.readUInt32LE(0) === 4;
}
