import type { Method } from "../rpc/method";
import { invalidParams } from "../server/errors";

/** Closes the vote account `vote` of localnet_createValidator, as its owner can when it has not voted of late. */
export const localnet_closeValidator: Method = ({ chain }, params) => {
  const vote = params.config(0).only("vote").address("vote");
  if (!vote) throw invalidParams("vote: the address of a vote account is needed");
  try {
    chain.closeVoteAccount(vote);
  } catch (error) {
    throw invalidParams(`the vote account cannot be closed: ${(error as Error).message.split("\n")[0]}`);
  }
  return null;
};
