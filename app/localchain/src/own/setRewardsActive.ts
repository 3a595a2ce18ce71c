import type { Method } from "../rpc/method";
import { invalidParams } from "../server/errors";

/** Says whether the epoch's rewards are being paid out just now, when the stake program does next to nothing. */
export const localnet_setRewardsActive: Method = ({ chain }, params) => {
  const active = params.config(0).only("active").flag("active");
  if (active === undefined) throw invalidParams("active: true or false");
  chain.setRewardsActive(active);
  return null;
};
