import type { Group } from "../../framework/command";
import { acceptAdmin } from "./acceptAdmin";
import { apply } from "./apply";
import { create } from "./create";
import { health } from "./health";
import { measure } from "./measure";
import { pause } from "./pause";
import { poolPlan } from "./plan";
import { refresh } from "./refresh";
import { risk } from "./risk";
import { show } from "./show";
import { unpause } from "./unpause";
import { watch } from "./watch";

export const pool: Group = {
  name: "pool",
  summary: "look at a pool, and run one",
  commands: [show, watch, health, risk, refresh, measure, create, poolPlan, apply, acceptAdmin, pause, unpause],
};
