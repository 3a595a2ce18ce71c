import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import type { Signer, VersionedTransaction } from "@solana/web3.js";

const keys = new WeakMap<Signer, KeyObject>();

function keyOf(signer: Signer): KeyObject {
  const known = keys.get(signer);
  if (known) return known;
  const text = (from: number): string => Buffer.from(signer.secretKey.subarray(from, from + 32)).toString("base64url");
  // Of the forms that Node.js reads the one that it reads in a tenth of the time of the others.
  const key = createPrivateKey({ key: { kty: "OKP", crv: "Ed25519", d: text(0), x: text(32) }, format: "jwk" });
  keys.set(signer, key);
  return key;
}

/** Signs like web3.js, to the byte, in a fraction of its time: by Node.js itself. */
export function signTransaction(transaction: VersionedTransaction, signers: readonly Signer[]): void {
  const message = transaction.message.serialize();
  for (const signer of signers) transaction.addSignature(signer.publicKey, sign(null, message, keyOf(signer)));
}
