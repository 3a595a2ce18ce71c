import { eventIn, eventsIn } from "../history/events";
import { STEWARD_PROGRAM_ID } from "./addresses";
import { EVENTS } from "./idl/events";
import { decode, type StewardDecoded, type StewardTypeName } from "./layout";

type Name = Uncapitalize<keyof typeof EVENTS> & StewardTypeName;

/** An event of the steward: `name` says which, `data` has its fields, amounts as bigint. */
export type StewardEvent = { [N in Name]: { name: Capitalize<N>; data: StewardDecoded<N> } }[Name];

/** Name of an event of the steward. */
export type StewardEventName = StewardEvent["name"];

/** An event of one name. */
export type StewardEventOf<N extends StewardEventName> = Extract<StewardEvent, { name: N }>;

/** Decodes one event from its bytes; undefined when it is none of the steward's, or cut short. */
export function decodeStewardEvent(bytes: Uint8Array): StewardEvent | undefined {
  return eventIn(EVENTS, bytes, (type) => decode(type as Name, bytes, 8)) as StewardEvent | undefined;
}

/**
 * The steward's events in a transaction's logs, in order.
 *
 * @example
 * ```ts
 * const events = decodeStewardEvents(sent.logs);
 * ```
 */
export function decodeStewardEvents(
  logs: readonly string[] | null | undefined,
  programId = STEWARD_PROGRAM_ID,
): StewardEvent[] {
  return eventsIn(logs, programId, decodeStewardEvent);
}

/** The first event of a name, typed. */
export function findStewardEvent<N extends StewardEventName>(
  events: readonly StewardEvent[],
  name: N,
): StewardEventOf<N> | undefined {
  return events.find((event): event is StewardEventOf<N> => event.name === name);
}
