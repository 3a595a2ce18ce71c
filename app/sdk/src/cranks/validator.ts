// One validator, or a few, as an action needs them: at the same cost in a pool of any size.
import { type PublicKey, VOTE_PROGRAM_ID } from "@solana/web3.js";
import { fetchRound, type RawAccount, type Wanted } from "../accounts/round";
import {
  fetchLead,
  fetchTogether,
  isFresh,
  type PartialSnapshot,
  type PoolPlace,
  type SnapshotPart,
} from "../accounts/snapshot";
import { type Delegation, decodeStakeAccount, isUnreadable, type StakeAccount } from "../accounts/stakeAccount";
import { fetchHistoryFor, LATEST_HISTORY, type StakeHistory } from "../accounts/stakeHistory";
import { decodeRecords, fetchValidatorCount, recordsWanted, type ValidatorRecord } from "../accounts/validatorList";
import { fetchValidatorMark } from "../accounts/validatorMark";
import { type PoolId, stakeAddress, transientAddress } from "../deployment";
import { isError, programError } from "../errors";
import { phaseOf } from "../math/phase";
import { lamportsFor } from "../math/price";
import { max } from "../math/units";
import type { ChainReader } from "../nodes/chain";
import { priceAt } from "../quote/books";
import type { StakeRules, ValidatorSituation } from "../quote/moves";
import { planStakeWithdrawals } from "../quote/withdrawStakeAccount";

/** The least that the stake program is sure to accept, where nobody says how much that is: then it has the last word. */
const LEAST = 1n;

/** Reads the stake program's minimum delegation. A node that does not serve the method keeps nobody from anything. */
export async function fetchMinimumDelegation(reader: ChainReader): Promise<bigint> {
  return reader.getStakeMinimumDelegation().then(
    ({ value }) => BigInt(value),
    () => LEAST,
  );
}

/** Where a vote account says that it is open, and whose: version, node. */
const VOTE_BYTES = 40;
const [NODE, NODE_END] = [4, 36];

/** The beginning of a vote account. */
export const voteWanted = (vote: PublicKey): Wanted => ({ address: vote, at: 0, bytes: VOTE_BYTES });

/** Whether a vote account is open: a closed one has no owner or no node any more. Its beginning is enough. */
export function isVoteOpen(vote: RawAccount | null | undefined): boolean {
  return vote?.owner.equals(VOTE_PROGRAM_ID) === true && vote.data.subarray(NODE, NODE_END).some((byte) => byte !== 0);
}

/** A pool and one of its validators, of one moment. */
export interface AtValidator<K extends SnapshotPart> {
  snapshot: PartialSnapshot<K | "pool" | "clock">;
  rules: StakeRules;
  validator: ValidatorSituation;
  /** What was wanted beside it. */
  beside: (RawAccount | null)[];
}

/** Attempts when the validator gets another place in the list meanwhile. */
const ATTEMPTS = 3;

/**
 * Reads a listed validator and parts of a snapshot: its mark first, then all the rest together. `ValidatorNotFound` when it is not
 * listed. The delegations of stake accounts `beside` are looked up in the stake history, too.
 */
export async function fetchAtValidator<K extends SnapshotPart>(
  reader: ChainReader,
  place: PoolPlace,
  vote: PublicKey,
  parts: readonly K[],
  beside: readonly Wanted[] = [],
): Promise<AtValidator<K>> {
  const all = [...new Set([...parts, "clock" as const])];
  for (let attempt = 1; ; attempt++) {
    const [{ index }] = await Promise.all([markOf(reader, place, vote), fetchLead(reader, place, all)]);
    const [read, minimumDelegation] = await Promise.all([
      fetchTogether(reader, place, all, [
        ...wantedOf(place, { vote, index }),
        voteWanted(vote),
        LATEST_HISTORY,
        ...beside,
      ]),
      fetchMinimumDelegation(reader),
    ]);
    const { snapshot } = read;
    const [slice, stake, transient, voteAccount, latest, ...others] = read.beside;
    const [record] = decodeRecords(slice, index);
    if (!record?.vote.equals(vote)) {
      // Another validator has left the list, and this one has moved.
      if (attempt < ATTEMPTS) continue;
      throw programError("ValidatorNotFound");
    }
    const validator = situationOf(place, record, stake, transient, isVoteOpen(voteAccount));
    const decoded = others.map((account, at) => decodeStakeAccount((beside[at] as Wanted).address, account));
    const accounts = [validator.stake, validator.transient, ...decoded];
    const stakeHistory = await historyOf(reader, latest, snapshot.clock.epoch, accounts);
    return { snapshot, rules: { stakeHistory, minimumDelegation }, validator, beside: others };
  }
}

async function markOf(reader: ChainReader, place: PoolPlace, vote: PublicKey): Promise<{ index: number }> {
  return fetchValidatorMark(reader, place, vote).catch((error) => {
    throw isError(error, "AccountMissing") ? programError("ValidatorNotFound", { cause: error }) : error;
  });
}

/** A validator's record and both stake accounts. */
function wantedOf(place: PoolPlace, { vote, index }: { vote: PublicKey; index: number }): Wanted[] {
  return [
    recordsWanted(place, index),
    { address: stakeAddress(place, vote) },
    { address: transientAddress(place, vote) },
  ];
}

/** A validator with its accounts as they were read. */
export function situationOf(
  place: PoolId,
  record: ValidatorRecord,
  stake: RawAccount | null | undefined,
  transient: RawAccount | null | undefined,
  voteOpen: boolean,
): ValidatorSituation {
  return {
    record,
    stake: decodeStakeAccount(record.stake, stake ?? null),
    transient: decodeStakeAccount(transientAddress(place, record.vote, record.transientBump), transient ?? null),
    stakeBalance: BigInt(stake?.lamports ?? 0),
    transientBalance: BigInt(transient?.lamports ?? 0),
    unreadable: (
      [
        ["stake", stake],
        ["transient", transient],
      ] as const
    ).flatMap(([holder, account]) => (isUnreadable(account ?? null) ? holder : [])),
    voteOpen,
  };
}

/** Reads what moving these stake accounts depends on in an epoch: of the stake history no more than they need. */
export async function fetchRulesFor(
  reader: ChainReader,
  epoch: bigint,
  accounts: (StakeAccount | undefined)[],
): Promise<StakeRules> {
  const [{ accounts: latest }, minimumDelegation] = await Promise.all([
    fetchRound(reader, [LATEST_HISTORY]),
    fetchMinimumDelegation(reader),
  ]);
  return { stakeHistory: await historyOf(reader, latest[0], epoch, accounts), minimumDelegation };
}

/** The stake history as far as these accounts need it in an epoch. */
export function historyOf(
  reader: ChainReader,
  latest: RawAccount | null | undefined,
  epoch: bigint,
  accounts: (StakeAccount | undefined)[],
): Promise<StakeHistory> {
  const delegations = accounts.flatMap((account): Delegation[] => (account?.delegation ? [account.delegation] : []));
  return fetchHistoryFor(reader, latest, epoch, (history) => {
    for (const delegation of delegations) phaseOf(delegation, epoch, history);
  });
}

/** Records of the first look into the list, from a place at random on, and the most of a later one. */
const [FIRST_WINDOW, MOST_WINDOW] = [20, 512];
/** Most validators that a withdrawal is planned over. */
const MOST_GIVERS = 16;

/** A pool and validators that can give the stake for some tokens, or the most of those that were found; of one moment. */
export interface WithGivers<K extends SnapshotPart> {
  snapshot: PartialSnapshot<K | "pool" | "clock" | "stakeRent">;
  rules: StakeRules;
  validators: ValidatorSituation[];
}

/**
 * Finds validators that can give the stake for `tokens`: one of a few at random, mostly; where none of them can, it looks at more
 * of the list, part by part, until one can, or several together.
 */
export async function fetchGivers<K extends SnapshotPart>(
  reader: ChainReader,
  place: PoolPlace,
  parts: readonly K[],
  tokens: bigint,
): Promise<WithGivers<K>> {
  const all = [...new Set([...parts, "clock" as const, "stakeRent" as const])];
  const [count, minimumDelegation] = await Promise.all([
    fetchValidatorCount(reader, place),
    fetchMinimumDelegation(reader),
    fetchLead(reader, place, all),
  ]);
  const records: ValidatorRecord[] = [];
  let needed: bigint | undefined;
  for (const { first, count: wanted } of windowsOf(count)) {
    const [slice] = (await fetchRound(reader, [recordsWanted(place, first, wanted)])).accounts;
    records.push(...decodeRecords(slice, first));
    for (let tried = 0; ; ) {
      const givers = giversOf(records, needed);
      // What is known not to be enough, or was not, costs no further look.
      if (givers.length <= tried) break;
      const found = await fetchGiversAt(reader, place, all, givers, minimumDelegation);
      const { snapshot, rules, validators } = found;
      if (!isFresh(snapshot)) return found;
      try {
        planStakeWithdrawals(snapshot, rules, validators, tokens);
        return found;
      } catch (error) {
        // Another error no other validator can help.
        if (!isError(error, "NotEnoughStake")) return found;
      }
      [tried, needed] = [givers.length, lamportsFor(priceAt(snapshot.pool, snapshot.clock.slot), tokens)];
    }
  }
  return fetchGiversAt(reader, place, all, byStake(records).slice(0, MOST_GIVERS), minimumDelegation);
}

/** The list in parts: a few records from a place at random on, then more and more. */
function* windowsOf(count: number): Generator<{ first: number; count: number }> {
  const start = Math.floor(Math.random() * (Math.max(0, count - FIRST_WINDOW) + 1));
  let [first, size, left] = [start, FIRST_WINDOW, count];
  while (left > 0) {
    // Up to the end of the list, and once more from its beginning on.
    const end = first < start ? start : count;
    const taken = Math.min(size, end - first);
    left -= taken;
    yield { first, count: taken };
    first = first + taken >= count ? 0 : first + taken;
    size = Math.min(4 * size, MOST_WINDOW);
  }
}

/** The most that a validator's accounts may give, by its record. */
const mostOf = ({ stakeLamports, transientLamports }: ValidatorRecord): bigint => max(stakeLamports, transientLamports);

/** Those with stake, the one with most first. */
function byStake(records: ValidatorRecord[]): ValidatorRecord[] {
  const some = records.filter((record) => mostOf(record) > 0n);
  return some.sort((a, b) => (mostOf(a) > mostOf(b) ? -1 : Number(mostOf(a) < mostOf(b))));
}

/**
 * Of the validators seen so far those that may give `needed` lamports together, and two more; the one with most stake where
 * the price is not known yet. None when they cannot.
 */
function giversOf(records: ValidatorRecord[], needed: bigint | undefined): ValidatorRecord[] {
  const sorted = byStake(records);
  if (needed === undefined) return sorted.slice(0, 1);
  let sum = 0n;
  for (const [at, record] of sorted.slice(0, MOST_GIVERS).entries()) {
    sum += mostOf(record);
    if (sum > needed) return sorted.slice(0, Math.min(at + 3, MOST_GIVERS));
  }
  return [];
}

/** Reads validators whose places in the list are known, and parts of a snapshot, of one moment. */
async function fetchGiversAt<K extends SnapshotPart>(
  reader: ChainReader,
  place: PoolPlace,
  parts: readonly (K | "clock" | "stakeRent")[],
  known: ValidatorRecord[],
  minimumDelegation: bigint,
): Promise<WithGivers<K>> {
  const wanted = known.flatMap((record) => wantedOf(place, record));
  const read = await fetchTogether(reader, place, parts, [LATEST_HISTORY, ...wanted]);
  const [latest, ...accounts] = read.beside;
  const validators = known.flatMap(({ index }, at) => {
    const [slice, stake, transient] = accounts.slice(3 * at, 3 * at + 3);
    const [record] = decodeRecords(slice, index);
    // It has moved in the list: that one is left out.
    return record?.vote.equals(known[at]?.vote as PublicKey)
      ? [situationOf(place, record, stake, transient, true)]
      : [];
  });
  const stakes = validators.flatMap(({ stake, transient }) => [stake, transient]);
  const { epoch } = (read.snapshot as PartialSnapshot<"clock">).clock;
  const stakeHistory = await historyOf(reader, latest, epoch, stakes);
  const snapshot = read.snapshot as WithGivers<K>["snapshot"];
  return { snapshot, rules: { stakeHistory, minimumDelegation }, validators };
}
