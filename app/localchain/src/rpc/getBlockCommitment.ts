import { currentStake } from "../node/validators";
import type { Method } from "./method";

/** Nobody's votes are counted here, so there is no commitment by votes to tell of. */
export const getBlockCommitment: Method = (node, params) => {
  params.u64(0);
  return { commitment: null, totalStake: currentStake(node) };
};
