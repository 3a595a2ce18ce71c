// What would hold up the page runs here: scenarios, and published score files. It reads the chain by itself.
import { PublicKey } from "@solana/web3.js";
import {
  connect,
  type Deployment,
  delegatedLamports,
  deployment,
  fetchSnapshot,
  fetchValidatorList,
  isTruestakeError,
  type Nodes,
  nodesOf,
  PROGRAM_ID,
} from "@truestake/sdk";
import { target as targetOf } from "@truestake/sdk/math";
import {
  concentrationOf,
  explainValidator,
  fetchSituations,
  fetchStakeRules,
  proofOfBacking,
} from "@truestake/sdk/operators";
import { holdingsNow, policyOf, scoresOf, shareOf } from "@truestake/sdk/quotes";
import * as scenarios from "@truestake/sdk/scenario";
import { chainDifferences, explained, isKnown, type Recomputed, recomputed, UNKNOWN } from "@truestake/sdk/scores";
import { fetchVoteAccounts } from "@truestake/sdk/validators";
import type {
  Answered,
  Asked,
  Commissions,
  Earning,
  Explanation,
  Hit,
  Listed,
  Question,
  Questions,
  Run,
  Seen,
  WorkPlace,
} from "./protocol";
import * as steward from "./steward";

let state: scenarios.ScenarioState | undefined;
let scores: Recomputed | undefined;

function open({ rpc, mint, programId }: WorkPlace): { nodes: Nodes; id: Deployment } {
  const id = deployment({
    mint: new PublicKey(mint),
    programId: programId ? new PublicKey(programId) : PROGRAM_ID,
  });
  return { nodes: nodesOf(rpc.map((url) => connect(url))), id };
}

/** A worker that was given up takes with it what it had read. */
const lost = (what: string): Error => Object.assign(new Error(`no ${what} has been read`), { name: "ReadingLost" });

function current(): scenarios.ScenarioState {
  if (!state) throw lost("pool");
  return state;
}

function validatorsOf(of: scenarios.ScenarioState, hit: Hit): number[] {
  if ("largest" in hit) return scenarios.largestValidators(of, hit.largest);
  const found = of.validators.find(({ record }) => record.vote.toBase58() === hit.vote);
  return found ? [found.record.index] : [];
}

const rewardOf = ({ pool }: scenarios.ScenarioState, { earnsPercent }: Earning): number =>
  Math.round((scenarios.rewardOf(pool) * earnsPercent) / 100);

/** Inputs with the reward that they are to earn, instead of its part of today's. */
function rewarded<T extends Earning>(of: scenarios.ScenarioState, { earnsPercent, ...inputs }: T) {
  return { ...inputs, rewardPpb: rewardOf(of, { earnsPercent }) };
}

function outcomeOf(of: scenarios.ScenarioState, asked: Questions["run"]["ask"]) {
  switch (asked.scenario) {
    case "slash":
    case "outage": {
      const { earnsPercent, ...inputs } = asked.inputs;
      const given = { ...inputs, validators: validatorsOf(of, inputs), rewardPpb: rewardOf(of, { earnsPercent }) };
      const { vote: _, largest: __, ...rest } = given as typeof given & { vote?: string; largest?: number };
      return asked.scenario === "slash"
        ? scenarios.slash(of, rest as Partial<scenarios.SlashInputs>)
        : scenarios.outage(of, rest as Partial<scenarios.OutageInputs>);
    }
    case "exit":
      return scenarios.exit(of, rewarded(of, asked.inputs));
    case "slots":
      return scenarios.slots(of, rewarded(of, asked.inputs));
    case "keeper":
      return scenarios.keeper(of, rewarded(of, asked.inputs));
    case "leverage":
      return scenarios.leverage(of, rewarded(of, asked.inputs));
    case "rent": {
      const { timesRent, ...inputs } = asked.inputs;
      return scenarios.rent(of, { ...inputs, stakeRent: of.stakeRent * BigInt(timesRent) });
    }
    case "instant":
      return scenarios.instant(of, asked.inputs);
    case "band":
      return scenarios.band(of, asked.inputs);
  }
}

async function listed({ nodes, id }: ReturnType<typeof open>): Promise<Listed> {
  const snapshot = await fetchSnapshot(nodes, id);
  const records = snapshot.validators.records();
  const stakes = records.map(delegatedLamports);
  const [policy, holdings, scores] = [policyOf(snapshot.pool), holdingsNow(snapshot), scoresOf(snapshot.validators)];
  const rows = records.map((record, at) => {
    const { vote, score, earning } = record;
    const target = targetOf(policy, holdings, scores, shareOf(record));
    return { vote: vote.toBase58(), stake: stakes[at] ?? 0n, target, score, earned: earning.earned };
  });
  return { rows, spread: concentrationOf(stakes) };
}

async function seen({ nodes, id }: ReturnType<typeof open>, vote: PublicKey): Promise<Seen> {
  const [snapshot, rules, votes] = await Promise.all([
    fetchSnapshot(nodes, id),
    fetchStakeRules(nodes),
    fetchVoteAccounts(nodes, [vote]),
  ]);
  const found = snapshot.validators.find(vote);
  const [situation] = found ? await fetchSituations(nodes, snapshot.pool, [found]) : [];
  const whole = situation && explainValidator(snapshot, rules, situation);
  return {
    explanation: whole && {
      ...{ stake: whole.stake, target: whole.target, cooling: whole.cooling, next: whole.next },
      ...{ lamports: whole.lamports, binding: whole.binding },
      record: {
        ...{ score: whole.record.score, cap: whole.record.cap, keep: whole.record.keep },
        ...{ listedEpoch: whole.record.listedEpoch, earning: whole.record.earning },
      },
    },
    staked: snapshot.validators.records().reduce((sum, each) => sum + delegatedLamports(each), 0n),
    commissionBps: votes[0]?.account?.commissionBps,
  };
}

async function commissions({ nodes, id }: ReturnType<typeof open>): Promise<Commissions> {
  const staked = (await fetchValidatorList(nodes, id)).records().filter((record) => delegatedLamports(record) > 0n);
  const votes = await fetchVoteAccounts(
    nodes,
    staked.map(({ vote }) => vote),
  );
  const found = staked.flatMap((record, at) => {
    const commissionBps = votes[at]?.account?.commissionBps;
    return commissionBps === undefined ? [] : [{ stake: delegatedLamports(record), commissionBps }];
  });
  const total = found.reduce((sum, { stake }) => sum + stake, 0n);
  const taken = found.reduce((sum, { stake, commissionBps }) => sum + stake * BigInt(commissionBps), 0n);
  // For display alone: a mean with parts of a basis point.
  const meanBps = total > 0n ? Number((taken * 1_000n) / total) / 1_000 : undefined;
  return { meanBps, unknown: staked.length - found.length };
}

const answers: { [Name in Question]: (ask: Questions[Name]["ask"]) => Promise<Questions[Name]["answer"]> } = {
  validators: async ({ place }) => listed(open(place)),
  validator: async ({ place, vote }) => seen(open(place), new PublicKey(vote)),
  commissions: async ({ place }) => commissions(open(place)),
  bonds: async ({ place }) => steward.bonds(open(place)),
  taken: async ({ place, votes }) => steward.taken(open(place), votes),
  member: async ({ place, vote, lossesBps }) => steward.member(open(place), vote, lossesBps),
  policy: async ({ place }) => steward.policy(open(place)),
  proof: async ({ place }) => {
    const { nodes, id } = open(place);
    return proofOfBacking(nodes, id);
  },
  state: async ({ place }) => {
    const { nodes, id } = open(place);
    state = await scenarios.fetchScenarioState(nodes, id);
    const { clock, validators, tickets, pool, stakeRent } = state;
    return {
      ...{ slot: clock.slot, epoch: clock.epoch, validators: validators.length, tickets: tickets.length },
      ...{ rewardPpb: scenarios.rewardOf(pool), stakeRent },
    };
  },
  run: async (asked) => {
    const of = current();
    const outcome = outcomeOf(of, asked);
    const seed = "seed" in outcome.inputs ? outcome.inputs.seed : null;
    return { ...outcome, hash: await scenarios.inputsHash(outcome, of), seed } as Run;
  },
  file: async () => `${scenarios.stateToJson(current())}\n`,
  scores: async ({ place, text, name }) => {
    const { nodes, id } = open(place);
    const found = await recomputed(text, name);
    const { document, inputs, hash, differences } = found;
    if (inputs.pool.pool !== id.pool.toBase58()) {
      throw Object.assign(new Error(inputs.pool.pool), { name: "OtherPool" });
    }
    const list = await fetchValidatorList(nodes, id);
    scores = found;
    return {
      ...{ hash: document.hash, epoch: inputs.network.epoch, differences, hashMatches: hash === document.hash },
      chain: chainDifferences(document.result, list.records()),
      reasons: Object.fromEntries(
        found.scores.scored.map(({ vote, binding, reason, points }) => [vote, { binding, reason, points }]),
      ),
    };
  },
  explain: async ({ vote }) => {
    if (!scores) throw lost("score file");
    const { inputs, policy } = scores;
    const { rated, ...rest } = explained(inputs, policy, vote);
    const { points, gates, firstClear } = rated;
    const facts = inputs.network.validators.find((each) => each.vote === vote);
    const now = { epoch: inputs.network.epoch, commission: facts?.commission ?? UNKNOWN };
    const commissions = [...(facts?.commissions ?? []), now].flatMap(({ epoch, commission }) =>
      isKnown(commission) ? [{ epoch, commissionBps: commission }] : [],
    );
    return { ...rest, points, gates, firstClear, isKnown: facts !== undefined, commissions } satisfies Explanation;
  },
};

const failureOf = (error: unknown) => ({
  name: error instanceof Error ? error.name : "Error",
  message: error instanceof Error ? error.message : String(error),
  isOwn: isTruestakeError(error),
});

// One after the other: a run never sees half of a state.
let last: Promise<unknown> = Promise.resolve();

addEventListener("message", ({ data: { id, question, ask } }: MessageEvent<Asked>) => {
  const answer = async (): Promise<Answered> => {
    try {
      return { id, answer: await answers[question](ask as never) };
    } catch (error) {
      return { id, failure: failureOf(error) };
    }
  };
  last = last.then(answer).then((message) => {
    try {
      postMessage(message);
    } catch (error) {
      // What cannot be copied is told as an error: the questions behind it wait for this one.
      postMessage({ id, failure: failureOf(error) });
    }
  });
});
