import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import type { Signer, VersionedTransaction } from "@solana/web3.js";

/** What comes before the 32 bytes of an ed25519 key in the form that Node.js reads (PKCS #8). */
const KEY_HEADER = Buffer.from("302e020100300506032b657004220420", "hex");

const keys = new WeakMap<Signer, KeyObject>();

function keyOf(signer: Signer): KeyObject {
  const known = keys.get(signer);
  if (known) return known;
  const bytes = Buffer.concat([KEY_HEADER, signer.secretKey.subarray(0, 32)]);
  const key = createPrivateKey({ key: bytes, format: "der", type: "pkcs8" });
  keys.set(signer, key);
  return key;
}

/** Signs like web3.js, to the byte, in a fraction of its time: by Node.js itself. */
export function signTransaction(transaction: VersionedTransaction, signers: readonly Signer[]): void {
  const message = transaction.message.serialize();
  for (const signer of signers) transaction.addSignature(signer.publicKey, sign(null, message, keyOf(signer)));
}
