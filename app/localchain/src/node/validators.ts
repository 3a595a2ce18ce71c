import { StakeProgram, VoteProgram } from "@solana/web3.js";
import { decodeStake, stakeAt } from "../inProcess/stake";
import { decodeVote, type VoteState } from "../inProcess/vote";
import type { Node } from "./node";

/** Slots in a row that a leader has. */
const SLOTS_IN_A_ROW = 4n;

export interface Validator {
  vote: string;
  identity: string;
  state: VoteState;
  /** Active in this epoch. */
  stake: bigint;
}

/** Those with a vote account that is in use, as the chain has them now. */
export function validators({ chain }: Node): Validator[] {
  const stakes = new Map<string, bigint>();
  for (const { account } of chain.exactAccountsOf(StakeProgram.programId)) {
    const { delegation } = decodeStake(account.data);
    if (!delegation) continue;
    const vote = delegation.vote.toBase58();
    stakes.set(vote, (stakes.get(vote) ?? 0n) + stakeAt(delegation, chain.epoch, chain.stakeHistory).effective);
  }
  return chain
    .exactAccountsOf(VoteProgram.programId)
    .filter(({ account }) => account.data.length > 4 && account.data.readUInt32LE(4) !== 0)
    .map(({ address, account }) => {
      const [state, vote] = [decodeVote(account.data), address.toBase58()];
      return { vote, identity: state.node.toBase58(), state, stake: stakes.get(vote) ?? 0n };
    })
    .sort((a, b) => (a.vote < b.vote ? -1 : 1));
}

export function currentStake(node: Node): bigint {
  return validators(node).reduce((sum, { stake }) => sum + stake, 0n);
}

/** Who leads: the validators in turn, four slots each. Where there are none, the node itself. */
export function leaders(node: Node): string[] {
  const all = validators(node).map(({ identity }) => identity);
  return all.length > 0 ? all : [node.identity];
}

export function leaderOf(slot: bigint, among: readonly string[]): string {
  return among[Number((slot / SLOTS_IN_A_ROW) % BigInt(among.length))] as string;
}
