// What `npm run web` is told, looked at before anything is built.
import { once } from "node:events";
import net from "node:net";
import { parseArgs } from "node:util";
import { address, UsageError, whole } from "../../app/localchain/src/options";

export { UsageError };

const USUAL_PORT = 5_173;
const USUAL_EPOCHS = 30;

export const HELP = `npm run web [-- OPTIONS]

Without --url: a local network with a pool, a keeper, a wallet for play, and the page. Enter passes an epoch.

  --url URL     a node of the cluster that the pool is on
  --mint MINT   the pool's token, with --url
  --port PORT   of the page; ${USUAL_PORT} if not given, 0 for any that is free
  --epochs N    how many the local pool has behind it; ${USUAL_EPOCHS} if not given
  --steward     a steward manages the local pool, with members that do well and badly
  --help        this text`;

export interface WebOptions {
  port: number;
  /** The pool on another network; undefined for one on a network of its own. */
  elsewhere: { url: string; mint: string } | undefined;
  epochs: number;
  hasSteward: boolean;
}

const KNOWN = {
  url: { type: "string" },
  mint: { type: "string" },
  port: { type: "string" },
  epochs: { type: "string" },
  steward: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** Reads the command line; says so when it asks for help only. `UsageError` for what it makes no sense of. */
export function parseOptions(args: readonly string[]): WebOptions | "help" {
  // Not strict: Node's own errors are long, and speak of its functions.
  const { values, tokens } = parseArgs({ args: [...args], options: KNOWN, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional") throw new UsageError(`${token.value} is not known`);
    const { name, rawName, value } = token;
    if (!Object.hasOwn(KNOWN, name)) throw new UsageError(`${rawName} is not known`);
    const { type } = KNOWN[name as keyof typeof KNOWN];
    if (type === "boolean" && value !== undefined) throw new UsageError(`${rawName} takes no value`);
    if (type === "string" && (value === undefined || (!token.inlineValue && value.startsWith("--")))) {
      throw new UsageError(`${rawName} needs a value`);
    }
  }
  if (values.help === true) return "help";
  const { url, mint, port = String(USUAL_PORT), epochs } = values as Record<string, string | undefined>;
  if ((url === undefined) !== (mint === undefined)) throw new UsageError("--url and --mint belong together");
  if (url !== undefined && (epochs !== undefined || values.steward === true)) {
    throw new UsageError("--epochs and --steward are for a local network: there is none with --url");
  }
  return {
    port: Number(whole("--port", port, 0n, 65_535n)),
    elsewhere: url !== undefined && mint !== undefined ? { url: nodeUrl(url), mint: tokenOf(mint) } : undefined,
    epochs: Number(whole("--epochs", epochs ?? String(USUAL_EPOCHS), 0n, 1_000n)),
    hasSteward: values.steward === true,
  };
}

const tokenOf = (mint: string): string => address("--mint", mint).toBase58();

/** What the page may ask: https, or this machine. */
function nodeUrl(text: string): string {
  const { protocol, hostname } = URL.canParse(text) ? new URL(text) : { protocol: "", hostname: "" };
  const isHere = protocol === "http:" && ["127.0.0.1", "localhost"].includes(hostname);
  if (protocol !== "https:" && !isHere) {
    throw new UsageError(`--url ${text}: the address of a node is needed, by https or on this machine`);
  }
  return text;
}

/** Whether a page could be served there; `UsageError` where not. */
export async function checkPort(port: number): Promise<void> {
  const server = net.createServer();
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  } catch (error) {
    throw new UsageError(`--port ${port}: ${whyNot(error as NodeJS.ErrnoException)}; choose another, or 0 for any`);
  }
  server.close();
  await once(server, "close");
}

function whyNot({ code, message }: NodeJS.ErrnoException): string {
  if (code === "EADDRINUSE") return "another program listens there";
  return code === "EACCES" ? "this user may not listen there" : message;
}
