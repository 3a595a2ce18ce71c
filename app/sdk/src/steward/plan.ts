// What is due for a steward now, as transactions: for keepers. Of several steps the first; what builds on it the next look finds.
import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { isFresh } from "../accounts/snapshot";
import type { ChainReader } from "../nodes/chain";
import type { Batch } from "../transaction/send";
import { fetchMembership } from "./accounts/members";
import type { StewardKeys } from "./addresses";
import { evenly, mostIn, placesIn } from "./calls";
import {
  dueForAssessment,
  dueForCover,
  dueForListing,
  dueForMigration,
  dueForRating,
  dueForRemoval,
  isNoteDue,
} from "./due";
import { assess } from "./instructions/assess";
import { cover } from "./instructions/cover";
import { listValidator } from "./instructions/listValidator";
import { migrate } from "./instructions/migrate";
import { noteEpoch } from "./instructions/noteEpoch";
import { rate } from "./instructions/rate";
import { removeMember } from "./instructions/removeMember";
import { fetchStewardSituation, fetchVotes, listed, type StewardSituation, waiting } from "./situation";

/** A step of a keeper's work for a steward. */
export type StewardStep = "note" | "assess" | "cover" | "remove" | "list" | "migrate" | "rate";

/** One transaction that is due. All that are due at the same time are independent of each other. */
export interface DueStewardCrank extends Batch {
  step: StewardStep;
  /** Members or validators that it serves. */
  count: number;
  /** Why it is due, in words. */
  reason: string;
}

export interface StewardDueOptions {
  /** Pays for it. */
  payer: PublicKey;
  /** Whether members that were rated in this epoch are looked at once more; false if not given. */
  looksAgain?: boolean | undefined;
}

/** As many of `items` in each transaction as fit, in transactions of nearly the same size. */
function inCalls<T>(
  payer: PublicKey,
  items: readonly T[],
  build: (items: T[]) => TransactionInstruction,
): { instructions: TransactionInstruction[]; count: number }[] {
  return evenly(items, mostIn(payer, items, build)).map((some) => ({
    instructions: [build(some)],
    count: some.length,
  }));
}

/**
 * What is due for the steward of a pool, in the order of its steps: note, assess, cover, remove, list and migrate, rate. Nothing
 * where the pool has none. But for the note all waits for the pool's update.
 *
 * @example
 * ```ts
 * for (const { step, reason } of await planSteward(connection, stewardOf(pool), { payer: owner })) console.log(step, reason);
 * ```
 */
export async function planSteward(
  reader: ChainReader,
  keys: StewardKeys,
  options: StewardDueOptions,
): Promise<DueStewardCrank[]> {
  const situation = await fetchStewardSituation(reader, keys);
  if (!situation) return [];
  const { payer } = options;
  const { clock } = situation;
  if (isNoteDue(situation)) {
    const reason = `epoch ${clock.epoch - 1n} is not noted`;
    return [{ step: "note", instructions: [noteEpoch({ steward: keys })], count: 1, reason }];
  }
  if (!isFresh(situation)) return [];
  const assessed = inCalls(payer, dueForAssessment(situation), (places) => assess({ steward: keys, places }));
  if (assessed.length > 0) {
    return assessed.map((batch) => ({
      ...batch,
      step: "assess",
      reason: `${batch.count} members have earned or lost`,
    }));
  }
  const covered = inCalls(payer, dueForCover(situation), (owing) =>
    cover({ steward: keys, indexes: owing.map(({ index }) => index) }),
  );
  if (covered.length > 0) {
    return covered.map((batch) => ({ ...batch, step: "cover", reason: `${batch.count} members owe` }));
  }
  const removed = await planRemovals(reader, situation);
  if (removed.length > 0) return removed;
  return situation.isManager ? planScores(reader, situation, options) : [];
}

/** Members without a bond: each has a membership, which says who gets its rent back. */
async function planRemovals(reader: ChainReader, situation: StewardSituation): Promise<DueStewardCrank[]> {
  const { keys } = situation;
  return Promise.all(
    dueForRemoval(situation).map(async ({ vote }): Promise<DueStewardCrank> => {
      const { rentPayer } = await fetchMembership(reader, keys, vote);
      const reason = `${vote.toBase58()} has no bond any more`;
      return { step: "remove", instructions: [removeMember({ steward: keys, vote, rentPayer })], count: 1, reason };
    }),
  );
}

async function planScores(
  reader: ChainReader,
  situation: StewardSituation,
  { payer, looksAgain = false }: StewardDueOptions,
): Promise<DueStewardCrank[]> {
  const { keys, members, clock } = situation;
  const isRatingDue = looksAgain || listed(situation).some(({ ratedEpoch }) => ratedEpoch !== clock.epoch);
  const wanted = isRatingDue ? members.members : waiting(situation);
  // Their vote accounts are 4 kB each: only where something may follow from them.
  const votes = await fetchVotes(
    reader,
    wanted.map(({ vote }) => vote),
  );
  const joining = dueForListing(situation, votes).map(
    ({ vote, index }): DueStewardCrank => ({
      ...{ step: "list", count: 1, reason: `${vote.toBase58()} waits and qualifies` },
      instructions: [listValidator({ steward: keys, payer, vote, index })],
    }),
  );
  const strangers = inCalls(payer, dueForMigration(situation), (validators) =>
    migrate({ steward: keys, validators }),
  ).map((batch): DueStewardCrank => ({ ...batch, step: "migrate", reason: `${batch.count} validators have no bond` }));
  if (joining.length > 0 || strangers.length > 0) return [...joining, ...strangers];
  if (!isRatingDue) return [];
  const build = (places: ReturnType<typeof placesIn>) => rate({ steward: keys, places });
  return dueForRating(situation, votes, mostIn(payer, placesIn(situation), build)).map((places) => ({
    ...{ step: "rate", instructions: [build(places)], count: places.length },
    reason: `the ratings of ${places.length} members are of another epoch, or would be others now`,
  }));
}
