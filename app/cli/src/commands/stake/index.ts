import type { Group } from "../../framework/command";
import { stakeDeactivate } from "./deactivate";
import { exitAll } from "./exitAll";
import { stakeIn } from "./in";
import { stakeList } from "./list";
import { stakeOut } from "./out";
import { statement } from "./statement";
import { stakeWithdraw } from "./withdraw";

export const stake: Group = {
  name: "stake",
  summary: "come in, leave, and follow it to SOL",
  commands: [stakeIn, stakeOut, stakeList, stakeDeactivate, stakeWithdraw, exitAll, statement],
};
