// What settles a transaction later: after a crash, in another process, by another node.
import { PublicKey, VersionedTransaction } from "@solana/web3.js";
import bs58 from "bs58";
import { invalid } from "../errors/arguments";
import { fromBase64, toBase64 } from "../layout/bytes";

/**
 * A transaction that has been signed, as plain data: keep it as JSON until its outcome is known, and `resume` tells what came of it.
 * Whoever has it can send the transaction, and nothing else.
 */
export interface Handle {
  /** Undefined where the wallet sends, and has not told it yet. */
  signature?: string | undefined;
  /** The signed bytes, in base64; undefined where the wallet sends and does not give them. */
  transaction?: string | undefined;
  /** The message that the wallet was asked to send, in base64, where it sends itself. */
  message?: string | undefined;
  /** Who pays. */
  payer: string;
  /** Confirmed slot before it was signed: it lands in a later one, or never. */
  slot: number;
  /**
   * Block height after which the transaction cannot land any more; undefined where that cannot be told: with a durable nonce, or
   * where the wallet sends.
   */
  lastValidBlockHeight?: number | undefined;
  /** The program, for its events and errors. */
  programId: string;
  /**
   * The cluster that it is of, by its genesis hash: nodes of others say nothing about it. Null where no node has told; then its
   * expiry cannot be proven.
   */
  genesis: string | null;
  /** With a durable nonce: slot in which its account held the nonce, so that the transaction lands in a later one, or never. */
  nonceSlot?: number | undefined;
  /** Places of the instructions that the wallet has added. */
  guards?: number[] | undefined;
}

/** The signed bytes of a handle. */
export function bytesOf({ transaction }: Handle): Uint8Array | undefined {
  return transaction === undefined ? undefined : fromBase64(transaction);
}

/** What a handle is made of. */
export interface HandleOptions {
  payer: PublicKey;
  slot: number;
  lastValidBlockHeight: number | undefined;
  programId: PublicKey;
  genesis: string | null;
  nonceSlot: number | undefined;
  guards: number[];
}

/** The handle of signed bytes. */
export function handleOf(signed: VersionedTransaction, options: HandleOptions): Handle {
  const { payer, slot, lastValidBlockHeight, programId, genesis, nonceSlot, guards } = options;
  return {
    signature: bs58.encode(signed.signatures[0] ?? new Uint8Array(64)),
    transaction: toBase64(signed.serialize()),
    payer: payer.toBase58(),
    slot,
    ...(lastValidBlockHeight === undefined ? {} : { lastValidBlockHeight }),
    programId: programId.toBase58(),
    genesis,
    ...(nonceSlot === undefined ? {} : { nonceSlot }),
    ...(guards.length > 0 ? { guards } : {}),
  };
}

/** Refuses what is no handle, by the field that is wrong. */
export function checkHandle(handle: Handle): void {
  const wrong = (field: string, value: unknown, expected: string) => invalid(`handle.${field}`, value, expected);
  if (typeof handle !== "object" || handle === null)
    throw invalid("handle", handle, "what `onSigned` or an error gave");
  const expected = { payer: "an address in base58", programId: "an address in base58", genesis: "a genesis hash" };
  for (const field of ["payer", "programId", "genesis"] as const) {
    const value = handle[field];
    // Null says that nobody has told; what says nothing is of before there was such a field, and cannot be settled.
    if (field === "genesis" && value === null) continue;
    try {
      new PublicKey(value ?? "?");
    } catch {
      throw wrong(field, value, expected[field]);
    }
  }
  if (!Number.isSafeInteger(handle.slot)) throw wrong("slot", handle.slot, "a slot");
  const { lastValidBlockHeight: last, nonceSlot, signature, transaction, message } = handle;
  if (nonceSlot !== undefined && !Number.isSafeInteger(nonceSlot)) throw wrong("nonceSlot", nonceSlot, "a slot");
  if (last !== undefined && !Number.isSafeInteger(last)) throw wrong("lastValidBlockHeight", last, "a block height");
  if (signature === undefined && message === undefined) throw wrong("signature", signature, "a signature in base58");
  if (transaction === undefined) return;
  const bytes = bytesOf(handle);
  if (!bytes) throw wrong("transaction", transaction, "signed bytes in base64");
  const own = bs58.encode(VersionedTransaction.deserialize(bytes).signatures[0] ?? new Uint8Array());
  if (own !== signature) throw wrong("transaction", own, `the bytes that ${signature} is the signature of`);
}
