// npm run example -- deposit|exit|keeper: runs an example on a local network with a pool.

import { PublicKey } from "@solana/web3.js";
import { startLocalnet } from "@truestake/localnet";
import { keypairWallet } from "@truestake/sdk";
import { main as deposit } from "./deposit";
import { main as exit } from "./exit";
import { main as keeper } from "./keeper";
import type { Stage } from "./stage";

const EXAMPLES: Record<string, (stage: Stage) => Promise<unknown>> = { deposit, exit, keeper };

async function run(name = ""): Promise<void> {
  const example = EXAMPLES[name];
  if (!example) throw new Error(`which example? ${Object.keys(EXAMPLES).join(", ")}`);
  const localnet = await startLocalnet({ demo: true, slotMs: 50, blockhashSlots: 5_000n });
  try {
    const { mint } = localnet.node.facts.demo as { mint: string };
    const wallet = keypairWallet(localnet.key("alice"));
    await example({ connection: localnet.connection(), wallet, mint: new PublicKey(mint), print: console.log });
  } finally {
    await localnet.close();
  }
}

run(process.argv[2]).catch((error: Error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
});
