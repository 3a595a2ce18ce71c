import type { Method } from "../rpc/method";
import { invalidParams } from "../server/errors";

/** Gives an account exactly `lamports`. */
export const localnet_setBalance: Method = ({ chain }, params) => {
  const config = params.config(0).only("address", "lamports");
  const [address, lamports] = [config.address("address"), config.u64("lamports")];
  if (!address || lamports === undefined) throw invalidParams("address and lamports are needed");
  chain.setLamports(address, lamports);
  return null;
};
