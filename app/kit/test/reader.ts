import type { ReadonlyUint8Array } from "@solana/kit";
import type { Client } from "../../../tests/clients/support/judge";
import * as kit from "../src";

type Decoder = { decode(data: ReadonlyUint8Array): unknown };

const decoders = kit as unknown as Record<string, (() => Decoder) | undefined>;

/** What the client for kit reads; accounts by the IDL's names. */
export const reader: Client = {
  account(name, data) {
    const decoder = decoders[`get${name}Decoder`];
    if (!decoder) throw new Error(`there is no account ${name}`);
    return decoder().decode(data);
  },
  events: (logs) => kit.decodeTruestakeEvents(logs),
};
