// What was signed here and whose outcome is not known yet: taken down before it is sent, with what a repeat of it has to keep to. So
// the next action, or this page when it is loaded again, first finds out what came of it.
import type { Handle } from "@truestake/sdk";
import { inTab, keep, keptBy } from "../kept";
import type { Kind } from "../send/act";

/** An action, from its first signature until its outcome is known. */
export interface Open {
  /** The pool, by its token. */
  mint: string;
  kind: Kind;
  /** What the wallet held before, of what the action counts on. */
  balance?: string;
  /** Lamports of the stake account that it deactivates: nothing that lands names them. */
  stake?: string;
  /** Its transactions so far. */
  handles: Handle[];
}

const KEY = "truestake.open";

function stored(): Open[] {
  try {
    const found = JSON.parse(keptBy(KEY, inTab) ?? "[]") as Open[];
    return Array.isArray(found)
      ? found.filter(({ mint, kind, handles }) => mint && kind && Array.isArray(handles))
      : [];
  } catch {
    return [];
  }
}

/** Where the browser keeps nothing for a page, this is as old as the page. */
let all = stored();

function set(next: Open[]): void {
  all = next;
  keep(KEY, JSON.stringify(all), inTab);
}

/** What is open of a pool on its cluster, the oldest first: of one wallet, or of all. */
export const openOf = ({
  mint,
  genesis,
  owner,
}: {
  mint: string;
  genesis: string;
  owner?: string | undefined;
}): Open[] =>
  all.filter(
    (open) =>
      open.mint === mint &&
      // Where no node has told the cluster it may be this one.
      open.handles.some(
        (handle) => (handle.genesis ?? genesis) === genesis && (owner ?? handle.payer) === handle.payer,
      ),
  );

/** Takes down a transaction that is about to be sent. */
export function signed(open: Open, handle: Handle): void {
  open.handles.push(handle);
  set(all.includes(open) ? all : [...all, open]);
}

/** Its outcome is known, or can do no harm any more. */
export function forget(open: Open): void {
  if (all.includes(open)) set(all.filter((each) => each !== open));
}
