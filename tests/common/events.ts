import { BorshCoder, type Idl } from "@coral-xyz/anchor";
import { PublicKey } from "@solana/web3.js";
import { PROGRAM_ID } from "@truestake/sdk";
import BN from "bn.js";
import idl from "../../artifacts/truestake.json";

const coder = new BorshCoder(idl as Idl);

/** An event as Anchor's own decoder reads it; numbers as bigint, addresses as text, names as in the program. */
export interface TestEvent {
  name: string;
  data: Record<string, unknown>;
}

/** The program's events in a transaction's logs. */
export function eventsIn(logs: readonly string[]): TestEvent[] {
  const events: TestEvent[] = [];
  const stack: string[] = [];
  for (const line of logs) {
    const invoked = /^Program (\w+) invoke/.exec(line)?.[1];
    if (invoked) stack.push(invoked);
    else if (/^Program \w+ (success|failed)/.test(line)) stack.pop();
    else if (line.startsWith("Program data: ") && stack.at(-1) === PROGRAM_ID.toBase58()) {
      const event = coder.events.decode(line.slice("Program data: ".length));
      if (!event) throw new Error(`the IDL does not know the event ${line}`);
      events.push({ name: event.name, data: plain(event.data) as Record<string, unknown> });
    }
  }
  return events;
}

export function plain(value: unknown): unknown {
  if (BN.isBN(value)) return BigInt(value.toString());
  if (value instanceof PublicKey) return value.toBase58();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  }
  return value;
}
