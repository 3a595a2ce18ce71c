// Keys of a measurement. What a program pays for finding an address depends on the address: with random keys every run
// would measure something else.
import { createHash } from "node:crypto";
import { Keypair, PublicKey } from "@solana/web3.js";

/** Does something with keypairs that are the same in every run: the first, the second, and so on. */
export function withNumberedKeys<T>(work: () => T): T {
  const { generate } = Keypair;
  let count = 0;
  Keypair.generate = () => {
    count += 1;
    return Keypair.fromSeed(createHash("sha256").update(`key ${count}`).digest());
  };
  try {
    return work();
  } finally {
    Keypair.generate = generate;
  }
}

/** Whether every address that `derive` derives is found at the first bump, 255. */
function isFoundAtOnce(derive: () => unknown): boolean {
  const { findProgramAddressSync } = PublicKey;
  let isAtOnce = true;
  PublicKey.findProgramAddressSync = (seeds, program) => {
    const [address, bump] = findProgramAddressSync.call(PublicKey, seeds, program);
    isAtOnce &&= bump === 255;
    return [address, bump];
  };
  try {
    derive();
  } finally {
    PublicKey.findProgramAddressSync = findProgramAddressSync;
  }
  return isAtOnce;
}

/** Makes something anew until the addresses of it are found at once; each of them is with a chance of one half. */
export function madeUntilFoundAtOnce<T>(make: () => T, derive: (made: T) => unknown): T {
  for (;;) {
    const made = make();
    if (isFoundAtOnce(() => derive(made))) return made;
  }
}
