// Settings: the command line first, then the environment, then our own file, then the Solana CLI's.
import fs from "node:fs";
import path from "node:path";
import { parse as parseToml, stringify } from "smol-toml";
import { parse as parseYaml } from "yaml";
import type { Globals } from "../options/global";
import { UsageError } from "../output/exit";
import type { Io } from "./io";

/** What our own file may set. */
export const SETTINGS = ["url", "keypair", "pool", "program-id", "output", "max-fee-lamports"] as const;
export type Setting = (typeof SETTINGS)[number];
export type Settings = Partial<Record<Setting, string>>;

/** Where a value comes from. */
export interface Found {
  value: string;
  source: string;
}

const homeOf = ({ env }: Io): string => env.HOME ?? env.USERPROFILE ?? ".";

/** Our own file. */
export function settingsFile(io: Io): string {
  const folder = io.env.XDG_CONFIG_HOME ?? path.join(homeOf(io), ".config");
  return path.join(folder, "truestake", "config.toml");
}

/** Folder of what has to outlive a command: transactions whose outcome is open. */
export function stateFolder(io: Io): string {
  const folder = io.env.XDG_STATE_HOME ?? path.join(homeOf(io), ".local/state");
  return path.join(folder, "truestake");
}

/** A path as people write it. */
export function resolved(io: Io, file: string): string {
  return path.resolve(io.cwd, file.replace(/^~(?=\/|$)/, homeOf(io)));
}

export function readSettings(io: Io): Settings {
  const file = settingsFile(io);
  if (!fs.existsSync(file)) return {};
  let found: Record<string, unknown>;
  try {
    found = parseToml(fs.readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message.split("\n")[0]}`);
  }
  for (const [name, value] of Object.entries(found)) {
    if (!(SETTINGS as readonly string[]).includes(name) || typeof value !== "string") {
      throw new UsageError(`${file}: there is no setting "${name}" of text; there are ${SETTINGS.join(", ")}`);
    }
  }
  return found as Settings;
}

export function writeSettings(io: Io, settings: Settings): void {
  const file = settingsFile(io);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, stringify(settings));
}

/** The Solana CLI's file, where there is one. */
function readSolana(io: Io, given: string | undefined): { file: string; values: Record<string, unknown> } {
  const file = given ? resolved(io, given) : path.join(homeOf(io), ".config/solana/cli/config.yml");
  if (!fs.existsSync(file)) {
    if (given) throw new UsageError(`${given}: there is no such file`);
    return { file, values: {} };
  }
  try {
    const values = parseYaml(fs.readFileSync(file, "utf8")) as unknown;
    return { file, values: typeof values === "object" && values !== null ? (values as Record<string, unknown>) : {} };
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message.split("\n")[0]}`);
  }
}

/** All settings of a command, each with where it comes from. */
export function settingsOf(io: Io, globals: Globals): Partial<Record<Setting | "commitment", Found>> {
  const own = readSettings(io);
  const solana = readSolana(io, globals.config);
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  const pick = (option: string | undefined, variable: string, name: Setting, other?: string): Found | undefined => {
    if (option !== undefined) return { value: option, source: "the command line" };
    const env = text(io.env[variable]);
    if (env) return { value: env, source: `$${variable}` };
    // Who names a config file of Solana's means that one.
    const fromSolana = text(other && solana.values[other]);
    if (globals.config && fromSolana) return { value: fromSolana, source: solana.file };
    if (own[name]) return { value: own[name], source: settingsFile(io) };
    return fromSolana ? { value: fromSolana, source: solana.file } : undefined;
  };
  const commitment = globals.commitment ?? text(solana.values.commitment);
  return {
    url: pick(globals.url, "TRUESTAKE_URL", "url", "json_rpc_url"),
    keypair: pick(globals.keypair, "TRUESTAKE_KEYPAIR", "keypair", "keypair_path"),
    pool: pick(globals.pool, "TRUESTAKE_POOL", "pool"),
    "program-id": pick(globals.programId, "TRUESTAKE_PROGRAM_ID", "program-id"),
    output: pick(globals.output, "TRUESTAKE_OUTPUT", "output"),
    "max-fee-lamports": pick(globals.maxFeeLamports, "TRUESTAKE_MAX_FEE_LAMPORTS", "max-fee-lamports"),
    ...(commitment
      ? { commitment: { value: commitment, source: globals.commitment ? "the command line" : solana.file } }
      : {}),
  };
}
