// npm run demo [-- OPTIONS]: see `npm run demo -- --help`.
import { HELP, parseOptions, UsageError } from "./options";
import { runDemo } from "./run";
import { Terminal } from "./terminal";

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (!options) {
    console.log(HELP);
    return 0;
  }
  const json = options.output === "json";
  const { result, problems } = await runDemo(options, new Terminal(json ? process.stderr : process.stdout));
  if (json) console.log(JSON.stringify(result));
  return problems.length === 0 ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    const usage = error instanceof UsageError;
    console.error(usage ? `error: ${error.message}\n\nnpm run demo -- --help says more` : error);
    process.exitCode = usage ? 2 : 1;
  },
);
