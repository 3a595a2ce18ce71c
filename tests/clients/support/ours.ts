// What the SDK reads: the measure of all other clients.
import { decodeEvent } from "@truestake/sdk";
import { decodeStewardEvent } from "@truestake/sdk/steward";
import { decode, type TypeName } from "../../../app/sdk/src/layout";
import { decode as decodeOfSteward, type StewardTypeName } from "../../../app/sdk/src/steward/layout";
import { type Plain, plainStruct } from "./plain";
import type { Sample } from "./samples";

const DISCRIMINATOR_BYTES = 8;

const typeOf = (name: string): string => name.replace(/^./, (first) => first.toLowerCase());

function eventAs(name: string, event: { name: string; data: unknown } | undefined): Plain {
  if (event?.name !== name) throw new Error(`the SDK takes ${name} for ${event?.name}`);
  return plainStruct(name, event.data);
}

export function readByOurs({ kind, name, bytes }: Sample): Plain {
  if (kind === "event") return eventAs(name, decodeEvent(bytes));
  return plainStruct(name, decode(typeOf(name) as TypeName, bytes, DISCRIMINATOR_BYTES));
}

/** The same of the steward. */
export function readStewardByOurs({ kind, name, bytes }: Sample): Plain {
  if (kind === "event") return eventAs(name, decodeStewardEvent(bytes));
  return plainStruct(name, decodeOfSteward(typeOf(name) as StewardTypeName, bytes, DISCRIMINATOR_BYTES));
}
