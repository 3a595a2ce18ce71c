import { Reader } from "../reader";
import type { Parser } from ".";

const [VERSION_3, VERSION_4] = [2, 3];

export const parseVote: Parser = ({ data }) => {
  const reader = new Reader(data);
  const version = reader.u32();
  if (version !== VERSION_3 && version !== VERSION_4) return undefined;
  const [nodePubkey, authorizedWithdrawer] = [reader.key(), reader.key()];
  const rates = version === VERSION_4 ? rates4(reader) : rates3(reader);
  const votes = reader.list(reader.u64(), () => ({
    latency: reader.u8(),
    slot: reader.u64(),
    confirmationCount: reader.u32(),
  }));
  const rootSlot = reader.option(() => reader.u64());
  const authorizedVoters = reader.list(reader.u64(), () => ({ epoch: reader.u64(), authorizedVoter: reader.key() }));
  if (version === VERSION_3) reader.skip(32 * 48 + 9);
  const epochCredits = reader.list(reader.u64(), () => ({
    epoch: reader.u64(),
    credits: String(reader.u64()),
    previousCredits: String(reader.u64()),
  }));
  const lastTimestamp = { slot: reader.u64(), timestamp: reader.i64() };
  return {
    type: "vote",
    info: {
      nodePubkey,
      authorizedWithdrawer,
      ...rates,
      votes,
      rootSlot,
      authorizedVoters,
      priorVoters: [],
      epochCredits,
      lastTimestamp,
    },
  };
};

function rates3(reader: Reader) {
  return { commission: reader.u8() };
}

function rates4(reader: Reader) {
  const [inflationRewardsCollector, blockRevenueCollector] = [reader.key(), reader.key()];
  const [inflationRewardsCommissionBps, blockRevenueCommissionBps] = [reader.u16(), reader.u16()];
  const pendingDelegatorRewards = String(reader.u64());
  reader.option(() => reader.skip(48));
  return {
    commission: Math.floor(inflationRewardsCommissionBps / 100),
    inflationRewardsCommissionBps,
    inflationRewardsCollector,
    blockRevenueCollector,
    blockRevenueCommissionBps,
    pendingDelegatorRewards,
  };
}
