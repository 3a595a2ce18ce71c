import type { Keypair } from "@solana/web3.js";
import type { InProcessChain, Snapshot } from "../inProcess/chain";
import { seeded } from "../inProcess/seed";
import { Versions } from "../inProcess/versions";
import { minContextSlotNotReached, nodeBehind } from "../server/errors";
import type { Commitment, Config } from "../server/params";
import { Subscriptions } from "../subscriptions";
import type { Ticker } from "./ticker";
import { Heads, type Lags, View } from "./view";

/** What a chain began with that its users have to know: addresses, and keys that have SOL. */
export type Facts = Record<string, unknown>;

/** What the methods answer from: a chain, and how much of it is sure. */
export class Node {
  readonly heads: Heads;
  readonly versions = new Versions();
  /** As how many slots behind the others this node is to show itself. */
  behindBy: bigint | undefined;
  facts: Facts = {};
  readonly identity: string;
  /** A key for whoever uses the network. It may do with validators what their operators may, unless somebody else is named. */
  readonly payer: Keypair;
  readonly subscriptions: Subscriptions;
  /** What stake earns in an epoch, before its validator's commission. */
  rewardPartsPerMillion = 0n;
  readonly snapshots: Snapshot[] = [];

  constructor(
    readonly chain: InProcessChain,
    lags: Lags,
    readonly ticker: Ticker,
    /** Where it answers, once it does. */
    public port = 0,
  ) {
    chain.versions = this.versions;
    this.identity = seeded(chain.seed, "node").publicKey.toBase58();
    this.payer = seeded(chain.seed, "payer");
    this.heads = new Heads(chain, lags);
    this.subscriptions = new Subscriptions(this);
    chain.listen({
      published: (landed) => this.subscriptions.published(landed),
      changed: (addresses) => this.subscriptions.changed(addresses),
      slotChanged: () => {
        this.subscriptions.slotChanged();
        this.versions.forget(this.heads.at("finalized"));
      },
    });
  }

  view(commitment: Commitment, minContextSlot?: bigint): View {
    const slot = this.heads.at(commitment);
    if (minContextSlot !== undefined && slot < minContextSlot) throw minContextSlotNotReached(slot);
    return new View(this.chain, this.versions, slot);
  }

  /** The state that a request asks for by `commitment` and `minContextSlot`. */
  viewFor(config: Config): View {
    return this.view(config.commitment, config.minContextSlot);
  }

  restore(snapshot: Snapshot): void {
    this.chain.restore(snapshot);
    this.subscriptions.slotChanged();
  }

  checkHealth(): void {
    if (this.behindBy !== undefined) throw nodeBehind(this.behindBy);
  }
}

export interface WithContext {
  context: { apiVersion: string; slot: bigint };
  value: unknown;
}

/** The Agave whose answers these are like. */
export const VERSION = "4.2.2";

export function withContext(slot: bigint, value: unknown): WithContext {
  return { context: { apiVersion: VERSION, slot }, value };
}
