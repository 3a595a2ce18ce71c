import type { PublicKey } from "@solana/web3.js";
import { type AtValidator, fetchAtValidator, fetchGivers, type WithGivers } from "../../cranks/validator";
import { programError } from "../../errors";
import { planStakeWithdrawals, type StakeWithdrawal } from "../../quote/withdrawStakeAccount";
import { nodesIn, type Session } from "../../transaction/session";
import { freshly } from "./look";

/** What taking a stake account reads of the pool. */
const PARTS = ["pool", "clock", "stakeRent"] as const;

type Taking = AtValidator<(typeof PARTS)[number]>;

/** A pool and validators that can give the stake for `tokens`, with the price of the epoch. */
function givers(session: Session, tokens: bigint): Promise<WithGivers<never>> {
  return freshly(session, () => fetchGivers(nodesIn(session), session.deployment, [], tokens));
}

/** The stake accounts that `tokens` take. */
export async function withdrawalsOf(session: Session, tokens: bigint): Promise<StakeWithdrawal[]> {
  const { snapshot, rules, validators } = await givers(session, tokens);
  return planStakeWithdrawals(snapshot, rules, validators, tokens);
}

/** The validator `vote` with the pool, or one that can give all the stake for `tokens`; `NotEnoughStake` when that takes several. */
export async function giverOf(
  session: Session,
  vote: PublicKey | undefined,
  tokens: bigint,
): Promise<Omit<Taking, "beside">> {
  if (vote) return freshly(session, () => fetchAtValidator(nodesIn(session), session.deployment, vote, PARTS));
  const found = await givers(session, tokens);
  const [first, ...others] = planStakeWithdrawals(found.snapshot, found.rules, found.validators, tokens);
  const validator = found.validators.find(({ record }) => record.index === first?.record.index);
  if (!validator || others.length > 0) throw programError("NotEnoughStake");
  return { ...found, validator };
}
