import { MOVE_ROOM, moveInstructions, planDeactivations, planDelegations } from "../../cranks/rebalance";
import { isError, type TruestakeError } from "../../errors";
import type { Move } from "../../quote/moves";
import type { Sent } from "../../transaction/details";
import { pack } from "../../transaction/pack";
import { reporting } from "../../transaction/partly";
import { EPOCH_ENDED, MOVE_RACES, retrying } from "../../transaction/races";
import { nodesIn, type Session, send, spareBytes, walletOf } from "../../transaction/session";
import { look, update } from "./look";

/** What one pass of moving stake did. */
export interface Rebalanced {
  /** Every validator that is not at its target, with what moved or the rule that binds; twice where two moves were made. */
  moves: Move[];
  transactions: Sent[];
  /** Says which rules bind when nothing moved; undefined when something did. */
  idle: string | undefined;
}

/** Two accounts with stake of this epoch, and what rests. */
const PASSES = 3;

/**
 * Delegates reserve to every validator below its target, or deactivates stake of every validator over it. Before the epoch's
 * moving part only what tickets of earlier epochs wait for is deactivated: `OutsideMovingPart` binds the rest.
 */
export function moveStake(
  session: Session,
  kind: "delegate" | "deactivate",
  { tidy }: { tidy: boolean },
): Promise<Rebalanced> {
  const plan = kind === "delegate" ? planDelegations : planDeactivations;
  const payer = walletOf(session).publicKey;
  const { lookupTables } = session.options;
  const transactions: Sent[] = [];
  const done: Move[] = [];
  const move = async (): Promise<Rebalanced> => {
    let { snapshot } = await update(session, tidy);
    for (let pass = 1; ; pass++) {
      const moves = await plan(nodesIn(session), snapshot);
      const refused: TruestakeError[] = [];
      const each = moveInstructions(kind, snapshot, moves, payer);
      const leaving = session.capture ? spareBytes(session) : 0;
      for (const batch of pack(payer, each, { ...MOVE_ROOM, lookupTables, leaving })) {
        try {
          transactions.push(await send(session, batch));
        } catch (error) {
          if (!isError(error, ...MOVE_RACES)) throw error;
          refused.push(error);
        }
      }
      if (session.capture || pass >= PASSES || refused.length > 0 || !moves.some(({ recalled }) => recalled)) {
        const idle = transactions.length > 0 ? undefined : explainIdle(moves, refused);
        return { moves: [...done, ...moves], transactions, idle };
      }
      // A validator gives back stake of this epoch first; what tickets need beyond that is another move.
      done.push(...moves.filter(({ lamports }) => lamports > 0n));
      snapshot = await look(session);
    }
  };
  return reporting(transactions, () => retrying(EPOCH_ENDED, move));
}

function explainIdle(moves: Move[], refused: TruestakeError[]): string {
  const reasons = new Map<string, number>();
  const add = (reason: string) => reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  for (const { binding } of moves) if (binding) add(binding);
  for (const { name } of refused) add(name);
  if (reasons.size === 0) return "AtTarget: every validator has what its score wants";
  return [...reasons]
    .map(([reason, times]) => `${reason} at ${times} ${times === 1 ? "validator" : "validators"}`)
    .join(", ");
}
