// Two equal calls are two transactions: a chain takes equal bytes for one.
import type { MessageV0, VersionedMessage } from "@solana/web3.js";
import { toBase64 } from "../layout/bytes";

/** Units that the limit may be over what was wanted, to tell equal calls apart. */
export const LOW_UNITS = 255;
/** Milliseconds for which messages are remembered: longer than any blockhash is good. */
const REMEMBERED = 300_000;

/** The same for every copy of the SDK that a page loads. */
const REGISTRY: unique symbol = /* @__PURE__ */ Symbol.for("@truestake/sdk/messages") as never;

/** When each message was made. */
function registry(): Map<string, number> {
  const world = globalThis as { [REGISTRY]?: Map<string, number> };
  world[REGISTRY] ??= new Map();
  return world[REGISTRY];
}

/**
 * A message that nobody here has made before: `make` gets units to add to the compute limit, and another number as often as what
 * it makes is known already. Begins at random, since another page may make the same call.
 */
export function unequal<T extends { message: VersionedMessage | MessageV0 }>(make: (units: number) => T): T {
  const known = registry();
  const now = Date.now();
  // In the order in which they were made.
  for (const [message, made] of known) {
    if (now - made < REMEMBERED) break;
    known.delete(message);
  }
  const first = Math.floor(Math.random() * (LOW_UNITS + 1));
  for (let turn = 0; ; turn++) {
    const made = make((first + turn) % (LOW_UNITS + 1));
    const text = toBase64(made.message.serialize());
    // With all of them taken the chain has the last word: equal bytes land once.
    if (known.has(text) && turn < LOW_UNITS) continue;
    known.set(text, now);
    return made;
  }
}
