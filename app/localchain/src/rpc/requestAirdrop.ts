import { internalError } from "../server/errors";
import type { Method } from "./method";

/** A transfer from the chain's faucet, which does not run dry. */
export const requestAirdrop: Method = ({ chain }, params) => {
  const [to, lamports] = [params.address(0), params.u64(1)];
  params.config(2).commitmentOr("finalized");
  try {
    return chain.airdropNow(to, lamports);
  } catch (error) {
    throw internalError(`the airdrop failed: ${(error as Error).message.split("\n")[0]}`);
  }
};
