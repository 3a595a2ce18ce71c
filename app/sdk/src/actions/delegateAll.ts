import type { Session } from "../transaction/session";
import { moveStake, type Rebalanced } from "./internal/moveStake";

/** Delegates reserve to every validator below its target. Anybody may. */
export function delegateAll(session: Session): Promise<Rebalanced> {
  return moveStake(session, "delegate", { tidy: true });
}
