import { SYSVAR_STAKE_HISTORY_PUBKEY } from "@solana/web3.js";
import { readU64 } from "../layout/bytes";
import { type ChainReader, COMMITMENT } from "./chain";

/** Lamports of the whole cluster in one epoch. */
export interface StakeHistoryEntry {
  effective: bigint;
  activating: bigint;
  deactivating: bigint;
}

/** By epoch; the last 512. */
export type StakeHistory = Map<bigint, StakeHistoryEntry>;

const ENTRY_BYTES = 32;

/** Decodes the stake history sysvar. */
export function decodeStakeHistory(data: Uint8Array): StakeHistory {
  const count = Number(readU64(data, 0));
  const entry = (index: number): [bigint, StakeHistoryEntry] => {
    const [epoch, effective, activating, deactivating] = [0, 8, 16, 24].map((field) =>
      readU64(data, 8 + index * ENTRY_BYTES + field),
    ) as [bigint, bigint, bigint, bigint];
    return [epoch, { effective, activating, deactivating }];
  };
  return new Map(Array.from({ length: count }, (_, index) => entry(index)));
}

/** Reads the stake history; empty in a chain's first epoch. */
export async function fetchStakeHistory(reader: ChainReader): Promise<StakeHistory> {
  const account = await reader.getAccountInfo(SYSVAR_STAKE_HISTORY_PUBKEY, COMMITMENT);
  return account ? decodeStakeHistory(account.data) : new Map();
}
