// The way out by stake account for what somebody has typed.
import type { ExitPlan } from "@truestake/sdk/quotes";
import { useEffect, useRef, useState } from "preact/hooks";
import { usePool } from "../data/session";
import type { View } from "../data/view";
import { stakeWay } from "./stakeWay";

/** Milliseconds after the last key before the node is asked. */
const PAUSE = 350;

/** What was found, or why it could not be read; neither until then. */
export interface StakeWay {
  way?: ExitPlan["stake"];
  error?: unknown;
}

/** Reads it with every view of the pool; nothing while there are no tokens. What was found is shown of the same pool, update and amount. */
export function useStakeWay(view: View, tokens: bigint | undefined): StakeWay {
  const pool = usePool();
  const { deployment, pool: books, clock } = view;
  const key = [deployment.mint.toBase58(), books.updates, clock.epoch, tokens].join("/");
  const [found, setFound] = useState<StakeWay & { key: string }>();
  const wanted = useRef(key);
  wanted.current = key;
  useEffect(() => {
    // A view of the pool before says nothing to the one that is shown next.
    if (!pool || tokens === undefined || !pool.deployment.mint.equals(deployment.mint)) return;
    const take = (of: StakeWay) => {
      if (wanted.current === key) setFound({ key, ...of });
    };
    const read = () =>
      stakeWay(pool, tokens).then(
        (way) => take({ way }),
        (error) => take({ error }),
      );
    const timer = setTimeout(read, PAUSE);
    return () => clearTimeout(timer);
  }, [pool, key, view.at]);
  return found?.key === key ? found : {};
}
