import type { Group } from "../../framework/command";
import { validatorAdd } from "./add";
import { validatorEmergency } from "./emergency";
import { validatorExplain } from "./explain";
import { validatorList } from "./list";
import { validatorRemove } from "./remove";
import { validatorReport } from "./report";
import { validatorScore } from "./score";
import { validatorSetScore } from "./setScore";

export const validator: Group = {
  name: "validator",
  summary: "the validators of a pool",
  commands: [
    validatorList,
    validatorReport,
    validatorScore,
    validatorExplain,
    validatorAdd,
    validatorSetScore,
    validatorRemove,
    validatorEmergency,
  ],
};
