// Whether an action can be offered now: one rule for every button of the page.
import { useIsStale, useReading } from "../data/session";
import { useStore } from "../data/store";
import type { Kind } from "../send/act";
import { isFramed } from "../wallet/frame";
import { useWallets } from "../wallet/wallet";
import { acting } from "./acting";

/** What is refused or accepted by the price: figures that are too old say nothing of it. */
const PRICED: ReadonlySet<Kind> = new Set<Kind>(["stake", "sell", "order", "take", "cancel", "provide"]);

export interface Gate {
  isConnected: boolean;
  /** Whether such an action may begin now: none is under way, the page is its own, and the figures are young enough for it. */
  may(kind: Kind): boolean;
}

export function useGate(): Gate {
  const { connected } = useWallets();
  const { view } = useReading();
  const isStale = useIsStale(view?.at);
  const isBusy = useStore(acting).is === "running";
  return {
    isConnected: connected !== undefined,
    may: (kind) => !isBusy && !isFramed() && !(isStale && PRICED.has(kind)),
  };
}
