// Every method that the server answers, each in a file of its name.
import { getAccountInfo } from "./getAccountInfo";
import { getBalance } from "./getBalance";
import { getBlock } from "./getBlock";
import { getBlockCommitment } from "./getBlockCommitment";
import { getBlockHeight } from "./getBlockHeight";
import { getBlockProduction } from "./getBlockProduction";
import { getBlocks } from "./getBlocks";
import { getBlocksWithLimit } from "./getBlocksWithLimit";
import { getBlockTime } from "./getBlockTime";
import { getClusterNodes } from "./getClusterNodes";
import { getEpochInfo } from "./getEpochInfo";
import { getEpochSchedule } from "./getEpochSchedule";
import { getFeeForMessage } from "./getFeeForMessage";
import { getFirstAvailableBlock } from "./getFirstAvailableBlock";
import { getGenesisHash } from "./getGenesisHash";
import { getHealth } from "./getHealth";
import { getIdentity } from "./getIdentity";
import { getInflationGovernor } from "./getInflationGovernor";
import { getInflationRate } from "./getInflationRate";
import { getInflationReward } from "./getInflationReward";
import { getLatestBlockhash } from "./getLatestBlockhash";
import { getLeaderSchedule } from "./getLeaderSchedule";
import { getMinimumBalanceForRentExemption } from "./getMinimumBalanceForRentExemption";
import { getMultipleAccounts } from "./getMultipleAccounts";
import { getProgramAccounts } from "./getProgramAccounts";
import { getRecentPerformanceSamples } from "./getRecentPerformanceSamples";
import { getRecentPrioritizationFees } from "./getRecentPrioritizationFees";
import { getSignatureStatuses } from "./getSignatureStatuses";
import { getSignaturesForAddress } from "./getSignaturesForAddress";
import { getSlot } from "./getSlot";
import { getSlotLeader } from "./getSlotLeader";
import { getSlotLeaders } from "./getSlotLeaders";
import { getStakeMinimumDelegation } from "./getStakeMinimumDelegation";
import { getTokenAccountBalance } from "./getTokenAccountBalance";
import { getTokenAccountsByDelegate } from "./getTokenAccountsByDelegate";
import { getTokenAccountsByOwner } from "./getTokenAccountsByOwner";
import { getTokenLargestAccounts } from "./getTokenLargestAccounts";
import { getTokenSupply } from "./getTokenSupply";
import { getTransaction } from "./getTransaction";
import { getTransactionCount } from "./getTransactionCount";
import { getVersion } from "./getVersion";
import { getVoteAccounts } from "./getVoteAccounts";
import { isBlockhashValid } from "./isBlockhashValid";
import type { Method } from "./method";
import { minimumLedgerSlot } from "./minimumLedgerSlot";
import { requestAirdrop } from "./requestAirdrop";
import { sendTransaction } from "./sendTransaction";
import { simulateTransaction } from "./simulateTransaction";

export const METHODS: Readonly<Record<string, Method>> = {
  getAccountInfo,
  getBalance,
  getBlock,
  getBlockCommitment,
  getBlockHeight,
  getBlockProduction,
  getBlockTime,
  getBlocks,
  getBlocksWithLimit,
  getClusterNodes,
  getEpochInfo,
  getEpochSchedule,
  getFeeForMessage,
  getFirstAvailableBlock,
  getGenesisHash,
  getHealth,
  getIdentity,
  getInflationGovernor,
  getInflationRate,
  getInflationReward,
  getLatestBlockhash,
  getLeaderSchedule,
  getMinimumBalanceForRentExemption,
  getMultipleAccounts,
  getProgramAccounts,
  getRecentPerformanceSamples,
  getRecentPrioritizationFees,
  getSignatureStatuses,
  getSignaturesForAddress,
  getSlot,
  getSlotLeader,
  getSlotLeaders,
  getStakeMinimumDelegation,
  getTokenAccountBalance,
  getTokenAccountsByDelegate,
  getTokenAccountsByOwner,
  getTokenLargestAccounts,
  getTokenSupply,
  getTransaction,
  getTransactionCount,
  getVersion,
  getVoteAccounts,
  isBlockhashValid,
  minimumLedgerSlot,
  requestAirdrop,
  sendTransaction,
  simulateTransaction,
};
