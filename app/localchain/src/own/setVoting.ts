import type { Method } from "../rpc/method";
import { invalidParams } from "../server/errors";

/** Stops the validator of a vote account, or starts it again: `{ vote, votes }`. */
export const localnet_setVoting: Method = ({ chain }, params) => {
  const config = params.config(0).only("vote", "votes");
  const [vote, votes] = [config.address("vote"), config.flag("votes")];
  if (!vote || votes === undefined) throw invalidParams("vote and votes are needed: an address, and true or false");
  chain.setVoting(vote, votes);
  return null;
};
