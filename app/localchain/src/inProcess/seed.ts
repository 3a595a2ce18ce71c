import { createHash } from "node:crypto";
import { Keypair } from "@solana/web3.js";

/** A key that follows from a seed. */
export function seeded(seed: string, name: string): Keypair {
  return Keypair.fromSeed(createHash("sha256").update(`${seed} ${name}`).digest());
}
