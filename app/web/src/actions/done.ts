// An action that landed, and what it has moved.
import type { Kind } from "../send/act";

/** What moved, as far as it is of an action. What came and what left depends on the kind of action. */
export interface Moved {
  lamports: bigint;
  tokens: bigint;
  shares: bigint;
  /** Lamports of rent that came back. */
  rent: bigint;
  /** Tokens that it cost to take a ticket back. */
  cost: bigint;
  /** Numbers of the tickets that it was about. */
  tickets: bigint[];
}

/** An action that landed. */
export interface Done {
  kind: Kind;
  /** Its transactions; none where an earlier attempt has done it. */
  signatures: string[];
  /** Genesis hash of their cluster. */
  genesis: string;
  /** Undefined where no node that was asked keeps it. */
  moved: Moved | undefined;
}

export const moved = (of: Partial<Moved>): Moved => ({
  ...{ lamports: 0n, tokens: 0n, shares: 0n, rent: 0n, cost: 0n, tickets: [] },
  ...of,
});

export const sum = (a: Moved, b: Moved): Moved => ({
  lamports: a.lamports + b.lamports,
  tokens: a.tokens + b.tokens,
  shares: a.shares + b.shares,
  rent: a.rent + b.rent,
  cost: a.cost + b.cost,
  tickets: [...a.tickets, ...b.tickets],
});

/** Several of one kind as one. */
export const together = (a: Done, b: Done): Done => ({
  ...a,
  signatures: [...a.signatures, ...b.signatures],
  moved: a.moved && b.moved && sum(a.moved, b.moved),
});
