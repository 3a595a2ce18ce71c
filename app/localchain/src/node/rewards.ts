import { PublicKey } from "@solana/web3.js";
import { MILLION } from "../inProcess/chain";
import type { Node } from "./node";
import { validators } from "./validators";

const BASIS = 10_000n;

/** Pays what an epoch brings: the same part of everybody's stake, less the validator's commission; nothing where none votes. */
export function payEpochRewards(node: Node): void {
  const { chain, rewardPartsPerMillion } = node;
  if (rewardPartsPerMillion === 0n) return;
  const rewards = validators(node).flatMap(({ vote, state }) => {
    if (!chain.votes(vote)) return [];
    const partsPerMillion = (rewardPartsPerMillion * (BASIS - BigInt(state.commissionBps))) / BASIS;
    return [{ vote: new PublicKey(vote), partsPerMillion: partsPerMillion < MILLION ? partsPerMillion : MILLION }];
  });
  chain.payRewards(rewards);
}
