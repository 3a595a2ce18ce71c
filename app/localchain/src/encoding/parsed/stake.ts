import { Reader } from "../reader";
import type { Parser } from ".";

const KINDS = ["uninitialized", "initialized", "delegated", "rewardsPool"];

export const parseStake: Parser = ({ data }) => {
  const reader = new Reader(data);
  const type = KINDS[reader.u32()];
  if (type === undefined) return undefined;
  if (type === "uninitialized" || type === "rewardsPool") return { type, info: { meta: null, stake: null } };
  const meta = {
    rentExemptReserve: String(reader.u64()),
    authorized: { staker: reader.key(), withdrawer: reader.key() },
    lockup: { unixTimestamp: reader.i64(), epoch: reader.u64(), custodian: reader.key() },
  };
  if (type === "initialized") return { type, info: { meta, stake: null } };
  const delegation = {
    voter: reader.key(),
    stake: String(reader.u64()),
    activationEpoch: String(reader.u64()),
    deactivationEpoch: String(reader.u64()),
    warmupCooldownRate: reader.f64(),
  };
  return { type, info: { meta, stake: { delegation, creditsObserved: reader.u64() } } };
};
