// Each program-derived address is searched once in a process, not for every instruction that names it, and each address is
// written as text once: both take as long as a transaction, and the same few are asked for thousands of times.
import { PublicKey } from "@solana/web3.js";

const { findProgramAddressSync } = PublicKey;
const { toBase58 } = PublicKey.prototype;
const found = new Map<string, [PublicKey, number]>();
const texts = new WeakMap<PublicKey, string>();

function search(...[seeds, programId]: Parameters<typeof findProgramAddressSync>): [PublicKey, number] {
  const key = [...seeds, programId.toBytes()].map((seed) => Buffer.from(seed).toString("hex")).join();
  const known = found.get(key);
  if (known) return known;
  const address = findProgramAddressSync.call(PublicKey, seeds, programId);
  found.set(key, address);
  return address;
}

function write(this: PublicKey): string {
  const known = texts.get(this);
  if (known !== undefined) return known;
  const text = toBase58.call(this);
  texts.set(this, text);
  return text;
}

PublicKey.findProgramAddressSync = search;
PublicKey.prototype.toBase58 = write;
