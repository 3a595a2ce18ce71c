import bs58 from "bs58";

/** Bytes of any length from base58. */
export function base58(text: string): Buffer {
  return bs58.decode(text);
}

/** Base58 from bytes of any length. */
export function toBase58(bytes: Uint8Array): string {
  return bs58.encode(bytes);
}
