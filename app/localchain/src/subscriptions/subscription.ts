import type { LandedTransaction } from "../inProcess/transaction";
import type { Node } from "../node/node";
import type { View } from "../node/view";
import type { Commitment, Params } from "../server/params";

/** What has become so at a commitment: the state, the addresses that changed on the way, and the transactions. */
export interface Reached {
  commitment: Commitment;
  view: View;
  changed: ReadonlySet<string>;
  landed: readonly LandedTransaction[];
}

/** What is told: a result with its context where it has one. */
export type Tell = (result: unknown) => void;

/** What somebody wants to be told of. */
export interface Subscription {
  commitment: Commitment;
  reached?(reached: Reached): void;
  slot?(slot: bigint): void;
  root?(slot: bigint): void;
}

export interface Kind {
  /** Of the messages that tell. */
  notification: string;
  /** `done` ends the subscription by itself. */
  open(node: Node, params: Params, tell: Tell, done: () => void): Subscription;
}
