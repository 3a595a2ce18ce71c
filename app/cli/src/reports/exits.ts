// The ways out side by side, and the stake accounts that somebody has taken on their way to SOL.
import type { PublicKey } from "@solana/web3.js";
import {
  type ChainClock,
  decodeStakeAccount,
  exitStakeAddress,
  fetchClock,
  fetchMany,
  isOwnedBy,
  minimumFor,
  type Pool,
  type StakeAccount,
  type Ticket,
  type TruestakeClient,
} from "@truestake/sdk";
import { coolingOf, type StakeState, stakeStateOf } from "@truestake/sdk/math";
import { fetchRent, fetchStakeHistoryFor } from "@truestake/sdk/operators";
import { claimableNow, type ExitPlan, type ExitWay, isDone } from "@truestake/sdk/quotes";
import { utc } from "../output/words";
import { secondsUntil, slotSeconds } from "./epochs";

export const WAYS = ["liquid", "ticket", "stake"] as const;
export type Way = (typeof WAYS)[number];

/** One way out, as it is shown. */
export interface ShownWay {
  way: Way;
  possible: boolean;
  /** Why not. */
  refusal: string | null;
  /** The least that arrives, slippage taken off. */
  least: bigint;
  lamports: bigint;
  fee: bigint;
  /** Rent that is needed meanwhile and comes back. */
  rent: bigint;
  waitEpochs: bigint;
  /** Seconds until it is SOL in the wallet, if the cranks run. */
  waitSeconds: number;
  /** When that is. */
  ready: string;
}

export interface Ways {
  plan: ExitPlan;
  clock: ChainClock;
  perSlot: number;
  ways: ShownWay[];
}

export async function waysOf(client: TruestakeClient, tokens: bigint, slippageBps?: number): Promise<Ways> {
  const [plan, clock, perSlot] = await Promise.all([
    client.planExit({ tokens }),
    fetchClock(client.connection),
    slotSeconds(client.connection),
  ]);
  const ways = WAYS.map((way) => shownWay(way, plan[way], { clock, perSlot, slippageBps }));
  return { plan, clock, perSlot, ways };
}

/** Lamports that claiming each ticket brings now; undefined where it would do nothing. */
export async function claimsOn(
  { connection }: TruestakeClient,
  pool: Pool,
  tickets: readonly Ticket[],
): Promise<(bigint | undefined)[]> {
  if (tickets.every(({ claimableLamports }) => claimableLamports === 0n)) {
    return tickets.map((ticket) => (isDone(pool, ticket) ? 0n : undefined));
  }
  const [rentOf, accounts] = await Promise.all([
    fetchRent(connection),
    fetchMany(
      connection,
      tickets.map(({ address }) => address),
    ),
  ]);
  return tickets.map((ticket, at) => {
    const lamports = claimableNow(pool, ticket, BigInt(accounts[at]?.lamports ?? 0), rentOf);
    return lamports > 0n || isDone(pool, ticket) ? lamports : undefined;
  });
}

function shownWay(
  way: Way,
  { possible, refusal, lamports, fee, rent, waitEpochs }: ExitWay,
  { clock, perSlot, slippageBps }: { clock: ChainClock; perSlot: number; slippageBps: number | undefined },
): ShownWay {
  const waitSeconds = secondsUntil(clock, waitEpochs, perSlot);
  return {
    ...{ way, possible, refusal: refusal?.message ?? null },
    ...{ least: possible ? minimumFor(lamports, slippageBps) : 0n, lamports, fee, rent, waitEpochs, waitSeconds },
    ready: utc(clock.unixTimestamp + BigInt(waitSeconds)),
  };
}

/** Where a stake account that was taken stands. */

export interface TakenStake {
  account: StakeAccount;
  state: StakeState;
  /** Epochs until it is SOL, if it is deactivated now or was: more than one where the cluster's limit holds it back. */
  waitEpochs: bigint;
}

const WINDOW = 64;
const WINDOWS = 2;

/** The stake accounts that an owner has taken out of a pool and still has, by the nonces that the SDK uses; others by address. */
export async function takenStakes(
  client: TruestakeClient,
  owner: PublicKey,
  more: readonly PublicKey[] = [],
): Promise<{ taken: TakenStake[]; clock: ChainClock }> {
  const { connection, deployment } = client;
  const clock = await fetchClock(connection);
  const found: StakeAccount[] = [];
  const look = async (addresses: readonly PublicKey[]): Promise<number> => {
    const accounts = await fetchMany(connection, [...addresses]);
    const own = accounts.flatMap((account, at) => {
      const stake = decodeStakeAccount(addresses[at] as PublicKey, account);
      return stake && isOwnedBy(stake, owner) ? [stake] : [];
    });
    for (const stake of own) if (!found.some(({ address }) => address.equals(stake.address))) found.push(stake);
    return own.length;
  };
  const window = (number: number) =>
    Array.from({ length: WINDOW }, (_, at) => exitStakeAddress(deployment, owner, BigInt(number * WINDOW + at)));
  let last = 0;
  for (let number = 0; number < WINDOWS || last > 0; number++) last = await look(window(number));
  if (more.length > 0) await look(more);
  if (found.length === 0) return { taken: [], clock };
  const { epoch } = clock;
  const history = await fetchStakeHistoryFor(connection, epoch, found);
  const taken = found.map((account) => ({
    account,
    state: stakeStateOf(account.delegation, epoch, history),
    waitEpochs: (account.delegation && coolingOf(account.delegation, epoch, history)?.epochs) ?? 1n,
  }));
  return { taken, clock };
}
