import type { PublicKey } from "@solana/web3.js";
import { PROGRAM_ID } from "../deployment";
import { EVENTS } from "../idl/events";
import { type Decoded, decode, type TypeName } from "../layout";
import { fromBase64, toHex } from "../layout/bytes";
import { unlessShort } from "../layout/codec";

type Name = Uncapitalize<keyof typeof EVENTS> & TypeName;

/** An event of the program: `name` says which, `data` has its fields, amounts as bigint. */
export type TruestakeEvent = { [N in Name]: { name: Capitalize<N>; data: Decoded<N> } }[Name];

/** Name of an event. */
export type EventName = TruestakeEvent["name"];

/** An event of one name. */
export type EventOf<N extends EventName> = Extract<TruestakeEvent, { name: N }>;

/** Decodes one event from its bytes; undefined when it is none of the program's, or cut short. */
export function decodeEvent(bytes: Uint8Array): TruestakeEvent | undefined {
  return eventIn(EVENTS, bytes, (type) => decode(type as Name, bytes, 8)) as TruestakeEvent | undefined;
}

/** The same of any program's events, by their discriminators; `read` reads the data of a type. */
export function eventIn(
  events: Readonly<Record<string, string>>,
  bytes: Uint8Array,
  read: (type: string) => unknown,
): { name: string; data: unknown } | undefined {
  const discriminator = toHex(bytes.subarray(0, 8));
  const name = Object.keys(events).find((each) => events[each] === discriminator);
  return name === undefined
    ? undefined
    : unlessShort(() => ({ name, data: read(name.charAt(0).toLowerCase() + name.slice(1)) }));
}

/**
 * The program's events in a transaction's logs, in order, also those of calls by other programs. What other programs
 * log is ignored; logs that were cut short give the events before the cut.
 */
export function decodeEvents(logs: readonly string[] | null | undefined, programId = PROGRAM_ID): TruestakeEvent[] {
  return eventsIn(logs, programId, decodeEvent);
}

/** The events of any program in logs, as `decode` reads them; it answers undefined for what it does not know. */
export function eventsIn<T>(
  logs: readonly string[] | null | undefined,
  programId: PublicKey,
  decode: (bytes: Uint8Array) => T | undefined,
): T[] {
  const events: T[] = [];
  const program = programId.toBase58();
  const stack: string[] = [];
  for (const line of logs ?? []) {
    const [, invoked, depth] = /^Program (\w+) invoke \[(\d+)\]$/.exec(line) ?? [];
    if (invoked) {
      // By the depth that the line names, so that a missing line before it does no harm.
      stack.length = Number(depth) - 1;
      stack.push(invoked);
    } else if (/^Program \w+ (success$|failed)/.test(line)) {
      stack.pop();
    } else if (line.startsWith("Program data: ") && stack.at(-1) === program) {
      const bytes = fromBase64(line.slice("Program data: ".length));
      const event = bytes && decode(bytes);
      if (event) events.push(event);
    }
  }
  return events;
}

/** The first event of a name, typed. */
export function findEvent<N extends EventName>(events: readonly TruestakeEvent[], name: N): EventOf<N> | undefined {
  return events.find((event): event is EventOf<N> => event.name === name);
}
