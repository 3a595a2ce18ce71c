// The keeper's file, and what it names: read before anything else is done.
import path from "node:path";
import { configOf, type KeeperConfig } from "@truestake/keeper";
import { keypairWallet, type Wallet } from "@truestake/sdk";
import { resolved } from "../../context/config";
import type { Io } from "../../context/io";
import { TomlFile } from "../../describe/toml";
import type { Option } from "../../framework/command";
import { readKeypair } from "../../signing/signer";

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

/** Who signs; a file that others can read is no place for a key that a process holds for months. */
export function keeperWallet({ keypair, config }: KeeperFile): Wallet {
  return keypairWallet(readKeypair(keypair, config.keypair)) as Wallet;
}
