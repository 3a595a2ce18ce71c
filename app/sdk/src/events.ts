import type { Truestake } from "./idl/truestake";
import idl from "./idl/truestake.json";
import { camelCase, type Decoded, decode, type TypeName } from "./layout";
import { PROGRAM_ID } from "./program";

type Name = Extract<Truestake["events"][number]["name"], TypeName>;

/** An event of the program: `name` says which, `data` has its fields, amounts as bigint. */
export type TruestakeEvent = { [N in Name]: { name: Capitalize<N>; data: Decoded<N> } }[Name];

/** Name of an event. */
export type EventName = TruestakeEvent["name"];

/** An event of one name. */
export type EventOf<N extends EventName> = Extract<TruestakeEvent, { name: N }>;

const names = new Map(idl.events.map(({ name, discriminator }) => [Buffer.from(discriminator).toString("hex"), name]));

/** Decodes one event from its bytes; undefined when it is none of the program's, or cut short. */
export function decodeEvent(bytes: Uint8Array): TruestakeEvent | undefined {
  const buffer = Buffer.from(bytes);
  const name = names.get(buffer.subarray(0, 8).toString("hex"));
  if (!name) return undefined;
  try {
    return { name, data: decode(camelCase(name) as Name, buffer, 8) } as TruestakeEvent;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * The program's events in a transaction's logs, in order, also those of calls by other programs. What other programs
 * log is ignored; logs that were cut short give the events before the cut.
 */
export function decodeEvents(logs: readonly string[] | null | undefined, programId = PROGRAM_ID): TruestakeEvent[] {
  const events: TruestakeEvent[] = [];
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
      const event = decodeEvent(Buffer.from(line.slice("Program data: ".length), "base64"));
      if (event) events.push(event);
    }
  }
  return events;
}

/** The first event of a name, typed. */
export function findEvent<N extends EventName>(events: readonly TruestakeEvent[], name: N): EventOf<N> | undefined {
  return events.find((event): event is EventOf<N> => event.name === name);
}
