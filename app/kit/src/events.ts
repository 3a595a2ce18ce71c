import type { ReadonlyUint8Array } from "@solana/kit";
import { TRUESTAKE_PROGRAM_ADDRESS } from "./generated";
import { TRUESTAKE_EVENTS, type TruestakeEvent } from "./generated/events";
import { eventIn, eventsIn } from "./logs";

/** Decodes one event from its bytes; undefined when it is none of the program's, or cut short. */
export function decodeTruestakeEvent(bytes: ReadonlyUint8Array): TruestakeEvent | undefined {
  return eventIn(TRUESTAKE_EVENTS, bytes) as TruestakeEvent | undefined;
}

/** The program's events in a transaction's logs, in order, also those of calls by other programs. */
export function decodeTruestakeEvents(
  logs: readonly string[] | null | undefined,
  programAddress: string = TRUESTAKE_PROGRAM_ADDRESS,
): TruestakeEvent[] {
  return eventsIn(logs, programAddress, decodeTruestakeEvent);
}
