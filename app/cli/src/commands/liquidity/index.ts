import type { Group } from "../../framework/command";
import { liquidityAdd } from "./add";
import { liquidityRemove } from "./remove";
import { liquidityShow } from "./show";

export const liquidity: Group = {
  name: "liquidity",
  summary: "the SOL that serves unstakes at once",
  commands: [liquidityShow, liquidityAdd, liquidityRemove],
};
