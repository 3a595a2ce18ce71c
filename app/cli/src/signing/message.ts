// Changes to a message before it is signed: what the SDK does not do by itself.
import {
  type AccountInfo,
  ComputeBudgetInstruction,
  ComputeBudgetProgram,
  NonceAccount,
  type PublicKey,
  SystemProgram,
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { type ChainSender, fetchMany } from "@truestake/sdk";
import { UsageError } from "../output/exit";

const MICRO = 1_000_000n;
const LAMPORTS_PER_SIGNATURE = 5_000n;
/** What the runtime assumes where a transaction does not say. */
const UNITS_PER_INSTRUCTION = 200_000n;

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

/** Price and limit of a transaction's compute, and what they come to. */
export function priorityFeeOf(instructions: readonly TransactionInstruction[]): bigint {
  let [units, price] = [UNITS_PER_INSTRUCTION * BigInt(instructions.length), 0n];
  for (const each of instructions) {
    if (!each.programId.equals(ComputeBudgetProgram.programId)) continue;
    const kind = ComputeBudgetInstruction.decodeInstructionType(each);
    if (kind === "SetComputeUnitLimit") units = BigInt(ComputeBudgetInstruction.decodeSetComputeUnitLimit(each).units);
    if (kind === "SetComputeUnitPrice") {
      price = BigInt(ComputeBudgetInstruction.decodeSetComputeUnitPrice(each).microLamports);
    }
  }
  return (units * price + MICRO - 1n) / MICRO;
}

/** What a transaction's fee comes to, signatures and priority, in lamports. */
export function feeOf(transaction: VersionedTransaction): bigint {
  const { message } = transaction;
  const { instructions } = TransactionMessage.decompile(message);
  return LAMPORTS_PER_SIGNATURE * BigInt(message.header.numRequiredSignatures) + priorityFeeOf(instructions);
}

/** Lowers the priority fee to at most so many lamports. */
function capped(instructions: TransactionInstruction[], most: bigint): TransactionInstruction[] {
  if (priorityFeeOf(instructions) <= most) return instructions;
  const limit = instructions.find(
    (each) =>
      each.programId.equals(ComputeBudgetProgram.programId) &&
      ComputeBudgetInstruction.decodeInstructionType(each) === "SetComputeUnitLimit",
  );
  const units = limit ? BigInt(ComputeBudgetInstruction.decodeSetComputeUnitLimit(limit).units) : 0n;
  const price = units > 0n ? (most * MICRO) / units : 0n;
  return instructions.flatMap((each) => {
    const isPrice =
      each.programId.equals(ComputeBudgetProgram.programId) &&
      ComputeBudgetInstruction.decodeInstructionType(each) === "SetComputeUnitPrice";
    if (!isPrice) return [each];
    return price > 0n ? [ComputeBudgetProgram.setComputeUnitPrice({ microLamports: price })] : [];
  });
}

/** How a transaction is changed before it is signed. */
export interface Changes {
  nonce?: Nonce | undefined;
  maxFeeLamports?: bigint | undefined;
}

/** The transaction as it is to be signed. */
export function changed(transaction: VersionedTransaction, { nonce, maxFeeLamports }: Changes): VersionedTransaction {
  if (!nonce && maxFeeLamports === undefined) return transaction;
  const { payerKey, recentBlockhash, instructions } = TransactionMessage.decompile(transaction.message);
  const paid = maxFeeLamports === undefined ? instructions : capped(instructions, maxFeeLamports);
  const message = new TransactionMessage({
    payerKey,
    recentBlockhash: nonce?.value ?? recentBlockhash,
    instructions: nonce ? [advance(nonce), ...paid] : paid,
  });
  return new VersionedTransaction(message.compileToV0Message());
}
