import { PublicKey } from "@solana/web3.js";
import { fetchMany } from "../../accounts/common";
import { fetchPool, hasLiquidity, managerOf } from "../../accounts/pool";
import { fetchValidatorList } from "../../accounts/validatorList";
import { isError } from "../../errors";
import { nodesIn, type Session } from "../../transaction/session";

/** Where a vote account has the node that votes, which always has lamports for that. */
const [NODE, NODE_END] = [4, 36];

/**
 * Simulates something for the wallet, or for anybody else who has lamports: nobody signs and nobody pays, but the chain asks for
 * an account that could. So views need neither a wallet nor SOL.
 */
export async function asAnybody<T>(session: Session, attempt: (payer: PublicKey) => Promise<T>): Promise<T> {
  let lack: unknown;
  for await (const payer of payers(session)) {
    try {
      return await attempt(payer);
    } catch (error) {
      if (!isError(error, "InsufficientFunds")) throw error;
      lack ??= error;
    }
  }
  throw lack;
}

async function* payers(session: Session): AsyncGenerator<PublicKey> {
  const { deployment, wallet } = session;
  const connection = nodesIn(session);
  if (wallet?.publicKey) yield wallet.publicKey;
  const pool = await fetchPool(connection, deployment);
  yield* [pool.admin, pool.guardian, managerOf(pool)];
  if (hasLiquidity(pool)) yield deployment.liquidityPool.liquiditySol;
  const { count, record } = await fetchValidatorList(connection, deployment);
  if (count === 0) return;
  const [vote] = await fetchMany(connection, [record(0).vote]);
  if (vote && vote.data.length >= NODE_END) yield new PublicKey(vote.data.subarray(NODE, NODE_END));
}
