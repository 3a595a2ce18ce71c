// The pool's steward, as the worker answers for it: all by the SDK's own words and numbers.
import { PublicKey } from "@solana/web3.js";
import { type Deployment, fetchParts, isTruestakeError, type Nodes } from "@truestake/sdk";
import {
  decidingGate,
  explainMember,
  fetchSteward,
  fetchStewarded,
  fetchVotes,
  gatesOf,
  type Member,
  measuredOf,
  reportOf,
  type StewardSituation,
  stewardMath,
  stewardOf,
  termsOf,
} from "@truestake/sdk/steward";
import type { BondRow, Bonds, MemberSeen, PolicySeen, Taken } from "./protocol";

/** A pool that was opened. */
export interface Opened {
  nodes: Nodes;
  id: Deployment;
}

let turn = 0;
let read: StewardSituation | undefined;

function rowOf(member: Member, isListed: boolean): BondRow {
  const { vote, tokens, debt, quality, gates, ratedEpoch } = member;
  const gate = decidingGate(gatesOf(gates));
  return {
    ...{ vote: vote.toBase58(), tokens, debt, isListed },
    pledged: stewardMath.pledgeAt(member, read?.clock.epoch ?? 0n),
    rated: ratedEpoch === 0n ? undefined : { quality, gate: gate && { name: gate.name, isHard: gate.isHard } },
  };
}

export async function bonds({ nodes, id }: Opened): Promise<Bonds> {
  read = await fetchStewarded(nodes, stewardOf(id));
  const { members, records, steward } = read;
  // Nothing in it needs a vote account.
  const { knownEpochs, terms } = reportOf({ ...read, members: { ...members, members: [] } }, new Map());
  return {
    ...{ turn: ++turn, tokens: steward.bondTokens, ratioPpb: terms.ratio, knownEpochs },
    rows: members.members.map((member) => rowOf(member, records.has(member.vote.toBase58()))),
  };
}

export async function taken({ nodes }: Opened, votes: string[]): Promise<Record<string, Taken>> {
  if (!read) throw new Error("no steward has been read");
  const { members, steward, records } = read;
  const terms = termsOf(read);
  const wanted = new Set(votes);
  const shown = members.members.filter(({ vote }) => wanted.has(vote.toBase58()));
  const accounts = await fetchVotes(
    nodes,
    shown.map(({ vote }) => vote),
  );
  return Object.fromEntries(
    shown.flatMap((member) => {
      const vote = member.vote.toBase58();
      const record = records.get(vote);
      if (!record) return [];
      const found = measuredOf(member, steward, terms, record, stewardMath.seeVote(accounts.get(vote)));
      return [[vote, { measured: found.commissionBps, isOver: found.owed.commission > 0n }]];
    }),
  );
}

export async function member(
  { nodes, id }: Opened,
  vote: string,
  lossesBps: number[],
): Promise<MemberSeen | undefined> {
  try {
    const view = { connection: nodes, deployment: id };
    const found = await explainMember(view, { vote: new PublicKey(vote), lossesBps });
    // Addresses do not survive being copied to the page.
    const { vote: _, owner: __, ...rest } = found;
    return { ...rest, isOver: (found.earning?.owed.commission ?? 0n) > 0n };
  } catch (error) {
    if (isTruestakeError(error) && (error.name as string) === "MemberNotFound") return undefined;
    throw error;
  }
}

export async function policy({ nodes, id }: Opened): Promise<PolicySeen> {
  const [steward, { pool, clock }] = await Promise.all([
    fetchSteward(nodes, stewardOf(id)),
    fetchParts(nodes, id, ["pool", "clock"]),
  ]);
  const { policy: of, ratio, most, epoch } = termsOf({ steward, pool, clock });
  return {
    ...{ steward: steward.steward.toBase58(), policy: of, managedSince: steward.managedSince },
    next: steward.policyEpoch > epoch ? { policy: steward.nextPolicy, epoch: steward.policyEpoch } : undefined,
    ...{ tokens: steward.bondTokens, counted: steward.countedTokens, terms: { ratio, most } },
  };
}
