// Reads all that scores are made of: a few calls whatever the number of validators, and slices of accounts, 100 with a call.
import path from "node:path";
import { PublicKey } from "@solana/web3.js";
import {
  type Deployment,
  decodePool,
  decodeValidatorList,
  delegatedLamports,
  fetchClock,
  fetchMany,
  TruestakeError,
} from "@truestake/sdk";
import {
  type EpochCommission,
  type Facts,
  type Inputs,
  isKnown,
  type Known,
  known,
  type Network,
  type PoolFacts,
  UNKNOWN,
} from "@truestake/sdk/scores";
import {
  CREDIT_EPOCHS,
  type FoundVote,
  fetchJitoFacts,
  fetchRewardRate,
  fetchVoteAccounts,
  type JitoFacts,
  VOTE_ACCOUNT_BYTES,
} from "@truestake/sdk/validators";
import { resolved, stateFolder } from "../context/config";
import type { Context } from "../context/context";
import { History } from "./history";

export interface ReadOptions {
  /** Closed epochs that are wanted. */
  window: number;
  /** Whether Jito's accounts are read. */
  jito: boolean;
  /** The file of our own notes; one for each cluster in the state folder if not given. */
  history?: string | undefined;
  /** Vote accounts that are wanted beside the network's and the pool's. */
  extra?: readonly PublicKey[];
}

/** What `getVoteAccounts` says of a validator. */
interface Voting {
  nodePubkey: string | undefined;
  activatedStake: number;
  delinquent: boolean;
}

interface Node {
  version: string | null;
  client: string | null;
  gossip: string | null;
}

/** Reads the network alone. */
export async function readNetwork(context: Context, options: ReadOptions): Promise<Network> {
  return networkOf(context, options, []);
}

/** Reads network and pool; the pool that is asked for if not given. */
export async function readInputs(context: Context, options: ReadOptions, place?: Deployment): Promise<Inputs> {
  const pool = await readPool(context, place ?? (await context.deployment()));
  const network = await networkOf(
    context,
    options,
    pool.validators.map(({ vote }) => new PublicKey(vote)),
  );
  return { network, pool };
}

async function readPool(context: Context, place: Deployment): Promise<PoolFacts> {
  const [pool, validators] = await fetchMany(context.nodes, [place.pool, place.validators]);
  if (!pool || !validators) {
    const args = { address: place.pool };
    throw new TruestakeError("AccountMissing", `there is no pool of ${place.mint.toBase58()}`, { args });
  }
  const { maxValidatorShare, maxMove } = decodePool(place.pool, pool.data, place.programId);
  return {
    ...{ pool: place.pool.toBase58(), mint: place.mint.toBase58(), maxValidatorShare, maxMove },
    validators: decodeValidatorList(validators.data)
      .records()
      .map((record) => ({
        ...{ vote: record.vote.toBase58(), index: record.index, score: record.score, cap: record.cap },
        ...{ keep: record.keep !== 0, stake: delegatedLamports(record) },
      })),
  };
}

async function networkOf(context: Context, options: ReadOptions, wanted: readonly PublicKey[]): Promise<Network> {
  const { nodes } = context;
  const [clock, genesis, voting, cluster, rent] = await Promise.all([
    fetchClock(nodes),
    context.ask("getGenesisHash", (connection) => connection.getGenesisHash()),
    votingOf(context),
    nodesOf(context),
    context.ask("getMinimumBalanceForRentExemption", (connection) =>
      connection.getMinimumBalanceForRentExemption(VOTE_ACCOUNT_BYTES),
    ),
  ]);
  const { epoch, slot, slotsInEpoch, unixTimestamp: time } = clock;
  const names = new Set([...voting.keys(), ...[...wanted, ...(options.extra ?? [])].map((vote) => vote.toBase58())]);
  const votes = [...names].sort().map((name) => new PublicKey(name));
  const [rate, found, jito] = await Promise.all([
    fetchRewardRate(nodes, epoch),
    fetchVoteAccounts(nodes, votes),
    options.jito ? fetchJitoFacts(nodes, votes, { epoch, epochs: options.window + 1 }) : undefined,
  ]);
  const first = epoch > BigInt(options.window) ? epoch - BigInt(options.window) : 0n;
  const epochs = Array.from({ length: Number(epoch - first) }, (_, at) => first + BigInt(at));
  const shown = options.history;
  const file = shown
    ? resolved(context.io, shown)
    : path.join(stateFolder(context.io), "validators", `${genesis}.jsonl`);
  const history = History.read(file, shown ?? file);
  const validators = votes.map((vote, at): Facts => {
    const name = vote.toBase58();
    // The node lists all that have stake and all that vote: who is not among them has and does neither. An empty list says nothing.
    const none =
      found[at] && voting.size > 0 ? { nodePubkey: undefined, activatedStake: 0, delinquent: true } : undefined;
    const own = factsOf(name, found[at], { voting: voting.get(name) ?? none, cluster, jito: jito?.[at], epochs });
    return {
      ...own,
      commissions: merged(history.of(name, first, epoch), jitoCommissions(jito?.[at] ?? [], first, epoch)),
    };
  });
  history.note(epoch, validators);
  return {
    ...{ genesis, epoch, slot, slotsInEpoch, time, epochs, rate: known(rate), voteRent: BigInt(rent), validators },
  };
}

async function votingOf(context: Context): Promise<Map<string, Voting>> {
  const { current, delinquent } = await context.ask("getVoteAccounts", (connection) =>
    connection.getVoteAccounts("confirmed"),
  );
  const entry = (isDelinquent: boolean) => (each: (typeof current)[number]) =>
    [each.votePubkey, { ...each, delinquent: isDelinquent }] as const;
  return new Map([...current.map(entry(false)), ...delinquent.map(entry(true))]);
}

async function nodesOf(context: Context): Promise<Map<string, Node>> {
  const found = await context.ask("getClusterNodes", (connection) => connection.getClusterNodes());
  return new Map(
    found.map((each) => {
      const { clientId = null } = each as { clientId?: string | null };
      return [each.pubkey, { version: each.version, client: clientId, gossip: each.gossip }];
    }),
  );
}

/** The /24 of an address with a port. */
function prefixOf(gossip: string | null | undefined): Known<string> {
  const [, prefix] = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}(?::\d+)?$/.exec(gossip ?? "") ?? [];
  return prefix === undefined ? UNKNOWN : `${prefix}.0/24`;
}

function factsOf(
  vote: string,
  found: FoundVote | undefined,
  of: {
    voting: Voting | undefined;
    cluster: Map<string, Node>;
    jito: JitoFacts | undefined;
    epochs: readonly bigint[];
  },
): Facts {
  const { voting, cluster } = of;
  const account = found?.account;
  const identity = account?.node.toBase58() ?? voting?.nodePubkey;
  const node = identity === undefined ? undefined : cluster.get(identity);
  const latest = of.jito?.filter(({ mevCommissionBps }) => mevCommissionBps !== undefined).at(-1);
  return {
    ...{ vote, identity: known(identity) },
    stake: voting ? BigInt(voting.activatedStake) : UNKNOWN,
    delinquent: known(voting?.delinquent),
    commission: known(account?.commissionBps),
    blockCommission: known(account?.blockCommissionBps),
    mevCommission: known(latest?.mevCommissionBps),
    // A vote account of version 3 has no room for a key.
    bls: account ? account.blsKey !== undefined : UNKNOWN,
    balance: known(found?.lamports),
    ...{ version: known(node?.version), client: known(node?.client), prefix: prefixOf(node?.gossip) },
    ...creditsOf(account, of.epochs),
    commissions: [],
  };
}

/** Credits of whole epochs: 0 where it did not vote in one, unknown before its first whole one. */
function creditsOf(account: FoundVote["account"], epochs: readonly bigint[]): Pick<Facts, "firstEpoch" | "credits"> {
  const [first] = account?.credits ?? [];
  if (!account || !first) return { firstEpoch: UNKNOWN, credits: epochs.map(() => UNKNOWN) };
  const earned = new Map(account.credits.map(({ epoch, credits }) => [epoch, credits]));
  // Where the account keeps as many epochs as it can, its first is not where it began.
  const isWhole = account.credits.length >= CREDIT_EPOCHS;
  const credits = epochs.map((epoch): Known<bigint> => {
    if (epoch < first.epoch || (epoch === first.epoch && !isWhole)) return UNKNOWN;
    return earned.get(epoch) ?? 0n;
  });
  return { firstEpoch: first.epoch, credits };
}

const jitoCommissions = (entries: JitoFacts, from: bigint, until: bigint): EpochCommission[] =>
  entries
    .filter(({ epoch }) => epoch >= from && epoch < until)
    .map(({ epoch, commissionBps, mevCommissionBps }) => ({
      ...{ epoch, commission: known(commissionBps), mev: known(mevCommissionBps) },
    }));

const more = (a: Known<number>, b: Known<number>): Known<number> =>
  isKnown(a) && isKnown(b) ? Math.max(a, b) : isKnown(a) ? a : b;

/** Of both what is higher, epoch by epoch. */
function merged(own: readonly EpochCommission[], jito: readonly EpochCommission[]): EpochCommission[] {
  const all = new Map<bigint, EpochCommission>();
  for (const each of [...own, ...jito]) {
    const before = all.get(each.epoch);
    const commission = more(each.commission, before?.commission ?? UNKNOWN);
    all.set(each.epoch, { epoch: each.epoch, commission, mev: more(each.mev, before?.mev ?? UNKNOWN) });
  }
  return [...all.values()].sort((a, b) => (a.epoch < b.epoch ? -1 : 1));
}
