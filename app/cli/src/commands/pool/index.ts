import type { Group } from "../../framework/command";
import { show } from "./show";

export const pool: Group = { name: "pool", summary: "look at a pool, and run one", commands: [show] };
