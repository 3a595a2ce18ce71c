import type { Group } from "../../framework/command";
import { validatorAdd } from "./add";
import { validatorList } from "./list";
import { validatorRemove } from "./remove";
import { validatorSetScore } from "./setScore";

export const validator: Group = {
  name: "validator",
  summary: "the validators of a pool",
  commands: [validatorList, validatorAdd, validatorSetScore, validatorRemove],
};
