import type { Group } from "../../framework/command";
import { band } from "./band";
import { exit } from "./exit";
import { instant } from "./instant";
import { keeper } from "./keeper";
import { leverage } from "./leverage";
import { outage } from "./outage";
import { rent } from "./rent";
import { slash } from "./slash";
import { slots } from "./slots";

export const scenario: Group = {
  name: "scenario",
  summary: "what would become of a pool if: losses, exits, outages",
  commands: [slash, outage, exit, instant, band, rent, slots, keeper, leverage],
};
