import type { Method } from "../rpc/method";
import { readAccount } from "../server/accountFile";
import { invalidParams } from "../server/errors";

/** Writes an account as `solana account --output json` has it: `{ address, account: { lamports, owner, data, executable } }`. */
export const localnet_setAccount: Method = ({ chain }, params) => {
  const config = params.config(0);
  const [address, account] = [config.address("address"), config.config("account")];
  if (!address || !account) throw invalidParams("address and account are needed");
  chain.put(address, readAccount(account));
  return null;
};
