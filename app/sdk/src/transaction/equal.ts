// Two equal calls are two transactions: a chain takes equal bytes for one.
import type { MessageV0, VersionedMessage } from "@solana/web3.js";
import { toBase64 } from "../layout/bytes";

/** Units that the limit may be over what was wanted, to tell equal calls apart. */
export const LOW_UNITS = 1_023;
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
 * it makes is known already. Begins at random and puts its accounts in an order at random, since another process may make the same
 * call on the same blockhash, and equal bytes would land once for both. All forms have one size and one price a unit. A deposit has
 * over 14 million (a million with lookup tables), a transfer of a ticket, which names the fewest accounts, 12,000. web3.js sorts what
 * has no version: wallets that sign nothing else have the 1,024 of the units.
 */
export function unequal<T extends { message: VersionedMessage }>(make: (units: number) => T): T {
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
    if (made.message.version === 0) shuffle(made.message);
    const text = toBase64(made.message.serialize());
    // With all of them taken the chain has the last word: equal bytes land once.
    if (known.has(text) && turn < LOW_UNITS) continue;
    known.set(text, now);
    return made;
  }
}

/**
 * Puts a message's accounts in another order, which means the same: those of equal rights among themselves, after the payer, and
 * those that one lookup table gives. The header, the size and what every instruction does stay as they are.
 */
function shuffle({ header, staticAccountKeys, compiledInstructions, addressTableLookups }: MessageV0): void {
  const signers = header.numRequiredSignatures;
  const bounds = [1, signers - header.numReadonlySignedAccounts, signers];
  const count = staticAccountKeys.length;
  bounds.push(count - header.numReadonlyUnsignedAccounts, count);
  /** Where each account has gone, by its old place. */
  const places: number[] = [];
  const mix = (list: unknown[], from: number, to: number, offset = 0): void => {
    const order = list.slice(from, to).map((value, index) => ({ value, index, by: Math.random() }));
    for (const [index, each] of order.sort((a, b) => a.by - b.by).entries()) {
      list[from + index] = each.value;
      places[offset + from + each.index] = offset + from + index;
    }
  };
  for (const [index, to] of bounds.entries()) mix(staticAccountKeys, bounds[index - 1] ?? 0, to);
  let offset = count;
  for (const rights of ["writableIndexes", "readonlyIndexes"] as const) {
    for (const lookup of addressTableLookups) {
      mix(lookup[rights], 0, lookup[rights].length, offset);
      offset += lookup[rights].length;
    }
  }
  const placeOf = (old: number): number => places[old] as number;
  for (const instruction of compiledInstructions) {
    instruction.programIdIndex = placeOf(instruction.programIdIndex);
    instruction.accountKeyIndexes = instruction.accountKeyIndexes.map(placeOf);
  }
}
