// The cranks that a command needs before it can say what it will bring.
import { MOST_USER_CRANKS } from "@truestake/sdk/operators";
import type { Context } from "../context/context";
import { act } from "./act";

/** Runs the epoch's missing cranks, as many as a user pays for: without them there is no price to quote. */
export async function refreshFirst(context: Context): Promise<void> {
  await act(context, {
    question: `The pool is out of date: run its missing cranks first, ${MOST_USER_CRANKS} transactions at most?`,
    kind: "steps",
    isAnybodys: true,
    run: (client) => client.refresh({ tidy: false, mostTransactions: MOST_USER_CRANKS }),
  });
}
