import type { PublicKey } from "@solana/web3.js";
import type { PoolSnapshot } from "../../accounts/snapshot";
import { fetchExitStakes, fetchSituations, fetchStakeRules } from "../../cranks/rebalance";
import { programError } from "../../errors";
import type { StakeRules, ValidatorSituation } from "../../quote/moves";
import { planStakeWithdrawals, type StakeWithdrawal } from "../../quote/withdrawStakeAccount";
import { nodesIn, type Session } from "../../transaction/session";
import { listed } from "./look";

/** The stake accounts that `tokens` take. */
export async function withdrawalsOf(
  session: Session,
  snapshot: PoolSnapshot,
  tokens: bigint,
): Promise<StakeWithdrawal[]> {
  const { rules, validators } = await fetchExitStakes(nodesIn(session), snapshot);
  return planStakeWithdrawals(snapshot, rules, validators, tokens);
}

/** A validator that can give all the stake for `tokens`; `NotEnoughStake` when that takes several. */
export async function giverOf(session: Session, snapshot: PoolSnapshot, tokens: bigint): Promise<PublicKey> {
  const [first, ...others] = await withdrawalsOf(session, snapshot, tokens);
  if (!first || others.length > 0) throw programError("NotEnoughStake");
  return first.record.vote;
}

/** A listed validator with its accounts. */
export async function situationOf(
  session: Session,
  { pool, validators }: PoolSnapshot,
  vote: PublicKey,
): Promise<{ rules: StakeRules; validator: ValidatorSituation }> {
  const connection = nodesIn(session);
  const record = listed(validators.find(vote));
  const [rules, [validator]] = await Promise.all([
    fetchStakeRules(connection),
    fetchSituations(connection, pool, [record]),
  ]);
  return { rules, validator: validator as ValidatorSituation };
}
