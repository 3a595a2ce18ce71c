import type { Method } from "./method";

export const getSlot: Method = (node, params) => node.viewFor(params.config(0)).slot;
