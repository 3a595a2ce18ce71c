// A pool as numbers: for metrics at every look, and once an epoch for the history.
import {
  type ChainReader,
  type ChainSender,
  delegatedLamports,
  fetchQueue,
  isError,
  isFresh,
  type PoolSnapshot,
  TicketStatus,
  type TruestakeClient,
} from "@truestake/sdk";
import { concentrationOf, type NetworkStake, superminorityOf } from "@truestake/sdk/operators";
import { liquidityFeesAt, priceAt, quoteLiquidUnstake } from "@truestake/sdk/quotes";
import { fetchBlsFlags } from "@truestake/sdk/validators";
import type { HistoryLine } from "./history";
import type { Costs } from "./ledger";
import type { EpochNumbers, PoolNumbers } from "./metrics";

const SOL = 1_000_000_000n;
/** SOL whose sale at once is priced. */
const SIZES = [1n, 10n, 100n, 1_000n, 10_000n];

export function poolNumbers(snapshot: PoolSnapshot, slotMilliseconds: number): PoolNumbers {
  const { pool, clock, validators, liquidity } = snapshot;
  const { total, supply } = priceAt(pool, clock.slot);
  const lag = isFresh(snapshot) ? 0 : (Number(clock.slot - clock.epochStartSlot) * slotMilliseconds) / 1_000;
  return {
    ...{ epoch: clock.epoch, updatedEpoch: pool.lastUpdateEpoch, lagSeconds: lag },
    unmeasured: validators.unmeasured(clock.epoch).length,
    priceRatio: supply === 0n ? 0 : Number((total * SOL) / supply) / Number(SOL),
    ...{ total, reserve: pool.reserveLamports, queue: pool.queuedLamports },
    liquidity: liquidity?.solLamports ?? 0n,
  };
}

/** Basis points, with two decimals, that a sale of so many lamports' worth costs; null where it cannot be. */
function saleCost(snapshot: PoolSnapshot, lamports: bigint): number | null {
  const { total, supply } = priceAt(snapshot.pool, snapshot.clock.slot);
  try {
    const quote = quoteLiquidUnstake(snapshot, (lamports * supply) / total);
    return Number((quote.fee * 1_000_000n) / (quote.lamports + quote.fee)) / 100;
  } catch {
    return null;
  }
}

interface Listed {
  votePubkey: string;
  activatedStake: number;
}

interface Votes {
  getVoteAccounts?(): Promise<{ current: Listed[]; delinquent: Listed[] }>;
}

const stakeOf = ({ votePubkey, activatedStake }: Listed): NetworkStake => ({
  ...{ vote: votePubkey, stake: BigInt(activatedStake) },
});

/** Shares of the pool's stake. What a node does not tell is not there. */
async function sharesOf(
  { validators }: PoolSnapshot,
  reader: ChainReader,
  chain: ChainSender,
): Promise<EpochNumbers["shares"]> {
  const records = validators.records().filter((record) => delegatedLamports(record) > 0n);
  const total = records.reduce((sum, record) => sum + delegatedLamports(record), 0n);
  const share = (some: typeof records): number =>
    total === 0n
      ? 0
      : Number((some.reduce((sum, record) => sum + delegatedLamports(record), 0n) * 10_000n) / total) / 10_000;
  const among = (votes: ReadonlySet<string>): number => share(records.filter(({ vote }) => votes.has(vote.toBase58())));
  const [listed, keys] = await Promise.all([
    (chain as Votes).getVoteAccounts?.().catch(() => undefined),
    fetchBlsFlags(
      reader,
      records.map(({ vote }) => vote),
    ).catch(() => [undefined]),
  ]);
  const all = [...(listed?.current ?? []), ...(listed?.delinquent ?? [])];
  return {
    removing: share(records.filter(({ score }) => score === 0)),
    // A node that lists nobody says nothing.
    delinquent: listed && all.length > 0 ? among(new Set(listed.delinquent.map((each) => each.votePubkey))) : undefined,
    superminority:
      all.length > 0 ? among(new Set(superminorityOf(all.map(stakeOf)).map(({ vote }) => vote))) : undefined,
    no_bls: keys.includes(undefined) ? undefined : share(records.filter((_, at) => !keys[at])),
  };
}

/** What is looked at once an epoch, when the price is fresh. */
export async function observeEpoch(
  client: TruestakeClient,
  chain: ChainSender,
  snapshot: PoolSnapshot,
  costs: Costs,
): Promise<{ line: HistoryLine; numbers: EpochNumbers }> {
  const { pool, clock, liquidity, validators } = snapshot;
  const [head] = await fetchQueue(client.connection, pool, 1);
  // A ticket is due an epoch after its own: what comes beyond that is waiting.
  const waited = head && head.status === TicketStatus.Queued ? clock.epoch - head.orderedEpoch - 1n : 0n;
  const oldest = waited > 0n ? waited : 0n;
  const concentration = concentrationOf(validators.records().map(delegatedLamports));
  const checked = await client.checkBacking().then(
    (found) => ({ ok: found.held >= found.booked, booked: found.booked, held: found.held }),
    (error) => {
      if (!isError(error, "NotBacked", "SupplyAboveBooks")) throw error;
      return { ok: false, booked: 0n, held: 0n };
    },
  );
  const { total, supply } = priceAt(pool, clock.slot);
  const { booked, held } = checked;
  const short = checked.ok ? 0n : booked > held ? booked - held : 1n;
  const target = liquidity ? liquidityFeesAt(liquidity, pool.updates).target : 0n;
  const line: HistoryLine = {
    version: 1,
    ...{ epoch: Number(clock.epoch), slot: String(clock.slot), mint: pool.mint.toBase58() },
    time: new Date(Number(clock.unixTimestamp) * 1_000).toISOString().replace(/\.\d+Z$/, "Z"),
    price: { total: String(total), supply: String(supply) },
    queue: {
      lamports: String(pool.queuedLamports),
      tickets: String(pool.nextTicket - pool.nextSettlement),
      oldestEpochs: String(oldest),
    },
    liquidity: liquidity ? { lamports: String(liquidity.solLamports), target: String(target) } : null,
    redemption: SIZES.map((sol) => ({ lamports: String(sol * SOL), feeBps: saleCost(snapshot, sol * SOL) })),
    concentration,
    backing: { ok: checked.ok, booked: String(booked), held: String(held) },
    costs: {
      ...{ base: String(costs.base), priority: String(costs.priority), rent: String(costs.rent) },
      ...{ returnable: String(costs.returnable), transactions: costs.transactions },
    },
  };
  return {
    line,
    numbers: {
      ...{
        queueOldestEpochs: oldest,
        backingDifference: short,
        shares: await sharesOf(snapshot, client.connection, chain),
      },
      concentration: {
        ...{ hhi: concentration.hhi / 10_000, n33: concentration.toAThird, largest: concentration.largestBps / 10_000 },
      },
    },
  };
}
