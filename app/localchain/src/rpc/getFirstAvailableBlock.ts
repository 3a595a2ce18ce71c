import type { Method } from "./method";

export const getFirstAvailableBlock: Method = ({ chain }) => chain.blocks.first;
