import type { Session } from "../transaction/session";
import { moveStake, type Rebalanced } from "./internal/moveStake";

/**
 * Delegates reserve to every validator below its target. Anybody may.
 *
 * @example
 * ```ts
 * const { moves, idle } = await delegateAll(session);
 * ```
 */
export function delegateAll(session: Session): Promise<Rebalanced> {
  return moveStake(session, "delegate", { tidy: true });
}
