import type { ReadonlyUint8Array } from "@solana/kit";
import type { Client } from "../../../tests/clients/support/judge";
import * as kit from "../src";
import * as steward from "../src/steward";

type Decoder = { decode(data: ReadonlyUint8Array): unknown };

/** Reads an account of a client by the IDL's name. */
const accountsOf =
  (client: unknown): Client["account"] =>
  (name, data) => {
    const decoder = (client as Record<string, (() => Decoder) | undefined>)[`get${name}Decoder`];
    if (!decoder) throw new Error(`there is no account ${name}`);
    return decoder().decode(data);
  };

/** What the client for kit reads; accounts by the IDL's names. */
export const reader: Client = { account: accountsOf(kit), events: (logs) => kit.decodeTruestakeEvents(logs) };

/** What the steward's client reads. */
export const stewardReader: Client = {
  account: accountsOf(steward),
  events: (logs) => steward.decodeStewardEvents(logs),
};
