import { StakeProgram } from "@solana/web3.js";
import { MILLION } from "../inProcess/chain";
import { decodeStake } from "../inProcess/stake";
import type { Method } from "../rpc/method";
import { invalidParams } from "../server/errors";

/** Takes `partsPerMillion` of the stake of one `stakeAccount`, or of all accounts with `vote`. Answers with the loss. */
export const localnet_slash: Method = ({ chain }, params) => {
  const config = params.config(0).only("stakeAccount", "vote", "partsPerMillion");
  const [stakeAccount, vote] = [config.address("stakeAccount"), config.address("vote")];
  const parts = config.u64("partsPerMillion");
  if (parts === undefined || parts > MILLION) throw invalidParams(`partsPerMillion: 0 to ${MILLION}`);
  if (!stakeAccount && !vote) throw invalidParams("stakeAccount or vote is needed");
  const accounts = stakeAccount
    ? [stakeAccount]
    : chain.exactAccountsOf(StakeProgram.programId).flatMap(({ address, account }) => {
        const { delegation } = decodeStake(account.data);
        return vote && delegation?.vote.equals(vote) ? [address] : [];
      });
  if (stakeAccount && !chain.stakeAccount(stakeAccount)?.delegation) {
    throw invalidParams(`${stakeAccount.toBase58()} has no stake`);
  }
  return { lamports: accounts.reduce((loss, each) => loss + chain.slash(each, parts), 0n) };
};
