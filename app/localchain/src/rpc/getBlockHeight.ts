import type { Method } from "./method";

export const getBlockHeight: Method = (node, params) => node.viewFor(params.config(0)).height;
