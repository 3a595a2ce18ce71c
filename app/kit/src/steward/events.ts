import type { ReadonlyUint8Array } from "@solana/kit";
import { eventIn, eventsIn } from "../logs";
import { STEWARD_PROGRAM_ADDRESS } from "./generated";
import { STEWARD_EVENTS, type StewardEvent } from "./generated/events";

/** Decodes one event from its bytes; undefined when it is none of the steward's, or cut short. */
export function decodeStewardEvent(bytes: ReadonlyUint8Array): StewardEvent | undefined {
  return eventIn(STEWARD_EVENTS, bytes) as StewardEvent | undefined;
}

/** The steward's events in a transaction's logs, in order, also those of calls by other programs. */
export function decodeStewardEvents(
  logs: readonly string[] | null | undefined,
  programAddress: string = STEWARD_PROGRAM_ADDRESS,
): StewardEvent[] {
  return eventsIn(logs, programAddress, decodeStewardEvent);
}
