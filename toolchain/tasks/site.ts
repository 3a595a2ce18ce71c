// npm run site: all documents as a website, in target/site/dist, for any static host. Not committed: it follows from
// the documents. `-- --serve` shows it on this machine.
import { parseArgs } from "node:util";
import { buildSite, previewSite } from "../site";

const HELP = `npm run site [-- OPTIONS]

  --serve             shows it afterwards, on this machine alone
  --port PORT         with --serve; 4173 if not given
  --repository URL    where sources can be read, such as https://host/owner/name/blob/main: links to them lead there`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      serve: { type: "boolean", default: false },
      port: { type: "string", default: "4173" },
      repository: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return console.log(HELP);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`--port ${values.port} is no port`);
  console.log(`the site is in ${await buildSite({ repository: values.repository })}`);
  if (values.serve) await previewSite(port);
}

main().catch((error: Error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
});
