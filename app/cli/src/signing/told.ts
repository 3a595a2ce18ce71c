// What came of an action, by what the chain keeps of it: never by what was expected.
import { type EventName, type EventOf, findEvent, isError, type Sent, TruestakeError } from "@truestake/sdk";

/** The event of a transaction that landed. Where no node keeps that, `HistoryUnavailable` with effect "done". */
export function told<N extends EventName>(sent: Sent | undefined, name: N): EventOf<N>["data"] {
  const event = findEvent(sent?.events ?? [], name);
  if (event) return event.data as EventOf<N>["data"];
  throw untold(sent);
}

/** The events of all transactions: where one has no details, what it did is not known. */
export function allTold<N extends EventName>(sent: readonly Sent[], name: N): EventOf<N>["data"][] {
  const dark = sent.find(({ hasDetails, logs }) => !hasDetails || logs.includes("Log truncated"));
  if (dark) throw untold(dark);
  return sent.flatMap(({ events }) =>
    events.flatMap((event) => (event.name === name ? [event.data as EventOf<N>["data"]] : [])),
  );
}

function untold(sent: Sent | undefined): TruestakeError {
  const { signature, slot } = sent ?? {};
  return new TruestakeError(
    "HistoryUnavailable",
    `${signature} landed, and no node that was asked keeps what came of it`,
    { phase: "confirm", effect: "done", args: { signature, slot } },
  );
}

/** The transaction that such an error is about. */
export function sentOf({ args }: TruestakeError): Sent {
  const { signature, slot } = args as Pick<Sent, "signature" | "slot">;
  const none = { unitsConsumed: undefined, fee: undefined, payerChange: undefined };
  return { signature, slot, hasDetails: false, events: [], logs: [], ...none };
}

/** Whether an error says that all was done, and only what came of it is not known. */
export const isDone = (error: unknown): error is TruestakeError =>
  isError(error, "HistoryUnavailable") && error.effect === "done";
