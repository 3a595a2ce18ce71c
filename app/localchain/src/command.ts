// The command: a local network until Ctrl-C. `main.ts` is the package's, toolchain/tasks/localnet.ts this repository's.
import fs from "node:fs";
import path from "node:path";
import type { Demo, DemoKey } from "./demo";
import { type Localnet, type LocalnetOptions, startLocalnet } from "./localnet";
import { helpOf, type Options, parseOptions, UsageError } from "./options";
import { missingPrograms, type ProgramFile } from "./programs";
import { readAccountFile } from "./server/accountFile";
import { writeJson } from "./server/json";
import { startValidator } from "./validator/command";

const PAYER_LAMPORTS = 1_000_000_000_000n;

/** A network that runs, however it does. */
export interface Running {
  about: Record<string, unknown>;
  programs: readonly ProgramFile[];
  close(): Promise<void>;
}

/** Where the command runs. */
export interface Surroundings {
  /** The words that start it, for its help. */
  name: string;
  version: string;
  /** Programs that are to be on the network beside its own, unless the command line brings them. */
  programs?: () => ProgramFile[];
  /** The path of a solana-test-validator. */
  validator(): Promise<string>;
}

/** Runs the command to its end; the exit code. */
export async function runCommand(args: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    await main(args, surroundings);
    return 0;
  } catch (error) {
    const { message } = error as Error;
    if (!(error instanceof UsageError)) {
      console.error(`error: ${message}`);
      return 1;
    }
    console.error(`error: ${message}\n\n${surroundings.name} --help says more`);
    return 2;
  }
}

async function main(args: readonly string[], { name, version, programs, validator }: Surroundings): Promise<void> {
  const options = parseOptions(args);
  if (typeof options === "string") {
    console.log(options === "help" ? helpOf(name) : version);
    return;
  }
  for (const { file } of [...options.programs, ...options.accounts]) {
    if (!fs.existsSync(file)) throw new UsageError(`${file}: there is no such file`);
  }
  const given = options.programs.map(({ address }) => address.toBase58());
  const others = programs?.().filter(({ address }) => !given.includes(address.toBase58())) ?? [];
  options.programs.push(...others);
  const ended = new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, resolve);
  });
  const running =
    options.chain === "validator" ? await startValidator(options, await validator()) : await startInProcess(options);
  const missing = missingPrograms(running.programs);
  for (const program of missing) {
    console.error(`${program.name} (${program.address}) is not on this network: ${program.without}. ${program.help}`);
  }
  const about = {
    ...running.about,
    programs: running.programs.map(({ address }) => address.toBase58()),
    missing: missing.map(({ address }) => address),
  };
  console.log(options.json ? writeJson(about) : text(about));
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
  const { url, websocketUrl, seed, programs } = localnet;
  return { about: { url, websocketUrl, seed, ...localnet.node.facts }, programs, close: () => localnet.close() };
}

/** Keypair files for command lines: of a payer with SOL, and of the demo's operator and users. */
function writeKeys(localnet: Localnet, folder: string): void {
  const { payer } = localnet.node;
  localnet.chain.airdropNow(payer.publicKey, PAYER_LAMPORTS);
  const { demo } = localnet;
  const keys = { payer: { secretKey: [...payer.secretKey] }, ...(demo && { operator: demo.operator, ...demo.users }) };
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, { secretKey }] of Object.entries(keys)) {
    fs.writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(secretKey), { mode: 0o600 });
  }
}

function text({ url, websocketUrl, seed, programs, payer, demo }: Record<string, unknown>): string {
  const lines = [`JSON-RPC    ${url}`, `websockets  ${websocketUrl}`];
  if (seed !== undefined) lines.push(`seed        ${seed}`);
  lines.push(`programs    ${(programs as string[]).join(" ")}`);
  if (payer) lines.push(`payer       ${(payer as DemoKey).address}`);
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
