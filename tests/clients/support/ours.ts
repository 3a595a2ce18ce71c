// What the SDK reads: the measure of all other clients.
import { decodeEvent } from "@truestake/sdk";
import { decode, type TypeName } from "../../../app/sdk/src/layout";
import { type Plain, plainStruct } from "./plain";
import type { Sample } from "./samples";

const DISCRIMINATOR_BYTES = 8;

export function readByOurs({ kind, name, bytes }: Sample): Plain {
  if (kind === "event") {
    const event = decodeEvent(bytes);
    if (event?.name !== name) throw new Error(`the SDK takes ${name} for ${event?.name}`);
    return plainStruct(name, event.data);
  }
  const type = name.replace(/^./, (first) => first.toLowerCase()) as TypeName;
  return plainStruct(name, decode(type, bytes, DISCRIMINATOR_BYTES));
}
