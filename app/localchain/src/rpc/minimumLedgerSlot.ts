import type { Method } from "./method";

export const minimumLedgerSlot: Method = ({ chain }) => chain.blocks.first;
