import type { Kind } from "./subscription";

/** Slots that became final. */
export const root: Kind = {
  notification: "rootNotification",
  open: (_node, _params, tell) => ({ commitment: "finalized", root: tell }),
};
