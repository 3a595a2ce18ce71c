import { getBase58Decoder, getBase58Encoder } from "@solana/kit";

const [encoder, decoder] = [getBase58Encoder(), getBase58Decoder()];

/** Bytes of any length from base58. */
export function base58(text: string): Buffer {
  return Buffer.from(encoder.encode(text));
}

/** Base58 from bytes of any length. */
export function toBase58(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
