// Creates a pool from a description, or checks that it is as described. Running it again changes nothing.
//
//   npm run deploy -- --url URL --config FILE [--keypair FILE]
//   TRUESTAKE_CONFIG=FILE anchor migrate
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { Connection, clusterApiUrl } from "@solana/web3.js";
import { type ChainSender, keypairWallet, TruestakeError, type Wallet } from "@truestake/sdk";
import { ConfigError, readConfig, readKeypair } from "./config";
import { type DeployReport, deploy } from "./pool";

const HELP = `Usage: npm run deploy -- --url URL --config FILE [--keypair FILE]

Creates the pool that FILE describes, or checks that the one on the chain is as described; lists validators that are
missing. Prints one JSON object. Running it again changes nothing.

  -u, --url URL       RPC of the cluster, or l, d, t, m as in Solana's tools; $ANCHOR_PROVIDER_URL if not given
      --config FILE   the description; $TRUESTAKE_CONFIG if not given
  -k, --keypair FILE  pays, and gets the roles that are not given; $ANCHOR_WALLET, or Solana's default
  -h, --help          this text

The description, with fees and policy in basis points and amounts in lamports:
  {
    "mint": "mint.json",             a keypair file, from FILE's folder; an address is enough to check
    "seedLamports": "1000000000",    locked for ever
    "roles": { "admin": ADDRESS, "validatorManager": ADDRESS, "guardian": ADDRESS, "treasury": TOKEN ACCOUNT },
    "fees": { "reward": 500, "deposit": 0, "withdrawal": 10, "ticket": 0, "referralShare": 0 },
    "policy": { "reserveBuffer": 100, "maxValidatorShare": 500, "maxMove": 1000, "movingPart": 1000 },
    "depositCap": "1000000000000",   none if left out
    "token": { "name": "...", "symbol": "...", "uri": "https://..." },   what wallets show; uri: its JSON file
    "validators": [{ "vote": ADDRESS, "score": 100 }]
  }
Roles that are left out are the keypair's, the treasury the admin's associated token account; neither is checked then.
Without "token" the token gets no name; to give it one, the keypair has to be the admin's.
Ends with 0 when the pool is as described, with 1 when something differs (it is named) or fails.`;

const MONIKERS: Record<string, string> = {
  l: "http://127.0.0.1:8899",
  localhost: "http://127.0.0.1:8899",
  d: clusterApiUrl("devnet"),
  devnet: clusterApiUrl("devnet"),
  t: clusterApiUrl("testnet"),
  testnet: clusterApiUrl("testnet"),
  m: clusterApiUrl("mainnet-beta"),
  "mainnet-beta": clusterApiUrl("mainnet-beta"),
};

async function deployFile(connection: ChainSender, wallet: Wallet, file: string | undefined): Promise<DeployReport> {
  if (!file) throw new ConfigError("which pool? --config FILE or $TRUESTAKE_CONFIG says so");
  const config = readConfig(file);
  const report = await deploy({ connection, wallet, config, log: (line) => console.error(line) });
  console.log(JSON.stringify(report, null, 2));
  return report;
}

/** What `anchor migrate` calls. */
async function migrate(provider: { connection: ChainSender; wallet: Wallet }): Promise<void> {
  const { status } = await deployFile(provider.connection, provider.wallet, process.env.TRUESTAKE_CONFIG);
  if (status === "mismatch") throw new ConfigError("the pool is not as described");
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        url: { type: "string", short: "u" },
        config: { type: "string" },
        keypair: { type: "string", short: "k" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new ConfigError((error as Error).message.split(". ")[0]);
  }
}

async function main(): Promise<number> {
  const flags = parse(process.argv.slice(2));
  if (flags.help) {
    console.log(HELP);
    return 0;
  }
  const { ANCHOR_PROVIDER_URL, ANCHOR_WALLET, TRUESTAKE_CONFIG } = process.env;
  const url = flags.url || ANCHOR_PROVIDER_URL;
  if (!url) throw new ConfigError("which cluster? --url URL or $ANCHOR_PROVIDER_URL says so");
  const keypair = flags.keypair ?? ANCHOR_WALLET ?? path.join(os.homedir(), ".config/solana/id.json");
  const wallet = keypairWallet(readKeypair(keypair));
  const connection = new Connection(MONIKERS[url] ?? url, "confirmed");
  const { status, mismatches } = await deployFile(connection, wallet, flags.config ?? TRUESTAKE_CONFIG);
  for (const { what, config, chain } of mismatches) console.error(`${what}: described as ${config}, is ${chain}`);
  return status === "mismatch" ? 1 : 0;
}

// Run by itself, not loaded by `anchor migrate`.
if (path.resolve(process.argv[1] ?? "") === __filename) {
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: Error) => {
      const expected = error instanceof ConfigError || error instanceof TruestakeError;
      console.error(expected ? `error: ${error.message}` : error);
      if (error instanceof TruestakeError) console.error(error.hint);
      process.exitCode = 1;
    },
  );
}

module.exports = migrate;
