// From scores to what has to be sent: only what differs from the chain, as many at once as the way to the chain has room for.

import { PACKET_DATA_SIZE, PublicKey, TransactionMessage } from "@solana/web3.js";
import { instructions as build, type Deployment, fits, type ScoreChange } from "@truestake/sdk";
import type { PoolFacts, Scores } from "@truestake/sdk/scores";
import { UsageError } from "../output/exit";

/** Bytes of a message around which a multisig's wrapper still fits. */
const WRAPPED_BYTES = PACKET_DATA_SIZE - 384;

/** The changes of scores, in the list's order. */
export function changesOf({ scored }: Scores, { validators }: PoolFacts): ScoreChange[] {
  const listed = new Map(validators.map((each) => [each.vote, each]));
  return scored.flatMap(({ vote, index, before, score }) => {
    const record = listed.get(vote);
    return !record || before === score
      ? []
      : [{ index, vote: new PublicKey(vote), score, cap: record.cap, keep: record.keep }];
  });
}

/** Changes by transaction; with `isWrapped` each is left the room that a multisig's proposal takes. */
export function batchesOf(
  changes: readonly ScoreChange[],
  { place, manager, isWrapped }: { place: Deployment; manager: PublicKey; isWrapped: boolean },
): ScoreChange[][] {
  const hasRoom = (part: ScoreChange[]): boolean => {
    const instruction = build.setScores({ pool: place, validatorManager: manager, changes: part });
    if (!isWrapped) return fits(manager, [instruction]);
    const message = new TransactionMessage({
      payerKey: manager,
      recentBlockhash: PublicKey.default.toBase58(),
      instructions: [instruction],
    });
    return message.compileToV0Message().serialize().length <= WRAPPED_BYTES;
  };
  // Every change takes the same room: as many as fit once fit always.
  let most = 1;
  while (most < changes.length && hasRoom(changes.slice(0, most + 1))) most++;
  return Array.from({ length: Math.ceil(changes.length / most) }, (_, at) => changes.slice(at * most, (at + 1) * most));
}

/** Scores that would take everybody's stake away: more likely something is wrong with the policy than with everybody. */
export function checkDrain({ scored }: Scores): void {
  const isDrained = scored.some(({ before }) => before > 0) && scored.every(({ score }) => score === 0);
  if (!isDrained) return;
  const first = scored.find(({ before }) => before > 0);
  throw new UsageError(
    `by this policy no validator of the pool passes, and all of its stake would be taken back: nothing was sent. ${first?.vote} fails ${first?.reason}`,
  );
}
