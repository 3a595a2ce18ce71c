import { decodeVote } from "../inProcess/vote";
import type { Method } from "../rpc/method";
import { internalError, invalidParams } from "../server/errors";

/**
 * Makes a vote account that stake can be delegated to; `commission` in per cent (5). It votes until it is stopped. What its `withdrawer`
 * may do, may the network's payer where none is named: everybody has that key.
 */
export const localnet_createValidator: Method = (node, params) => {
  const { chain } = node;
  const config = params.config(0).only("commission", "withdrawer");
  const commission = config.u64("commission") ?? 5n;
  if (commission > 100n) throw invalidParams("commission: 0 to 100, in per cent");
  const withdrawer = config.address("withdrawer") ?? node.payer.publicKey;
  const vote = chain.createVoteAccount({ commission: Number(commission), withdrawer });
  // Its first vote: it is not delinquent from the beginning.
  chain.vote();
  const account = chain.exact(vote);
  if (!account) throw internalError("the vote account that was made is not there");
  const identity = decodeVote(account.data).node;
  return { vote: vote.toBase58(), identity: identity.toBase58(), withdrawer: withdrawer.toBase58() };
};
