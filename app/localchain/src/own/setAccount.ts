import type { Method } from "../rpc/method";
import { readKeyedAccount } from "../server/accountFile";
import { invalidParams } from "../server/errors";

/**
 * Writes an account: `{ address, account: { lamports, owner, data, executable } }`, or `{ account }` as `solana account --output json`
 * has it, with its `pubkey`. Deletes it if its lamports are 0.
 */
export const localnet_setAccount: Method = ({ chain }, params) => {
  const config = params.config(0).only("address", "account");
  const given = config.config("account");
  if (!given) throw invalidParams("account is needed, as `solana account --output json` has it");
  const { address, account } = readKeyedAccount(given, config.address("address"));
  chain.put(address, account);
  return null;
};
