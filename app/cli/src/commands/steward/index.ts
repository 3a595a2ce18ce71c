import type { Group } from "../../framework/command";
import { stewardAssess } from "./assess";
import { stewardBond } from "./bond";
import { stewardClose } from "./close";
import { stewardCover } from "./cover";
import { stewardCrank } from "./crank";
import { stewardCreate } from "./create";
import { stewardExplain } from "./explain";
import { stewardJoin } from "./join";
import { stewardLeave } from "./leave";
import { stewardList } from "./list";
import { stewardMigrate } from "./migrate";
import { stewardNote } from "./note";
import { stewardPledge } from "./pledge";
import { stewardPolicy } from "./policy";
import { stewardRate } from "./rate";
import { stewardRemove } from "./remove";
import { stewardReport } from "./report";
import { stewardShow } from "./show";
import { stewardVeto } from "./veto";
import { stewardWithdraw } from "./withdraw";

export const steward: Group = {
  name: "steward",
  summary: "a validator manager that is a program: members, bonds, ratings",
  commands: [
    stewardCreate,
    stewardPolicy,
    stewardShow,
    stewardReport,
    stewardExplain,
    stewardJoin,
    stewardBond,
    stewardPledge,
    stewardLeave,
    stewardWithdraw,
    stewardVeto,
    stewardNote,
    stewardAssess,
    stewardCover,
    stewardRemove,
    stewardClose,
    stewardList,
    stewardMigrate,
    stewardRate,
    stewardCrank,
  ],
};
