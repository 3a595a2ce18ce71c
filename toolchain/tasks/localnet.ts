// npm run localnet: the local network, with the metadata program beside this repository's own, so that tokens can be named.
import { TOKEN_METADATA_PROGRAM_ID } from "@truestake/sdk";
import { ensureProgram } from "../programs";

const args = process.argv.slice(2);
const isAsked = !args.some((word) => ["--help", "-h"].includes(word));
if (isAsked && !args.includes(TOKEN_METADATA_PROGRAM_ID.toBase58())) {
  try {
    const file = ensureProgram("mpl_token_metadata");
    process.argv.push("--program", TOKEN_METADATA_PROGRAM_ID.toBase58(), file);
  } catch (error) {
    console.error(`tokens can have no name on this network: ${(error as Error).message}`);
  }
}
require("../../app/localchain/src/main");
