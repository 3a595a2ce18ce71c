// Makes the chain what the description of a pool says: `truestake pool apply`, as Anchor calls it.
//
//   npm run deploy -- FILE [options of pool apply]
//   TRUESTAKE_CONFIG=FILE anchor migrate
import path from "node:path";
import { EXIT, processIo, run } from "@truestake/cli";

/** What Anchor says about cluster and wallet, as options; what the command line says itself comes last and wins. */
function anchors(url: string | undefined): string[] {
  const { ANCHOR_WALLET } = process.env;
  return [...(url ? ["--url", url] : []), ...(ANCHOR_WALLET ? ["--keypair", ANCHOR_WALLET] : [])];
}

/** What `anchor migrate` calls. Nobody can be asked there, so what the file says is done at once. */
async function migrate({ connection }: { connection: { rpcEndpoint: string } }): Promise<void> {
  const { TRUESTAKE_CONFIG } = process.env;
  if (!TRUESTAKE_CONFIG) throw new Error("which pool? $TRUESTAKE_CONFIG names its TOML file");
  const code = await run(["pool", "apply", TRUESTAKE_CONFIG, "--yes", ...anchors(connection.rpcEndpoint)], processIo());
  if (code === EXIT.partly) throw new Error("the pool is not as described yet: what is left is for another key");
  if (code !== EXIT.ok) throw new Error(`pool apply ended with ${code}`);
}

// Run by itself, not loaded by `anchor migrate`.
if (path.resolve(process.argv[1] ?? "") === __filename) {
  const words = ["pool", "apply", ...anchors(process.env.ANCHOR_PROVIDER_URL), ...process.argv.slice(2)];
  run(words, processIo()).then((code) => {
    process.exitCode = code;
  });
}

module.exports = migrate;
