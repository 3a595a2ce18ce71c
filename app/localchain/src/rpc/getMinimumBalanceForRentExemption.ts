import type { Method } from "./method";

export const getMinimumBalanceForRentExemption: Method = ({ chain }, params) => {
  params.config(1).commitmentOr("finalized");
  return chain.rentFor(params.u64(0));
};
