// Whether a steward manages the pool's validators, and what shows it: nothing of that is loaded for any other pool.
import { managerOf } from "@truestake/sdk";
import { stewardOf } from "@truestake/sdk/steward";
import { useEffect, useState } from "preact/hooks";
import { usePool } from "../data/session";
import type { View } from "../data/view";
import { workPlace } from "../worker/ask";
import type { Bonds } from "../worker/protocol";
import { useAnswer } from "../worker/useAnswer";

/** Addresses that stewards would manage pools by: each takes thousands of hashes to find. */
const authorities = new Map<string, string>();

function authorityOf(pool: View["pool"]): string {
  const key = pool.pool.toBase58();
  const found = authorities.get(key) ?? stewardOf(pool).authority.toBase58();
  authorities.set(key, found);
  return found;
}

export const isStewarded = ({ pool }: View): boolean => managerOf(pool).toBase58() === authorityOf(pool);

export type Parts = typeof import("./parts");

interface Loaded {
  isManaged: boolean;
  parts?: Parts | undefined;
  error?: unknown;
  /** Tries again what has failed. */
  again(): void;
}

/** What shows a steward, where there is one. */
export function useParts(view: View): Loaded {
  const isManaged = isStewarded(view);
  const [found, setFound] = useState<Omit<Loaded, "isManaged" | "again">>({});
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!isManaged) return;
    let isGone = false;
    setFound({});
    import("./parts").then(
      (parts) => !isGone && setFound({ parts }),
      (error) => !isGone && setFound({ error }),
    );
    return () => {
      isGone = true;
    };
  }, [isManaged, turn]);
  const again = () => setTurn(turn + 1);
  return isManaged ? { isManaged, ...found, again } : { isManaged, again };
}

/** The bonds of all members, read with every update of the pool. */
export function useBonds(view: View): Loaded & { bonds?: Bonds | undefined } {
  const pool = usePool();
  const loaded = useParts(view);
  const { isManaged } = loaded;
  const asked = pool && isManaged ? { place: workPlace(pool.place) } : undefined;
  const { answered, error, again: ask } = useAnswer(view, "bonds", asked);
  const again = () => {
    loaded.again();
    ask();
  };
  return isManaged ? { ...loaded, bonds: answered?.of, error: loaded.error ?? error, again } : loaded;
}
