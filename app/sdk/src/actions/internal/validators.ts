import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { fetchMany } from "../../accounts/common";
import { fetchValidatorCount, fetchVoteAt } from "../../accounts/validatorList";
import { fetchValidatorMark } from "../../accounts/validatorMark";
import { markAddress } from "../../deployment";
import { isError, programError } from "../../errors";
import { removeValidator } from "../../instructions/removeValidator";
import type { Sent } from "../../transaction/details";
import { GONE } from "../../transaction/races";
import { nodesIn, type Session, send } from "../../transaction/session";

/** Sends an instruction at a validator. `ValidatorNotFound` when it is not listed: its mark is not there. */
export async function atValidator(
  session: Session,
  vote: PublicKey,
  instruction: TransactionInstruction,
): Promise<Sent> {
  try {
    return await send(session, [instruction]);
  } catch (error) {
    if (!isError(error, ...GONE)) throw error;
    const mark = markAddress(session.deployment, vote);
    const [account] = await fetchMany(nodesIn(session), [mark]);
    if (account?.owner.equals(session.deployment.programId)) throw error;
    throw programError("ValidatorNotFound", { cause: error });
  }
}

/** The removal of a validator, once it is known which vote account the list ends with. `ValidatorNotFound` when it is not listed. */
export async function removalFrom(
  session: Session,
  vote: PublicKey,
): Promise<(lastVote: PublicKey) => TransactionInstruction> {
  const { deployment: pool } = session;
  const { rentPayer } = await fetchValidatorMark(nodesIn(session), pool, vote).catch((error) => {
    throw isError(error, "AccountMissing") ? programError("ValidatorNotFound", { cause: error }) : error;
  });
  return (lastVote) => removeValidator({ pool, validator: { vote }, rentPayer, lastVote });
}

/** The vote account that a pool's list ends with. */
export async function fetchLastVote(session: Session): Promise<PublicKey | undefined> {
  const [nodes, { deployment }] = [nodesIn(session), session];
  const count = await fetchValidatorCount(nodes, deployment);
  return count === 0 ? undefined : fetchVoteAt(nodes, deployment, count - 1);
}
