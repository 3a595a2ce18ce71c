// What came of an action, by what the chain keeps of it: never by what was expected.
import { type EventName, type EventOf, findEvent, type Sent } from "@truestake/sdk";
import { type Moved, moved, sum } from "../actions/done";
import type { Kind } from "./act";

/** The event that tells of each kind, and what it says. */
const TELLS: { [K in Kind]?: Teller } = {
  stake: teller("SolDeposited", ({ lamports, tokens }) => ({ lamports, tokens })),
  sell: teller("LiquidUnstaked", ({ lamports, tokens }) => ({ lamports, tokens })),
  order: teller("UnstakeOrdered", ({ tokens, orderedLamports, sequence }) => ({
    ...{ tokens, lamports: orderedLamports, tickets: [sequence] },
  })),
  take: teller("StakeAccountWithdrawn", ({ tokens, lamports }) => ({ tokens, lamports })),
  cancel: teller("TicketCancelled", ({ tokens, cost, sequence }) => ({ tokens, cost, tickets: [sequence] })),
  claim: teller("TicketClaimed", ({ lamports, rent, sequence }) => ({ lamports, rent, tickets: [sequence] })),
  provide: teller("LiquidityAdded", ({ lamports, shares }) => ({ lamports, shares })),
  remove: teller("LiquidityRemoved", ({ lamports, tokens, shares }) => ({ lamports, tokens, shares })),
};

type Teller = (sent: Sent) => Moved | undefined;

function teller<N extends EventName>(name: N, read: (data: EventOf<N>["data"]) => Partial<Moved>): Teller {
  return ({ events }) => {
    const event = findEvent(events, name);
    return event && moved(read(event.data as EventOf<N>["data"]));
  };
}

/** What transactions of an action have moved; undefined where one of them has no details that say so. */
export function movedBy(kind: Kind, sent: readonly Sent[]): Moved | undefined {
  const tell = TELLS[kind];
  if (!tell || sent.length === 0) return undefined;
  const all = sent.map(tell);
  return all.every((each) => each !== undefined) ? all.reduce(sum) : undefined;
}
