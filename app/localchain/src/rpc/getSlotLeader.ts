import { leaderOf, leaders } from "../node/validators";
import type { Method } from "./method";

export const getSlotLeader: Method = (node, params) => leaderOf(node.viewFor(params.config(0)).slot, leaders(node));
