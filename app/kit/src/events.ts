import { containsBytes, getBase64Encoder, isSolanaError, type ReadonlyUint8Array } from "@solana/kit";
import { TRUESTAKE_PROGRAM_ADDRESS } from "./generated";
import { TRUESTAKE_EVENTS, type TruestakeEvent } from "./generated/events";

const DISCRIMINATOR_BYTES = 8;
const PREFIX = "Program data: ";

/** Decodes one event from its bytes; undefined when it is none of the program's, or cut short. */
export function decodeTruestakeEvent(bytes: ReadonlyUint8Array): TruestakeEvent | undefined {
  const event = TRUESTAKE_EVENTS.find(({ discriminator }) => containsBytes(bytes, new Uint8Array(discriminator), 0));
  if (!event) return undefined;
  try {
    return { name: event.name, data: event.decoder().decode(bytes, DISCRIMINATOR_BYTES) } as TruestakeEvent;
  } catch (error) {
    if (isSolanaError(error)) return undefined;
    throw error;
  }
}

/** The program's events in a transaction's logs, in order, also those of calls by other programs. */
export function decodeTruestakeEvents(
  logs: readonly string[] | null | undefined,
  programAddress: string = TRUESTAKE_PROGRAM_ADDRESS,
): TruestakeEvent[] {
  const events: TruestakeEvent[] = [];
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
      const event = decodeTruestakeEvent(getBase64Encoder().encode(line.slice(PREFIX.length)));
      if (event) events.push(event);
    }
  }
  return events;
}
