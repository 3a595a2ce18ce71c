// Which pool the page shows and which nodes it asks: what its deployer has set, what its user has saved, and nothing else.
import { PublicKey } from "@solana/web3.js";
import { drop, keep, keptBy } from "../kept";

/** A pool that the deployer stands for. */
export interface ListedPool {
  mint: string;
  /** The program, where it is not the published one. */
  programId?: string;
  /** Genesis hash of its cluster. */
  genesis: string;
  /** Nodes to ask, the first one first. */
  rpc: string[];
  /** SHA-256 of the published program in hex, as solana-verify has it. */
  programHash?: string;
  /** The same of the steward's program, where a steward manages the pool's validators. */
  stewardHash?: string;
  /** Where the scores are published: a file that `truestake validator score --publish` wrote; beside the page, or by https. */
  scores?: string;
  /** Who says what a market pays for a token. */
  quote?: QuoteSource;
}

/** A source of market quotes, which the page asks when it shows the price; the only one beside the nodes. */
export interface QuoteSource {
  /** What it is called beside the quote. */
  name: string;
  /** JSON by https, or beside the page. */
  url: string;
  /** Where in it the SOL for one token are: names joined by points, such as `data.0.price`. */
  path: string;
}

/** What is shown now. */
export interface Place {
  mint: string;
  programId: string | undefined;
  rpc: string[];
  /** Genesis hash that the nodes have to be of; undefined where nobody has said. */
  genesis: string | undefined;
  programHash: string | undefined;
  stewardHash: string | undefined;
  scores: string | undefined;
  quote: QuoteSource | undefined;
  /** Whether the deployer stands for the pool. */
  isListed: boolean;
  /** Those of the nodes that the deployer has not named: everything that is shown may be theirs to say. */
  foreign: string[];
}

/** What the address of the page proposes: never used unless its user says so. */
export interface Proposal {
  mint: string | undefined;
  rpc: string | undefined;
}

const SAVED = "truestake.place";
const MAINNET = "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d";
const CLUSTERS: Record<string, string> = {
  [MAINNET]: "mainnet",
  EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG: "devnet",
  "4uhcVJyU9pJkvQyS88uRDiswHXSCkY3zQawwpjk2NsNY": "testnet",
};

/** What wallets call a cluster. A network that nobody knows is somebody's own. */
export const clusterOf = (genesis: string): string => CLUSTERS[genesis] ?? "localnet";

export const isAddress = (text: string): boolean => {
  try {
    return new PublicKey(text).toBase58() === text;
  } catch {
    return false;
  }
};

/** Whether a page may ask such a node: by https, or on this machine. */
export function isNodeUrl(text: string): boolean {
  try {
    const { protocol, hostname, username, password } = new URL(text);
    // A name before the host looks like the host; browsers ask nobody by such an address.
    if (username !== "" || password !== "") return false;
    return protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "localhost"].includes(hostname));
  } catch {
    return false;
  }
}

const isText = (value: unknown): value is string => typeof value === "string";

/** Whether a pool is written as README.md says; what is missing would fail later, and elsewhere. */
function isPool(of: Partial<ListedPool> | null): of is ListedPool {
  const { mint, programId, genesis, rpc, programHash, stewardHash, scores, quote } = of ?? {};
  const isGood = isText(mint) && isAddress(mint) && isText(genesis) && Array.isArray(rpc) && rpc.every(isNodeUrl);
  const others = [programHash, stewardHash, scores].every((each) => each === undefined || isText(each));
  const hasProgram = programId === undefined || isAddress(programId);
  return isGood && others && hasProgram && (!quote || [quote.name, quote.url, quote.path].every(isText));
}

/** What the deployer has set, and whether a part of it cannot be read. */
function deployed(): { pools: ListedPool[]; isBroken: boolean } {
  try {
    const { pools = [] } = JSON.parse(document.getElementById("deployed")?.textContent || "{}") as {
      pools?: ListedPool[];
    };
    const good = pools.filter(isPool);
    return { pools: good, isBroken: good.length < pools.length };
  } catch {
    return { pools: [], isBroken: true };
  }
}

const listed = (): ListedPool[] => deployed().pools;

/** Whether the deployer has set something that cannot be read. */
export const isDeployedBroken = (): boolean => deployed().isBroken;

interface Saved {
  mint: string;
  rpc: string[];
}

function saved(): Saved | undefined {
  try {
    const { mint, rpc } = JSON.parse(keptBy(SAVED) ?? "") as Saved;
    return isAddress(mint) && Array.isArray(rpc) && rpc.every(isNodeUrl) ? { mint, rpc } : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a choice for the next visit, in this browser; false where the browser does not. */
export const save = ({ mint, rpc }: Saved): boolean => keep(SAVED, JSON.stringify({ mint, rpc }));

export const forget = (): void => drop(SAVED);

/** One way of writing an address of a node: the same node is no other one for a slash at its end. */
const written = (url: string): string => (URL.canParse(url) ? new URL(url).href : url);

/** The host of a node, as people know it. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

/** The pool `mint` at these nodes. Only what the deployer stands for has a genesis hash and a hash to compare with. */
export function placeOf({ mint, rpc }: Saved): Place {
  const pools = listed();
  const known = pools.find((pool) => pool.mint === mint);
  const own = new Set(pools.flatMap((pool) => pool.rpc).map(written));
  return {
    ...{ mint, programId: known?.programId, genesis: known?.genesis, programHash: known?.programHash },
    stewardHash: known?.stewardHash,
    scores: known?.scores,
    quote: known?.quote,
    rpc: rpc.length > 0 ? rpc : (known?.rpc ?? []),
    isListed: known !== undefined,
    foreign: rpc.filter((url) => !own.has(written(url))),
  };
}

/** Nodes to ask about a pool where nobody has named any: the deployer's, by way of none, for one of theirs; else those in use. */
export const nodesFor = (mint: string, inUse: readonly string[]): string[] =>
  listed().some((pool) => pool.mint === mint) ? [] : [...inUse];

/** Where the page begins; undefined where neither deployer nor user has said. */
export function firstPlace(): Place | undefined {
  const own = saved();
  if (own) return placeOf(own);
  const [first] = listed();
  return first && placeOf({ mint: first.mint, rpc: first.rpc });
}

/** What the address proposes beside the place that is shown; undefined where it proposes nothing new. */
export function proposalIn(href: string, place: Place | undefined): Proposal | undefined {
  const { search, hash } = new URL(href);
  const words = new URLSearchParams(`${search.slice(1)}&${hash.split("?")[1] ?? ""}`);
  const [mint, rpc] = [words.get("mint") ?? undefined, words.get("rpc") ?? undefined];
  const other = {
    mint: mint !== undefined && isAddress(mint) && mint !== place?.mint ? mint : undefined,
    rpc: rpc !== undefined && isNodeUrl(rpc) && !place?.rpc.includes(rpc) ? rpc : undefined,
  };
  return other.mint || other.rpc ? other : undefined;
}
