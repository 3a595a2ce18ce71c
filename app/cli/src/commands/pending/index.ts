import type { Group } from "../../framework/command";
import { pendingForget } from "./forget";
import { pendingList } from "./list";

export const pending: Group = {
  name: "pending",
  summary: "transactions of earlier commands whose outcome is open: list, forget",
  commands: [pendingList, pendingForget],
};
