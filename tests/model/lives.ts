// What all random lives share: how they are run, and their chains given back.
import { setImmediate as nextTurn } from "node:timers/promises";
import v8 from "node:v8";
import vm from "node:vm";
import fc from "fast-check";

v8.setFlagsFromString("--expose-gc");
const collectGarbage: () => void = vm.runInNewContext("gc");

/** Lives whose chains may be there at once: to collect after each took an eighth of their time. */
const LIVES_AT_ONCE = 5;
let lived = 0;

/** A chain's memory is outside of JavaScript: nobody would collect it in time, and it is given back between two turns. */
export async function freeChains(): Promise<void> {
  lived += 1;
  if (lived % LIVES_AT_ONCE === 0) collectGarbage();
  await nextTurn();
}

/** Making a failure small must come to an end. */
const TIME_LIMIT = 480_000;

/** Tries a property `count` times; throws fast-check's report with seed and path when it does not hold. */
export function hold<T>(property: fc.IAsyncProperty<T>, seed: number, count: number): Promise<void> {
  const path = process.env.TEST_PATH;
  return fc.assert(property, {
    seed,
    numRuns: count,
    interruptAfterTimeLimit: TIME_LIMIT,
    markInterruptAsFailure: true,
    ...(path ? { path, endOnFailure: true } : {}),
  });
}
