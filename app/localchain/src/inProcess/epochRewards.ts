import { PublicKey, VoteProgram } from "@solana/web3.js";
import { BASIS, type InProcessChain, MILLION, type Reward } from "./chain";
import { decodeVote } from "./vote";

/** What the epoch that has ended brings. */
export interface EpochPayment {
  /** What a lamport of stake earns with a validator that votes, before its commission, in parts per million. */
  partsPerMillion: bigint;
  /** What a validator keeps of it, in basis points: its vote account's commission if not given. */
  taken?: (vote: string) => bigint | undefined;
}

/**
 * Pays what the epoch that has ended brings, and has the EpochRewards sysvar say what it came to, as the runtime does: for the points
 * of all stake, here and elsewhere, so many lamports, of which commissions are a part. Whoever does not vote earns nothing.
 */
export function payEpochRewards(chain: InProcessChain, { partsPerMillion, taken }: EpochPayment): void {
  const ended = chain.epoch - 1n;
  const elsewhere = chain.clusterStake;
  const rewards: Reward[] = [];
  // Validators elsewhere vote as those here do that voted in the epoch before, too.
  let points = elsewhere * chain.mostCredits;
  let paidFor = elsewhere;
  let kept = 0n;
  for (const [address, accounts] of chain.activeStake()) {
    const vote = new PublicKey(address);
    const account = chain.exact(vote);
    if (!account?.owner.equals(VoteProgram.programId) || account.data.readUInt32LE(4) === 0) continue;
    const { epochCredits, commissionBps } = decodeVote(account.data);
    const entry = epochCredits.find(({ epoch }) => epoch === ended);
    const stake = accounts.reduce((sum, each) => sum + each.stake, 0n);
    points += stake * (entry ? entry.credits - entry.previousCredits : 0n);
    if (!chain.votes(vote)) continue;
    const commission = taken?.(address) ?? BigInt(commissionBps);
    rewards.push({ vote, partsPerMillion, commissionBps: commission });
    paidFor += stake;
    kept += (stake * partsPerMillion * commission) / (MILLION * BASIS);
  }
  // As in the runtime, accounts get their parts rounded down, and what is left over of all is nobody's.
  const lamports = (paidFor * partsPerMillion + MILLION - 1n) / MILLION;
  const distributed = chain.payRewards(rewards) + kept + (elsewhere * partsPerMillion) / MILLION;
  chain.setEpochRewards({ points, lamports, distributed });
}
