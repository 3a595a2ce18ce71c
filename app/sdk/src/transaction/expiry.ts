// When it may be said that a transaction never lands.
import { PublicKey } from "@solana/web3.js";
import type { Nodes } from "../nodes";
import type { ChainSender } from "../nodes/chain";
import type { Handle } from "./handle";

/** Why a transaction never lands: what was seen, in this order. */
export interface ExpiryProof {
  /** The last block height at which it could land. */
  lastValidBlockHeight: number;
  /** A finalized height over that… */
  finalizedHeight: number;
  /** …and its slot. */
  finalizedSlot: number;
  /** Confirmed slot before it was signed. */
  signedSlot: number;
  /**
   * What does not know the transaction: the nodes' memory of the last slots, or the payer's history, which reaches back to before
   * it was signed.
   */
  by: "status" | "history";
  /** Nodes that were asked since and know nothing of it: every one that answered. */
  nodes: number;
}

/** A finalized block that is too late for a transaction. */
export interface Sighting {
  height: number;
  slot: number;
}

/** What a node says of a signature, and of which slot it speaks. */
export interface Answer {
  slot: number;
  isKnown: boolean;
}

/** Slots for which nodes remember what they ran. */
export const REMEMBERED_SLOTS = 300;
const PAGE = 1_000;
/** Most pages of a payer's history to look through. */
const MOST_PAGES = 20;

/** Looks for a finalized block over the last valid height; height and slot are of one node. */
export async function sightingOf(nodes: Nodes, last: number): Promise<Sighting | undefined> {
  const heads = await nodes.each("getEpochInfo", headOf);
  return heads.find(({ height }) => height > last);
}

async function headOf(node: ChainSender): Promise<Sighting> {
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
export function unknownTo(answers: Answer[], sighting: Sighting, signedSlot: number): boolean | "late" {
  if (answers.length === 0 || answers.some(({ isKnown }) => isKnown)) return false;
  if (answers.some(({ slot }) => slot > signedSlot + REMEMBERED_SLOTS)) return "late";
  return answers.every(({ slot }) => slot >= sighting.slot);
}

/** What the payer's history says of a transaction. */
export interface HistoryAnswer {
  /** Where it is. */
  found: { slot: number; err: unknown } | undefined;
  /** Nodes whose history reaches back to before it was signed, without it. */
  without: number;
}

/** Looks through the payer's finalized transactions, back to before this one was signed. */
export async function historyOf(nodes: Nodes, handle: Handle, sighting: Sighting): Promise<HistoryAnswer> {
  const answers = await nodes.each("getSignaturesForAddress", (node) => searched(node, handle, sighting));
  const found = answers.find((answer) => typeof answer === "object");
  return {
    found: typeof found === "object" ? found : undefined,
    without: answers.filter((answer) => answer === true).length,
  };
}

/** The transaction; true when it is not there, false when that cannot be told. */
async function searched(node: ChainSender, { payer, signature, slot }: Handle, sighting: Sighting) {
  const address = new PublicKey(payer);
  let before: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const options = { limit: PAGE, minContextSlot: sighting.slot, ...(before ? { before } : {}) };
    const entries = await node.getSignaturesForAddress(address, options, "finalized");
    const own = entries.find((entry) => entry.signature === signature);
    if (own) return { slot: own.slot, err: own.err };
    const oldest = entries.at(-1);
    if (!oldest) return false;
    if (oldest.slot <= slot) return true;
    before = oldest.signature;
  }
  return false;
}
