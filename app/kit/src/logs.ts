// Events as the programs log them: data behind a prefix, which belongs to the program that runs at that line.
import { containsBytes, getBase64Encoder, isSolanaError, type ReadonlyUint8Array } from "@solana/kit";

const DISCRIMINATOR_BYTES = 8;
const PREFIX = "Program data: ";

/** A row of a program's table of events. */
interface Row {
  name: string;
  discriminator: readonly number[];
  decoder: () => { decode(bytes: ReadonlyUint8Array, offset: number): unknown };
}

/** Decodes one event by its table; undefined when it is none of the table's, or cut short. */
export function eventIn(rows: readonly Row[], bytes: ReadonlyUint8Array): { name: string; data: unknown } | undefined {
  const event = rows.find(({ discriminator }) => containsBytes(bytes, new Uint8Array(discriminator), 0));
  if (!event) return undefined;
  try {
    return { name: event.name, data: event.decoder().decode(bytes, DISCRIMINATOR_BYTES) };
  } catch (error) {
    if (isSolanaError(error)) return undefined;
    throw error;
  }
}

/** What a program logged in a transaction, in order, also when other programs called it. */
export function eventsIn<E>(
  logs: readonly string[] | null | undefined,
  programAddress: string,
  decode: (bytes: ReadonlyUint8Array) => E | undefined,
): E[] {
  const events: E[] = [];
  const stack: string[] = [];
  for (const line of logs ?? []) {
    const [, invoked, depth] = /^Program (\w+) invoke \[(\d+)\]$/.exec(line) ?? [];
    if (invoked) {
      // By the depth that the line names, so that a missing line before it does no harm.
      stack.length = Number(depth) - 1;
      stack.push(invoked);
    } else if (/^Program \w+ (success$|failed)/.test(line)) {
      stack.pop();
    } else if (line.startsWith(PREFIX) && stack.at(-1) === programAddress) {
      const event = decode(getBase64Encoder().encode(line.slice(PREFIX.length)));
      if (event) events.push(event);
    }
  }
  return events;
}
