import { type PublicKey, SystemProgram, type TransactionInstruction } from "@solana/web3.js";
import { fetchRound, type Wanted } from "../accounts/round";
import type { PoolSnapshot } from "../accounts/snapshot";
import { fetchStakeHistory } from "../accounts/stakeHistory";
import type { ValidatorRecord } from "../accounts/validatorList";
import { type PoolId, transientAddress } from "../deployment";
import { deactivateStake } from "../instructions/deactivateStake";
import { delegateReserve } from "../instructions/delegateReserve";
import { keep, shortfall } from "../math/target";
import { saturatingMinus } from "../math/units";
import type { ChainReader } from "../nodes/chain";
import { policyOf } from "../quote/books";
import type { ExitStakes } from "../quote/exit";
import { explainValidator, type ValidatorExplanation } from "../quote/explain";
import { holdingsNow, type Move, type StakeRules, type ValidatorSituation } from "../quote/moves";
import {
  belowTarget,
  farthest,
  overTarget,
  type PlannedMove,
  quoteDeactivations,
  quoteDelegations,
} from "../quote/rebalance";
import { fetchMinimumDelegation, fetchRulesFor, isVoteOpen, situationOf, voteWanted } from "./validator";

/** Reads what moving any stake depends on, all of the stake history with it. */
export async function fetchStakeRules(reader: ChainReader): Promise<StakeRules> {
  const [stakeHistory, minimumDelegation] = await Promise.all([
    fetchStakeHistory(reader),
    fetchMinimumDelegation(reader),
  ]);
  return { stakeHistory, minimumDelegation };
}

/** Reads the stake accounts of validators, and of their vote accounts the beginning. */
export async function fetchSituations(
  reader: ChainReader,
  pool: PoolId,
  records: ValidatorRecord[],
): Promise<ValidatorSituation[]> {
  const transients = records.map(({ vote, transientBump }) => transientAddress(pool, vote, transientBump));
  const wanted = records.flatMap(({ stake, vote }, at): Wanted[] => [
    { address: stake },
    { address: transients[at] as PublicKey },
    voteWanted(vote),
  ]);
  const { accounts } = await fetchRound(reader, wanted);
  return records.map((record, at) => {
    const [stake, transient, vote] = accounts.slice(3 * at, 3 * at + 3);
    return situationOf(pool, record, stake, transient, isVoteOpen(vote));
  });
}

/** The rules as far as these validators' accounts need them. */
const rulesOf = (reader: ChainReader, { clock }: PoolSnapshot, situations: ValidatorSituation[]): Promise<StakeRules> =>
  fetchRulesFor(
    reader,
    clock.epoch,
    situations.flatMap(({ stake, transient }) => [stake, transient]),
  );

/**
 * What `delegate_reserve` does at every validator below its target, the farthest first, one after the other. A move of
 * 0 lamports names the rule that binds.
 */
export async function planDelegations(reader: ChainReader, snapshot: PoolSnapshot): Promise<Move[]> {
  const { pool } = snapshot;
  const records = belowTarget(snapshot);
  const holdings = holdingsNow(snapshot);
  // With nothing to spare there is nothing to look up either.
  const spare = holdings.reserve > keep(policyOf(pool), holdings);
  const situations = spare
    ? await fetchSituations(reader, pool, records)
    : records.map((record) => ({ record, stake: undefined, transient: undefined, voteOpen: true }));
  return quoteDelegations(snapshot, await rulesOf(reader, snapshot, situations), situations);
}

/**
 * What `deactivate_stake` does at every validator over its target, the farthest first, one after the other. A move of
 * 0 lamports names the rule that binds.
 */
export async function planDeactivations(reader: ChainReader, snapshot: PoolSnapshot): Promise<PlannedMove[]> {
  const situations = await fetchSituations(reader, snapshot.pool, overTarget(snapshot));
  return quoteDeactivations(snapshot, await rulesOf(reader, snapshot, situations), situations);
}

/** What one move may take of a transaction, to pack several into it: those that it calls are instructions, too. */
export const MOVE_ROOM = { units: 150_000, calls: 8 };

/** The instructions of the moves that do move something; `payer` sends the rents that the reserve cannot pay. */
export function moveInstructions(
  kind: "delegate" | "deactivate",
  { pool }: PoolSnapshot,
  moves: PlannedMove[],
  payer: PublicKey,
): TransactionInstruction[] {
  const build = kind === "delegate" ? delegateReserve : deactivateStake;
  return moves
    .filter(({ lamports }) => lamports > 0n)
    .flatMap(({ record: { vote, transientBump }, rentToSend = 0n }) => {
      const move = build({ pool, validator: { vote } });
      if (rentToSend === 0n) return [move];
      const toPubkey = transientAddress(pool, vote, transientBump);
      return [SystemProgram.transfer({ fromPubkey: payer, toPubkey, lamports: rentToSend }), move];
    });
}

/** What the tickets wait for that may be served now: neither in the reserve nor on its way there, in lamports. */
export function missingForTickets(
  snapshot: Pick<PoolSnapshot, "pool" | "clock" | "reserveBalance" | "reserveRent">,
): bigint {
  return shortfall(holdingsNow(snapshot));
}

/** Where every validator's stake stands, what moves next, and which rule binds; in the list's order. */
export async function explainValidators(reader: ChainReader, snapshot: PoolSnapshot): Promise<ValidatorExplanation[]> {
  const situations = await fetchSituations(reader, snapshot.pool, snapshot.validators.records());
  const rules = await rulesOf(reader, snapshot, situations);
  return situations.map((situation) => explainValidator(snapshot, rules, situation));
}

/**
 * Reads what an exit by stake account depends on: the validators that are farthest over their target first, then those
 * with most stake; at most `limit`.
 */
export async function fetchExitStakes(
  reader: ChainReader,
  snapshot: PoolSnapshot,
  { limit = 16 }: { limit?: number } = {},
): Promise<ExitStakes> {
  const over = farthest(snapshot, (wanted, stake) => saturatingMinus(stake, wanted)).slice(0, limit);
  const known = new Set(over.map(({ index }) => index));
  const others = snapshot.validators
    .records()
    .filter(({ index, stakeLamports }) => stakeLamports > 0n && !known.has(index))
    .sort((a, b) => (a.stakeLamports > b.stakeLamports ? -1 : Number(a.stakeLamports < b.stakeLamports)));
  const records = [...over, ...others].slice(0, limit);
  const validators = await fetchSituations(reader, snapshot.pool, records);
  return { validators, rules: await rulesOf(reader, snapshot, validators) };
}
