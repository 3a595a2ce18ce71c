import type { Session } from "../transaction/session";
import { moveStake, type Rebalanced } from "./internal/moveStake";

/**
 * Deactivates stake for tickets and of every validator over its target. Before the epoch's moving part only for tickets that
 * could have been served in an earlier epoch. Anybody may.
 *
 * @example
 * ```ts
 * const { moves, idle } = await deactivateAll(session);
 * ```
 */
export function deactivateAll(session: Session): Promise<Rebalanced> {
  return moveStake(session, "deactivate", { tidy: true });
}
