import { Keypair } from "@solana/web3.js";
import type { Method } from "../rpc/method";
import { invalidParams } from "../server/errors";

/** Makes a vote account that stake can be delegated to; `commission` in per cent (5). It votes until it is stopped. */
export const localnet_createValidator: Method = ({ chain }, params) => {
  const commission = params.config(0).u64("commission") ?? 5n;
  if (commission > 100n) throw invalidParams("commission: 0 to 100, in per cent");
  const identity = Keypair.generate();
  const vote = chain.createVoteAccount({ identity, commission: Number(commission) });
  // Its first vote: it is not delinquent from the beginning.
  chain.vote();
  return { vote: vote.toBase58(), identity: identity.publicKey.toBase58() };
};
