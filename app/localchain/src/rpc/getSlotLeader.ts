import { leaderOf, leaders } from "../server/validators";
import type { Method } from "./method";

export const getSlotLeader: Method = (node, params) => leaderOf(node.viewFor(params.config(0)).slot, leaders(node));
