// The keeper's file, and what it names: read before anything else is done.
import fs from "node:fs";
import path from "node:path";
import { configOf, type KeeperConfig } from "@truestake/keeper";
import { keypairWallet, type Wallet } from "@truestake/sdk";
import { resolved, stateFolder } from "../../context/config";
import type { Context } from "../../context/context";
import type { Io } from "../../context/io";
import { TomlFile } from "../../describe/toml";
import type { Option } from "../../framework/command";
import { UsageError } from "../../output/exit";
import { readKeypair, USUAL_KEYPAIR } from "../../signing/signer";

export const CONFIG: Option = {
  flags: "--config <file>",
  summary: "the keeper's own TOML file; keeper.toml if not given",
};

const USUAL = "keeper.toml";

/** A keeper's settings; paths in the file start from the file's folder. */
export interface KeeperFile {
  config: KeeperConfig;
  keypair: string;
  folder: string;
}

export function readKeeperFile(io: Io, given = USUAL): KeeperFile {
  const file = resolved(io, given);
  const config = configOf(TomlFile.read(file, given));
  const within = (name: string) => resolved({ ...io, cwd: path.dirname(file) }, name);
  return { config, keypair: within(config.keypair), folder: within(config.history) };
}

/** What one pass may cost at most, in lamports of fees, where no file says so. */
const BUDGET = 20_000_000;

/**
 * The settings of one pass without a file: the pool, node and key of every other command, and no lookup tables, whose rent only pays
 * off for who comes again. A file that is named or lies in the folder has the word, unless --pool is on the command line.
 */
export async function settingsOfOnce(context: Context, given: string | undefined): Promise<KeeperFile> {
  const { io, globals, settings } = context;
  const isThere = fs.existsSync(resolved(io, USUAL));
  if (given !== undefined && globals.pool !== undefined)
    throw new UsageError("the keeper's file names its pools: give either --config or --pool");
  if (given !== undefined || (isThere && globals.pool === undefined)) return readKeeperFile(io, given);
  if (!settings.pool) throw new UsageError("which pool? Name its mint with --pool, or a keeper's file with --config");
  const { mint, programId } = await context.deployment();
  const keypair = settings.keypair?.value ?? USUAL_KEYPAIR;
  const root = {
    ...{ keypair, cluster: "unnamed", "budget-lamports": BUDGET, "lookup-tables": false },
    pools: [{ mint: mint.toBase58(), "program-id": programId.toBase58() }],
    endpoints: [{ name: "node", url: context.url }],
  };
  const config = configOf({ root, wrong: (name, says) => new UsageError(`${name}: ${says}`) });
  return { config, keypair: resolved(io, keypair), folder: path.join(stateFolder(io), "keeper", mint.toBase58()) };
}

/** Who signs; a file that others can read is no place for a key that a process holds for months. */
export function keeperWallet({ keypair, config }: KeeperFile): Wallet {
  return keypairWallet(readKeypair(keypair, config.keypair)) as Wallet;
}
