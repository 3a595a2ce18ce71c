// Names of clusters, as the Solana CLI has them.
import { UsageError } from "../output/exit";

const URLS = {
  "mainnet-beta": "https://api.mainnet-beta.solana.com",
  testnet: "https://api.testnet.solana.com",
  devnet: "https://api.devnet.solana.com",
  localhost: "http://127.0.0.1:8899",
} as const;

const MONIKERS: Record<string, keyof typeof URLS> = {
  m: "mainnet-beta",
  mainnet: "mainnet-beta",
  "mainnet-beta": "mainnet-beta",
  t: "testnet",
  testnet: "testnet",
  d: "devnet",
  devnet: "devnet",
  l: "localhost",
  localhost: "localhost",
};

/** The address of a node, by itself or by a moniker. */
export function urlOf(given: string): string {
  const known = MONIKERS[given.toLowerCase()];
  if (known) return URLS[known];
  try {
    const { protocol } = new URL(given);
    if (protocol === "http:" || protocol === "https:") return given;
  } catch {
    // Said below.
  }
  const names = Object.keys(MONIKERS).join(", ");
  throw new UsageError(`"${given}" is neither an http address nor one of ${names}`);
}

/** The cluster that a public node is of; undefined for all others, which do not say. */
export function clusterOf(url: string): "mainnet-beta" | "testnet" | "devnet" | undefined {
  const found = (["mainnet-beta", "testnet", "devnet"] as const).find((name) => url.startsWith(URLS[name]));
  return found;
}
