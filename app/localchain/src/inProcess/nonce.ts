import { createHash } from "node:crypto";
import { PublicKey, SystemProgram, type VersionedMessage } from "@solana/web3.js";
import type { ExactAccount } from "./account";
import { base58, toBase58 } from "./base58";

const ADVANCE = 4;
const NONCE_BYTES = 80;
const CURRENT = 1;
const OFFSET = { version: 0, state: 4, authority: 8, nonce: 40, fee: 72 };

export interface NonceState {
  /** Where it counts instead of a blockhash. */
  nonce: string;
  authority: PublicKey;
  lamportsPerSignature: bigint;
}

export function decodeNonce({ owner, data }: ExactAccount): NonceState | undefined {
  if (!owner.equals(SystemProgram.programId) || data.length !== NONCE_BYTES) return undefined;
  if (data.readUInt32LE(OFFSET.version) !== CURRENT || data.readUInt32LE(OFFSET.state) !== 1) return undefined;
  return {
    nonce: toBase58(data.subarray(OFFSET.nonce, OFFSET.fee)),
    authority: new PublicKey(data.subarray(OFFSET.authority, OFFSET.nonce)),
    lamportsPerSignature: data.readBigUInt64LE(OFFSET.fee),
  };
}

/** The nonce account whose advance comes first in a transaction: then its nonce may stand for the blockhash. */
export function nonceAccountOf({ compiledInstructions, staticAccountKeys }: VersionedMessage): PublicKey | undefined {
  const [first] = compiledInstructions;
  if (!first || !staticAccountKeys[first.programIdIndex]?.equals(SystemProgram.programId)) return undefined;
  if (first.data.length < 4 || Buffer.from(first.data).readUInt32LE(0) !== ADVANCE) return undefined;
  return staticAccountKeys[first.accountKeyIndexes[0] ?? -1];
}

/** Whether a message's blockhash is the nonce of the account that it advances first, in the name of its authority. */
export function usesNonce(message: VersionedMessage, account: (address: PublicKey) => ExactAccount | null): boolean {
  const address = nonceAccountOf(message);
  const state = address && account(address);
  const nonce = state && decodeNonce(state);
  if (!nonce || nonce.nonce !== message.recentBlockhash) return false;
  const signers = message.staticAccountKeys.slice(0, message.header.numRequiredSignatures);
  return signers.some((signer) => signer.equals(nonce.authority));
}

/** The account after its nonce was advanced, as the runtime does it when the rest of the transaction fails. */
export function advancedNonce(account: ExactAccount, blockhash: string): ExactAccount {
  const data = Buffer.from(account.data);
  createHash("sha256").update("DURABLE_NONCE").update(base58(blockhash)).digest().copy(data, OFFSET.nonce);
  return { ...account, data };
}
