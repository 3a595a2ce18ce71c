import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { AccountError } from "../accounts/common";
import { fetchValidatorList } from "../accounts/validatorList";
import { fetchValidatorMark } from "../accounts/validatorMark";
import { isError, programError } from "../errors";
import * as instructions from "../instructions";
import { poolAddresses } from "../pda";
import { isDrained } from "../quote/explain";
import { GONE, REMOVAL_RACES, retrying } from "../races";
import type { Sent } from "../transaction/send";
import { listed, type Session, send } from "./session";

/** Sends an instruction at a validator. `ValidatorNotFound` when it is not listed: its mark is not there. */
export async function atValidator(
  session: Session,
  vote: PublicKey,
  instruction: TransactionInstruction,
): Promise<Sent> {
  const { connection, mint, options } = session;
  try {
    return await send(session, [instruction]);
  } catch (error) {
    if (!isError(error, ...GONE)) throw error;
    const validators = await fetchValidatorList(connection, poolAddresses(mint, options.programId));
    if (validators.find(vote)) throw error;
    throw programError("ValidatorNotFound", { cause: error });
  }
}

/** Takes validators off the list whose score is 0 and whose stake has come back: all of them, or those named. */
export function removeValidators(session: Session, votes?: PublicKey[]): Promise<Sent[]> {
  const { connection, mint, options } = session;
  const pool = poolAddresses(mint, options.programId);
  const wanted = new Set(votes?.map((vote) => vote.toBase58()));
  const removed: Sent[] = [];
  return retrying(REMOVAL_RACES, async () => {
    const list = await fetchValidatorList(connection, pool);
    const drained = list
      .records()
      .filter((record) => isDrained(record) && (!votes || wanted.has(record.vote.toBase58())));
    // From the end: the list's last validator takes the place of the one that leaves.
    const order = list.records().map(({ vote }) => vote);
    for (const { vote, index } of drained.reverse()) {
      removed.push(await send(session, [await removalOf(session, vote, order.at(-1) ?? vote)]));
      const last = order.pop();
      if (last && index < order.length) order[index] = last;
    }
    return removed;
  });
}

/** Takes a drained validator off the list; throws why it cannot be. */
export function removeValidator(session: Session, vote: PublicKey): Promise<Sent> {
  const { connection, mint, options } = session;
  return retrying(["WrongMark", ...GONE], async () => {
    const list = await fetchValidatorList(connection, poolAddresses(mint, options.programId));
    const record = listed(list.find(vote));
    return send(session, [await removalOf(session, record.vote, list.record(list.count - 1).vote)]);
  });
}

async function removalOf(
  { connection, mint, options }: Session,
  vote: PublicKey,
  lastVote: PublicKey,
): Promise<TransactionInstruction> {
  const { programId } = options;
  const pool = poolAddresses(mint, programId);
  const { rentPayer } = await fetchValidatorMark(connection, pool.pool, vote, programId).catch((error) => {
    throw error instanceof AccountError ? programError("ValidatorNotFound", { cause: error }) : error;
  });
  return instructions.removeValidator({ pool, validator: { vote }, rentPayer, lastVote, programId });
}
