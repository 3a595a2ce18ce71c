import type { Method } from "../rpc/method";
import { invalidParams } from "../server/errors";
import { moment } from "./moment";

/** Drops what is processed and not confirmed: its transactions have never been, its blockhashes are unknown. */
export const localnet_fork: Method = (node) => {
  try {
    const dropped = node.chain.forkAfter(node.heads.at("confirmed"));
    return { dropped: dropped.map(({ signature }) => signature), now: moment(node) };
  } catch (error) {
    throw invalidParams(`there is no fork to leave: ${(error as Error).message}`);
  }
};
