import type { Group } from "../../framework/command";
import { apply } from "./apply";
import { create } from "./create";
import { health } from "./health";
import { poolPlan } from "./plan";
import { refresh } from "./refresh";
import { risk } from "./risk";
import { show } from "./show";
import { watch } from "./watch";

export const pool: Group = {
  name: "pool",
  summary: "look at a pool, and run one",
  commands: [show, watch, health, risk, refresh, create, poolPlan, apply],
};
