import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { fetchValidatorList } from "../../accounts/validatorList";
import { fetchValidatorMark } from "../../accounts/validatorMark";
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
    const validators = await fetchValidatorList(nodesIn(session), session.deployment);
    if (validators.find(vote)) throw error;
    throw programError("ValidatorNotFound", { cause: error });
  }
}

/** The removal of a validator from a list that ends with `lastVote`. */
export async function removalOf(
  session: Session,
  vote: PublicKey,
  lastVote: PublicKey,
): Promise<TransactionInstruction> {
  const { deployment: pool } = session;
  const { rentPayer } = await fetchValidatorMark(nodesIn(session), pool, vote).catch((error) => {
    throw isError(error, "AccountMissing") ? programError("ValidatorNotFound", { cause: error }) : error;
  });
  return removeValidator({ pool, validator: { vote }, rentPayer, lastVote });
}
