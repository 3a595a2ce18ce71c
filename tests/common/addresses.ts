// Each program-derived address is searched once in a process, not for every instruction that names it: a search takes as
// long as a transaction, and the same few are asked for thousands of times.
import { PublicKey } from "@solana/web3.js";

const search = PublicKey.findProgramAddressSync;
const found = new Map<string, [PublicKey, number]>();

function remembered(...[seeds, programId]: Parameters<typeof search>): [PublicKey, number] {
  const key = [...seeds, programId.toBytes()].map((seed) => Buffer.from(seed).toString("hex")).join();
  const known = found.get(key);
  if (known) return known;
  const address = search.call(PublicKey, seeds, programId);
  found.set(key, address);
  return address;
}

// The tests may be loaded again in the same process.
if (search.name !== remembered.name) PublicKey.findProgramAddressSync = remembered;
