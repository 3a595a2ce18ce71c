import type { PublicKey } from "@solana/web3.js";
import type { LandedTransaction } from "../inProcess/transaction";
import { slotsWithBlock } from "../node/blocks";
import type { Node } from "../node/node";
import { COMMITMENTS, type Commitment, type Params } from "../server/params";
import { account } from "./account";
import { logs } from "./logs";
import { program } from "./program";
import { root } from "./root";
import { signature } from "./signature";
import { slot } from "./slot";
import type { Kind, Subscription } from "./subscription";

export const KINDS: Readonly<Record<string, Kind>> = { account, logs, program, root, signature, slot };

const SYSVARS_OF_EVERY_SLOT = ["SysvarC1ock11111111111111111111111111111111"];
/** Of a jump over more slots than these, an epoch say, only the last slot is told. */
const MOST_TOLD_SLOTS = 512n;

/** Sends one notification: its method, the subscription's number, and what it tells. */
export type Send = (notification: string, id: number, result: unknown) => void;

/** Who is to be told of what, at which commitment. */
export class Subscriptions {
  private readonly open = new Map<number, Subscription>();
  private readonly heads = new Map<Commitment, bigint>();
  private next = 0;

  constructor(private readonly node: Node) {
    for (const commitment of COMMITMENTS) this.heads.set(commitment, node.heads.at(commitment));
  }

  add({ open, notification }: Kind, params: Params, send: Send): number {
    const id = this.next++;
    const tell = (result: unknown): void => {
      if (this.open.has(id)) send(notification, id, result);
    };
    // In place first: it may have something to tell at once.
    const subscription = open(this.node, params, tell, () => this.remove(id));
    this.open.set(id, subscription);
    return id;
  }

  remove(id: number): boolean {
    return this.open.delete(id);
  }

  published(landed: LandedTransaction): void {
    this.reached("processed", new Set(landed.written.map((address) => address.toBase58())), [landed]);
  }

  changed(addresses: readonly PublicKey[]): void {
    if (this.open.size === 0) return;
    this.reached("processed", new Set(addresses.map((address) => address.toBase58())), []);
  }

  slotChanged(): void {
    const { node } = this;
    for (const commitment of COMMITMENTS) {
      const from = this.heads.get(commitment) ?? 0n;
      const to = node.heads.at(commitment);
      this.heads.set(commitment, to);
      if (to === from || this.open.size === 0) continue;
      const isJump = to < from || to - from > MOST_TOLD_SLOTS;
      const slots = isJump ? [to] : slotsWithBlock(node, from + 1n, to);
      for (const slot of slots) this.tellOfSlot(commitment, slot);
      const changed = node.versions.changedIn(from, to);
      for (const sysvar of SYSVARS_OF_EVERY_SLOT) changed.add(sysvar);
      // Of the newest slot everything is told as it happens.
      const landed = commitment === "processed" ? [] : node.chain.transactionsBetween(from, to);
      this.reached(commitment, changed, landed);
    }
  }

  private tellOfSlot(commitment: Commitment, slot: bigint): void {
    for (const subscription of [...this.open.values()]) {
      if (commitment === "processed") subscription.slot?.(slot);
      if (commitment === "finalized") subscription.root?.(slot);
    }
  }

  private reached(commitment: Commitment, changed: ReadonlySet<string>, landed: readonly LandedTransaction[]): void {
    const { node } = this;
    // Where nothing lags, what is processed is confirmed and finalized.
    const same = COMMITMENTS.filter((each) => each === commitment || this.isSame(each, commitment));
    for (const subscription of [...this.open.values()]) {
      if (!subscription.reached || !same.includes(subscription.commitment)) continue;
      subscription.reached({ commitment, view: node.view(subscription.commitment), changed, landed });
    }
  }

  private isSame(commitment: Commitment, other: Commitment): boolean {
    if (other !== "processed" || commitment === "processed") return false;
    return this.node.heads.lags[commitment] === 0n;
  }
}
