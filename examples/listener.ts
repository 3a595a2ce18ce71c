// Says what happens in a pool, as it happens.
import { deployment, onEvent, type Unsubscribe } from "@truestake/sdk";
import type { Stage } from "./stage";

export function main({ connection, mint, print }: Pick<Stage, "connection" | "mint" | "print">): Unsubscribe {
  return onEvent(connection, deployment({ mint }), ({ name, data }, { signature, slot }) => {
    // Every event has the books before and after it.
    const { before, after } = data;
    print(`${name} in slot ${slot}: supply ${before.supply} -> ${after.supply}, ${signature}`);
  });
}
