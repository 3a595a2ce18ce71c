import type { Group } from "../../framework/command";
import { once } from "./once";
import { run } from "./run";
import { status } from "./status";

export const keeper: Group = {
  name: "keeper",
  summary: "run the cranks of pools, and see how that goes",
  commands: [run, once, status],
};
