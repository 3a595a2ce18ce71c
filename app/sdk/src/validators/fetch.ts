import { PublicKey, SYSVAR_STAKE_HISTORY_PUBKEY, VoteProgram } from "@solana/web3.js";
import { fetchMany } from "../accounts/common";
import { fetchRound, type RawAccount, type Wanted } from "../accounts/round";
import { decodeStakeHistory } from "../accounts/stakeHistory";
import { isError } from "../errors";
import { readU64 } from "../layout/bytes";
import type { ChainReader } from "../nodes/chain";
import {
  decodeHistoryEntries,
  decodeHistoryHead,
  decodeTipDistribution,
  HISTORY_ENTRIES,
  HISTORY_ENTRIES_AT,
  HISTORY_ENTRY_BYTES,
  HISTORY_HEAD_AT,
  HISTORY_HEAD_BYTES,
  type HistoryEntry,
  TIP_DISTRIBUTION_BYTES,
  TIP_DISTRIBUTION_PROGRAM_ID,
  tipDistributionAddress,
  VALIDATOR_HISTORY_PROGRAM_ID,
  validatorHistoryAddress,
} from "./jito";
import { BLS_FLAG_BYTES, decodeVoteAccount, hasBlsKey, VOTE_ACCOUNT_BYTES, type VoteAccount } from "./voteAccount";

const EPOCH_REWARDS: PublicKey = /* @__PURE__ */ new PublicKey("SysvarEpochRewards1111111111111111111111111");
const [REWARDS_AT, ACTIVE_AT] = [64, 80];
/** Most accounts of one call. */
const PAGE = 100;

/** A vote account with its lamports; `account` is undefined where its layout is unknown. */
export interface FoundVote {
  lamports: bigint;
  account: VoteAccount | undefined;
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isError(error, "AccountForeign")) return undefined;
    throw error;
  }
}

/**
 * Reads vote accounts, 100 with a call; undefined where there is none.
 *
 * @example
 * ```ts
 * const [found] = await fetchVoteAccounts(connection, [vote]);
 * ```
 */
export async function fetchVoteAccounts(
  reader: ChainReader,
  votes: readonly PublicKey[],
): Promise<(FoundVote | undefined)[]> {
  const wanted = votes.map((address): Wanted => ({ address, at: 0, bytes: VOTE_ACCOUNT_BYTES }));
  const { accounts } = await fetchRound(reader, wanted);
  return accounts.map((found) => {
    if (!found?.owner.equals(VoteProgram.programId)) return undefined;
    const account = readable(() => decodeVoteAccount(found.data));
    return { lamports: BigInt(found.lamports), account };
  });
}

/**
 * Reads which vote accounts have a BLS key, 145 bytes of each; one that is closed has none, undefined where its layout is unknown.
 *
 * @example
 * ```ts
 * const [hasKey] = await fetchBlsFlags(connection, [vote]);
 * ```
 */
export async function fetchBlsFlags(
  reader: ChainReader,
  votes: readonly PublicKey[],
): Promise<(boolean | undefined)[]> {
  const { accounts } = await fetchRound(
    reader,
    votes.map((address) => ({ address, at: 0, bytes: BLS_FLAG_BYTES })),
  );
  return accounts.map((found) => {
    if (!found?.owner.equals(VoteProgram.programId)) return false;
    return readable(() => hasBlsKey(found.data));
  });
}

/** What the cluster's last epoch brought, before commissions: `rewards` for all of `stake`, in lamports. */
export interface RewardRate {
  epoch: bigint;
  rewards: bigint;
  stake: bigint;
}

/**
 * Reads what the epoch before `epoch` has paid on the whole cluster's stake; undefined where the chain does not say, and while
 * it is being paid out.
 *
 * @example
 * ```ts
 * const rate = await fetchRewardRate(connection, (await fetchClock(connection)).epoch);
 * ```
 */
export async function fetchRewardRate(reader: ChainReader, epoch: bigint): Promise<RewardRate | undefined> {
  const [rewards, history] = await fetchMany(reader, [EPOCH_REWARDS, SYSVAR_STAKE_HISTORY_PUBKEY]);
  if (!rewards || !history || rewards.data.length <= ACTIVE_AT || rewards.data[ACTIVE_AT] === 1) return undefined;
  const paid = readU64(rewards.data, REWARDS_AT);
  const stake = decodeStakeHistory(history.data).get(epoch - 1n)?.effective ?? 0n;
  return paid === 0n || stake === 0n ? undefined : { epoch: epoch - 1n, rewards: paid, stake };
}

/** What Jito's accounts say of a validator: nothing where it has none. */
export type JitoFacts = HistoryEntry[];

const owned = (account: RawAccount | null | undefined, program: PublicKey): RawAccount | undefined =>
  account?.owner.equals(program) ? account : undefined;

/** Where entries of a ring of histories are, and of whom. */
interface Place {
  index: number;
  latest: number;
}

/**
 * Reads the last `epochs` of Jito's validator histories, and the previous epoch's tip account of those without a history. At most
 * about two calls for 100 validators, of slices alone.
 *
 * @example
 * ```ts
 * const [entries] = await fetchJitoFacts(connection, [vote], { epoch: 1_012n, epochs: 10 });
 * ```
 */
export async function fetchJitoFacts(
  reader: ChainReader,
  votes: readonly PublicKey[],
  { epoch, epochs }: { epoch: bigint; epochs: number },
): Promise<JitoFacts[]> {
  const addresses = votes.map(validatorHistoryAddress);
  const heads = await fetchRound(
    reader,
    addresses.map((address) => ({ address, at: HISTORY_HEAD_AT, bytes: HISTORY_HEAD_BYTES })),
  );
  const places: Place[] = [];
  const others: number[] = [];
  heads.accounts.forEach((account, index) => {
    const head = owned(account, VALIDATOR_HISTORY_PROGRAM_ID);
    const latest = head && readable(() => decodeHistoryHead(head.data));
    if (latest === undefined) others.push(index);
    else places.push({ index, latest });
  });
  const facts: JitoFacts[] = votes.map(() => []);
  const isRecent = (entry: HistoryEntry): boolean => entry.epoch <= epoch && entry.epoch + BigInt(epochs) > epoch;
  // A call has one slice for all its accounts: those whose rings are at the same place go together.
  places.sort((a, b) => a.latest - b.latest || a.index - b.index);
  const parts = Array.from({ length: Math.ceil(places.length / PAGE) }, (_, at) =>
    places.slice(at * PAGE, (at + 1) * PAGE),
  );
  const readPart = async (part: Place[]): Promise<void> => {
    const [first, last] = [(part[0] as Place).latest - epochs + 1, (part.at(-1) as Place).latest];
    // One that has just begun anew has its older entries at the end: then the whole ring.
    const [from, until] = first < 0 ? [0, HISTORY_ENTRIES - 1] : [first, last];
    const slice = {
      at: HISTORY_ENTRIES_AT + from * HISTORY_ENTRY_BYTES,
      bytes: (until - from + 1) * HISTORY_ENTRY_BYTES,
    };
    const round = await fetchRound(
      reader,
      part.map(({ index }) => ({ address: addresses[index] as PublicKey, ...slice })),
    );
    part.forEach(({ index }, at) => {
      const data = round.accounts[at]?.data;
      if (data)
        facts[index] = decodeHistoryEntries(data)
          .filter(isRecent)
          .sort((a, b) => Number(a.epoch - b.epoch));
    });
  };
  const readTips = async (): Promise<void> => {
    const round = await fetchRound(
      reader,
      others.map((index) => ({
        ...{ address: tipDistributionAddress(votes[index] as PublicKey, epoch - 1n), at: 0 },
        bytes: TIP_DISTRIBUTION_BYTES,
      })),
    );
    others.forEach((index, at) => {
      const account = owned(round.accounts[at], TIP_DISTRIBUTION_PROGRAM_ID);
      const tips = account && readable(() => decodeTipDistribution(account.data));
      if (!tips) return;
      const unknown = { commissionBps: undefined, credits: undefined, stake: undefined };
      facts[index] = [{ epoch: tips.epoch, mevCommissionBps: tips.commissionBps, ...unknown }];
    });
  };
  await Promise.all([...parts.map(readPart), ...(epoch > 0n && others.length > 0 ? [readTips()] : [])]);
  return facts;
}
