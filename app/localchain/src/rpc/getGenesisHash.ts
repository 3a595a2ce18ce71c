import type { Method } from "./method";

export const getGenesisHash: Method = ({ chain }) => chain.genesisHash;
