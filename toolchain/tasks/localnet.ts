// npm run localnet [-- OPTIONS]: the package's command, with the metadata program, so that tokens can be named, and the
// validator that the tests use.
import { version } from "../../app/localchain/package.json";
import { runCommand } from "../../app/localchain/src/command";
import { tokenMetadata } from "../programs/tokenMetadata";
import { ensureValidator } from "../validator";

const surroundings = { name: "npm run localnet --", version, programs: tokenMetadata, validator: ensureValidator };
runCommand(process.argv.slice(2), surroundings).then((code) => process.exit(code));
