// When it may be said that a transaction never lands.
import { PublicKey } from "@solana/web3.js";
import type { Nodes } from "../nodes";
import type { ChainSender } from "../nodes/chain";
import type { Handle } from "./handle";
import { finalizedOf, type Nonce } from "./nonce";

/**
 * Why a transaction never lands. First it was seen, by finalized state, that it could land no more: a height over its last one, or,
 * with a durable nonce, another nonce in the account that had held its own before. Nodes of its cluster were asked afterwards, for
 * that slot or a later one, and know nothing of it: it is not what brought that about.
 */
export interface ExpiryProof {
  /** The last block height at which it could land; undefined with a durable nonce. */
  lastValidBlockHeight?: number | undefined;
  /** A finalized height over that. */
  finalizedHeight?: number | undefined;
  /** With a durable nonce: its account, the nonce, and what the account holds instead; undefined where that is none. */
  nonce?: { account: string; value: string; found: string | undefined } | undefined;
  /** Slot in which that was so. */
  finalizedSlot: number;
  /** Confirmed slot before it was signed. */
  signedSlot: number;
  /**
   * What does not know the transaction: the nodes' memory of the last slots, or the history of its payer, with a durable nonce of
   * the nonce's account, which reaches back to before it was signed.
   */
  by: "status" | "history";
  /** Nodes that were asked since and know nothing of it: every one of its cluster that answered. */
  nodes: number;
}

/** Finalized state in which a transaction cannot land any more. */
export interface Sighting {
  slot: number;
  why: Pick<ExpiryProof, "lastValidBlockHeight" | "finalizedHeight" | "nonce">;
}

/** What a node says of a signature, and of which slot it speaks. */
export interface Answer {
  slot: number;
  isKnown: boolean;
  /** Whether the node tells that it is of the transaction's cluster: only then it proves anything that it does not know it. */
  counts: boolean;
}

/** Slots for which nodes remember what they ran. */
export const REMEMBERED_SLOTS = 300;
const PAGE = 1_000;

/**
 * Looks for the end of a transaction's time. An account that holds another nonce says something only of slots after one in which it
 * held the transaction's own: until that was finalized it shows an older one.
 */
export class Lookout {
  /** A slot in which the transaction could not have landed yet. */
  since: number;

  constructor(
    private readonly nodes: Nodes,
    private readonly handle: Handle,
    private readonly nonce: Nonce | undefined,
  ) {
    this.since = handle.nonceSlot ?? handle.slot;
    this.wasHeld = handle.nonceSlot !== undefined;
  }

  private wasHeld: boolean;

  /** Whether there is anything to look for. */
  get isOver(): boolean {
    return this.handle.genesis === null || (!this.nonce && this.handle.lastValidBlockHeight === undefined);
  }

  /** The account whose history has to name the transaction, if it has landed. */
  get named(): PublicKey {
    return this.nonce?.account ?? new PublicKey(this.handle.payer);
  }

  /** What is seen, of one node. */
  async look(): Promise<Sighting | undefined> {
    const { genesis, lastValidBlockHeight: last } = this.handle;
    if (genesis === null) return undefined;
    if (this.nonce) return this.lookAt(this.nonce, genesis);
    if (last === undefined) return undefined;
    const heads = await this.nodes.each("getEpochInfo", headOf, genesis);
    const head = heads.find(({ height }) => height > last);
    return head && { slot: head.slot, why: { lastValidBlockHeight: last, finalizedHeight: head.height } };
  }

  private async lookAt(nonce: Nonce, genesis: string): Promise<Sighting | undefined> {
    const all = await finalizedOf(this.nodes, nonce, genesis);
    for (const { value, slot } of all) {
      if (value !== nonce.value) continue;
      this.since = this.wasHeld ? Math.max(this.since, slot) : slot;
      this.wasHeld = true;
    }
    const gone = all.find(({ value, slot }) => this.wasHeld && value !== nonce.value && slot >= this.since);
    const [account, value] = [nonce.account.toBase58(), nonce.value];
    return gone && { slot: gone.slot, why: { nonce: { account, value, found: gone.value } } };
  }
}

async function headOf(node: ChainSender): Promise<{ height: number; slot: number }> {
  const info = await node.getEpochInfo({ commitment: "finalized" }).catch(() => undefined);
  if (info?.blockHeight !== undefined) return { height: info.blockHeight, slot: info.absoluteSlot };
  // The slot afterwards: it is no earlier than the block's.
  const height = await node.getBlockHeight({ commitment: "finalized" });
  return { height, slot: await node.getSlot({ commitment: "finalized" }) };
}

/**
 * Whether nodes that answer after a sighting all say that they have not run the transaction, and still remember the slots in
 * which it could have been: "late" when they no longer do.
 */
export function unknownTo(answers: Answer[], sighting: Sighting, since: number): boolean | "late" {
  const counting = answers.filter(({ counts }) => counts);
  if (counting.length === 0 || answers.some(({ isKnown }) => isKnown)) return false;
  if (counting.some(({ slot }) => slot > since + REMEMBERED_SLOTS)) return "late";
  return counting.every(({ slot }) => slot >= sighting.slot);
}

/** What an account's history says of a transaction that names it. */
export interface HistoryAnswer {
  /** Where it is. */
  found: { slot: number; err: unknown } | undefined;
  /** Nodes whose history reaches back to before it was signed, without it. */
  without: number;
}

/**
 * Looks through the finalized transactions that name an account, back to before this one could land: newest first, page by page, at
 * every node. A busy payer's are tens of thousands: whoever asks says when it is enough, and the next look goes on where this one
 * has come to.
 */
export class History {
  /** The last signature of the last page that a node gave. */
  private readonly before = new Map<ChainSender, string>();
  /** Nodes that gave all of it, without the transaction. */
  private readonly whole = new Set<ChainSender>();

  constructor(
    private readonly nodes: Nodes,
    private readonly handle: Handle,
    private readonly lookout: Lookout,
    private readonly sighting: Sighting,
  ) {}

  async look(isOver: () => boolean): Promise<HistoryAnswer> {
    for (;;) {
      const ask = (node: ChainSender) => this.page(node);
      const answers = await this.nodes.each("getSignaturesForAddress", ask, this.handle.genesis);
      const found = answers.find((answer) => typeof answer === "object");
      if (found || isOver() || !answers.includes("more")) return { found, without: this.whole.size };
    }
  }

  private async page(node: ChainSender): Promise<HistoryAnswer["found"] | "more"> {
    if (this.whole.has(node)) return undefined;
    const before = this.before.get(node);
    const options = { limit: PAGE, minContextSlot: this.sighting.slot, ...(before ? { before } : {}) };
    const entries = await node.getSignaturesForAddress(this.lookout.named, options, "finalized");
    const own = entries.find(({ signature }) => signature === this.handle.signature);
    if (own) return { slot: own.slot, err: own.err };
    const oldest = entries.at(-1);
    if (oldest && oldest.slot <= this.lookout.since) {
      this.whole.add(node);
      return undefined;
    }
    // It forgets what is older, or always gives the same page: another look may meet another node behind its address.
    if (!oldest || oldest.signature === before) {
      this.before.delete(node);
      return undefined;
    }
    this.before.set(node, oldest.signature);
    return "more";
  }
}
