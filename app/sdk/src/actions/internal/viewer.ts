import { PublicKey } from "@solana/web3.js";
import { fetchPool, hasLiquidity, managerOf } from "../../accounts/pool";
import { fetchRound } from "../../accounts/round";
import { fetchVoteAt } from "../../accounts/validatorList";
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
  const nodes = nodesIn(session);
  if (wallet?.publicKey) yield wallet.publicKey;
  const pool = await fetchPool(nodes, deployment);
  yield* [pool.admin, pool.guardian, managerOf(pool)];
  if (hasLiquidity(pool)) yield deployment.liquidityPool.liquiditySol;
  if (pool.validatorCount === 0) return;
  const address = await fetchVoteAt(nodes, deployment, 0);
  if (!address) return;
  const [vote] = (await fetchRound(nodes, [{ address, at: 0, bytes: NODE_END }])).accounts;
  if (vote && vote.data.length >= NODE_END) yield new PublicKey(vote.data.subarray(NODE, NODE_END));
}
