import type { Method } from "../rpc/method";
import { invalidParams } from "../server/errors";

/** Pays the stake that is active with `vote`: `lamports` in all, or `partsPerMillion` of it. Answers with what was paid. */
export const localnet_payRewards: Method = ({ chain }, params) => {
  const config = params.config(0).only("vote", "lamports", "partsPerMillion");
  const vote = config.address("vote");
  const [lamports, partsPerMillion] = [config.u64("lamports"), config.u64("partsPerMillion")];
  if (!vote) throw invalidParams("vote: the address of a vote account is needed");
  if (lamports !== undefined) return { lamports: chain.payRewards([{ vote, lamports }]) };
  if (partsPerMillion === undefined) throw invalidParams("lamports or partsPerMillion is needed");
  return { lamports: chain.payRewards([{ vote, partsPerMillion }]) };
};
