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
import { type ChainSender, fetchMany, type Handle, isTruestakeError } from "@truestake/sdk";
import type { Context } from "../context/context";
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

const PAGE = 1_000;
const MOST_PAGES = 20;

/**
 * Whether it is proven that a transaction with a durable nonce never lands: the finalized nonce is another one, and the history of its
 * account, which reaches back to before the transaction was signed, does not have it. False where that cannot be told.
 */
export async function isOvertaken(context: Context, handle: Handle): Promise<boolean> {
  const { transaction, signature, slot, lastValidBlockHeight } = handle;
  if (lastValidBlockHeight !== undefined || !transaction) return false;
  const { message } = VersionedTransaction.deserialize(Buffer.from(transaction, "base64"));
  const [first] = TransactionMessage.decompile(message).instructions;
  const address = first && isAdvance(first) ? first.keys[0]?.pubkey : undefined;
  if (!address) return false;
  try {
    const { value, context: seen } = await context.ask("getAccountInfo", (connection) =>
      connection.getAccountInfoAndContext(address, "finalized"),
    );
    if (value && nonceIn(value)?.nonce === message.recentBlockhash) return false;
    let before: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const options = { limit: PAGE, minContextSlot: seen.slot, ...(before ? { before } : {}) };
      const entries = await context.ask("getSignaturesForAddress", (connection) =>
        connection.getSignaturesForAddress(address, options, "finalized"),
      );
      if (entries.some((entry) => entry.signature === signature)) return false;
      const oldest = entries.at(-1);
      if (!oldest) return false;
      if (oldest.slot <= slot) return true;
      before = oldest.signature;
    }
    return false;
  } catch (error) {
    // A node without history proves nothing.
    if (isTruestakeError(error)) return false;
    throw error;
  }
}

function nonceIn({ owner, data }: AccountInfo<Buffer>): NonceAccount | undefined {
  return owner.equals(SystemProgram.programId) && data.length === 80 ? NonceAccount.fromAccountData(data) : undefined;
}
