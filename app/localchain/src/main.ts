// npm run localnet [-- OPTIONS]: see `npm run localnet -- --help`.
import fs from "node:fs";
import path from "node:path";
import type { Demo } from "./demo";
import { type Localnet, type LocalnetOptions, startLocalnet } from "./localnet";
import { HELP, type Options, parseOptions, UsageError } from "./options";
import { ownPrograms } from "./programs";
import { readAccountFile } from "./server/accountFile";
import { writeJson } from "./server/json";
import { startValidator } from "./validator/command";

const PAYER_LAMPORTS = 1_000_000_000_000n;

/** A network that runs, however it does. */
export interface Running {
  about: Record<string, unknown>;
  close(): Promise<void>;
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (!options) {
    console.log(HELP);
    return;
  }
  for (const { file } of [...options.programs, ...options.accounts]) {
    if (!fs.existsSync(file)) throw new UsageError(`${file}: there is no such file`);
  }
  const ended = new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, resolve);
  });
  const running = options.chain === "validator" ? await startValidator(options) : await startInProcess(options);
  console.log(options.json ? writeJson(running.about) : text(running.about));
  // A validator is a process of its own, which does not keep this one alive.
  const alive = setInterval(() => undefined, 60_000);
  await ended;
  clearInterval(alive);
  await running.close();
}

async function startInProcess({ accounts, keys, json: _, chain: __, ...options }: Options): Promise<Running> {
  const wanted: LocalnetOptions = {
    ...options,
    accounts: accounts.map(({ address, file }) => readAccountFile(file, address)),
  };
  const localnet = await startLocalnet(wanted);
  if (keys !== undefined) writeKeys(localnet, keys);
  return { about: await describe(localnet), close: () => localnet.close() };
}

/** Keypair files for command lines: of a payer with SOL, and of the demo's operator and users. */
function writeKeys(localnet: Localnet, folder: string): void {
  const payer = localnet.key("payer");
  localnet.chain.airdropNow(payer.publicKey, PAYER_LAMPORTS);
  const { demo } = localnet;
  const keys = { payer: { secretKey: [...payer.secretKey] }, ...(demo && { operator: demo.operator, ...demo.users }) };
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, { secretKey }] of Object.entries(keys)) {
    fs.writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(secretKey), { mode: 0o600 });
  }
}

async function describe(localnet: Localnet): Promise<Record<string, unknown>> {
  const { url, websocketUrl, seed } = localnet;
  const programs = ownPrograms().map(({ address }) => address.toBase58());
  return { url, websocketUrl, seed, programs, ...localnet.node.facts };
}

function text({ url, websocketUrl, seed, programs, demo }: Record<string, unknown>): string {
  const lines = [`JSON-RPC    ${url}`, `websockets  ${websocketUrl}`];
  if (seed !== undefined) lines.push(`seed        ${seed}`);
  lines.push(`programs    ${(programs as string[]).join(" ")}`);
  if (demo) lines.push("", ...demoLines(demo as Demo));
  return [...lines, "", "ready; Ctrl-C ends it"].join("\n");
}

function demoLines({ mint, pool, operator, users, validators }: Demo): string[] {
  const all = [
    ["token", mint],
    ["pool", pool],
    ["operator", operator.address],
  ];
  for (const [name, { address }] of Object.entries(users)) all.push([name, address]);
  for (const { name, vote } of validators) all.push([`vote ${name}`, vote]);
  return [
    ...all.map(([name = "", value]) => `${name.padEnd(11)} ${value}`),
    "",
    "secret keys: --keys FOLDER writes them into files; also localnet_info, or --output json",
  ];
}

main().then(
  () => process.exit(),
  (error: Error) => {
    const usage = error instanceof UsageError;
    console.error(
      usage ? `error: ${error.message}\n\nnpm run localnet -- --help says more` : `error: ${error.message}`,
    );
    process.exit(usage ? 2 : 1);
  },
);
