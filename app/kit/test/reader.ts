import type { ReadonlyUint8Array } from "@solana/kit";
import type { Client } from "../../../tests/clients/support/judge";
import * as kit from "../src";

/** Decoders of accounts, by the IDL's names. */
const ACCOUNTS: Record<string, { decode(data: ReadonlyUint8Array): unknown }> = {
  LiquidityPool: kit.getLiquidityPoolDecoder(),
  Pool: kit.getPoolDecoder(),
  PriceHistory: kit.getPriceHistoryDecoder(),
  Ticket: kit.getTicketDecoder(),
  TicketQueue: kit.getTicketQueueDecoder(),
  ValidatorList: kit.getValidatorListDecoder(),
  ValidatorMark: kit.getValidatorMarkDecoder(),
};

/** What the client for kit reads. */
export const reader: Client = {
  account(name, data) {
    const decoder = ACCOUNTS[name];
    if (!decoder) throw new Error(`there is no account ${name}`);
    return decoder.decode(data);
  },
  events: (logs) => kit.decodeTruestakeEvents(logs),
};
