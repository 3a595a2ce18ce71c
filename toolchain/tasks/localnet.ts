// npm run localnet [-- OPTIONS]: the package's command, with the metadata program, so that tokens can be named, and the
// validator that the tests use.
import { TOKEN_METADATA_PROGRAM_ID } from "@truestake/sdk";
import { version } from "../../app/localchain/package.json";
import { runCommand } from "../../app/localchain/src/command";
import { ensureProgram } from "../programs";
import { ensureValidator } from "../validator";

function metadata() {
  try {
    return [{ address: TOKEN_METADATA_PROGRAM_ID, file: ensureProgram("mpl_token_metadata") }];
  } catch (error) {
    console.error((error as Error).message);
    return [];
  }
}

const surroundings = { name: "npm run localnet --", version, programs: metadata, validator: ensureValidator };
runCommand(process.argv.slice(2), surroundings).then((code) => process.exit(code));
