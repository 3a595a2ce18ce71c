import { validators } from "../node/validators";
import type { Method } from "./method";

const DELINQUENT_SLOTS = 128n;
const SHOWN_EPOCHS = 5;

export const getVoteAccounts: Method = (node, params) => {
  const config = params.config(0);
  const only = config.address("votePubkey")?.toBase58();
  const distance = config.u64("delinquentSlotDistance") ?? DELINQUENT_SLOTS;
  const keepsUnstaked = config.flag("keepUnstakedDelinquents") ?? false;
  const { slot } = node.viewFor(config);
  const status: { current: unknown[]; delinquent: unknown[] } = { current: [], delinquent: [] };
  for (const { vote, identity, state, stake } of validators(node)) {
    if (only !== undefined && only !== vote) continue;
    const { lastVotedSlot, commissionBps, epochCredits } = state;
    const isCurrent = lastVotedSlot + distance >= slot;
    if (!isCurrent && stake === 0n && !keepsUnstaked && only === undefined) continue;
    status[isCurrent ? "current" : "delinquent"].push({
      activatedStake: stake,
      commission: Math.floor(commissionBps / 100),
      epochCredits: epochCredits
        .slice(-SHOWN_EPOCHS)
        .map(({ epoch, credits, previousCredits }) => [epoch, credits, previousCredits]),
      epochVoteAccount: stake > 0n,
      inflationRewardsCommissionBps: commissionBps,
      lastVote: lastVotedSlot,
      nodePubkey: identity,
      rootSlot: lastVotedSlot > 31n ? lastVotedSlot - 31n : 0n,
      votePubkey: vote,
    });
  }
  return status;
};
