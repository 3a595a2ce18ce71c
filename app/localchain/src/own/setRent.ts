import type { Method } from "../rpc/method";
import { invalidParams } from "../server/errors";

/** Changes the rent of all accounts: `lamportsPerByte`, 6,960 today. */
export const localnet_setRent: Method = ({ chain }, params) => {
  const lamportsPerByte = params.config(0).only("lamportsPerByte").u64("lamportsPerByte");
  if (lamportsPerByte === undefined) throw invalidParams("lamportsPerByte is needed");
  chain.setRent(lamportsPerByte);
  return null;
};
