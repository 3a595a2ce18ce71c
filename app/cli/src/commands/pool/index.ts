import type { Group } from "../../framework/command";
import { health } from "./health";
import { refresh } from "./refresh";
import { risk } from "./risk";
import { show } from "./show";
import { watch } from "./watch";

export const pool: Group = {
  name: "pool",
  summary: "look at a pool, and run one",
  commands: [show, watch, health, risk, refresh],
};
