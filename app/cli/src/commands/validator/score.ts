import { decodePool, fetchMany, fetchValidatorList, managerOf, TruestakeError } from "@truestake/sdk";
import {
  chainDifferences,
  epochsText,
  type Inputs,
  isKnown,
  needsJito,
  type Policy,
  published,
  type Scores,
  type Spread,
  scoresOf,
  UNKNOWN,
} from "@truestake/sdk/scores";
import { resolved } from "../../context/config";
import type { Context } from "../../context/context";
import { command, type Given } from "../../framework/command";
import { EXIT, UsageError } from "../../output/exit";
import { facts, table } from "../../output/table";
import { percent } from "../../output/words";
import {
  address,
  amount,
  either,
  extended,
  list,
  object,
  one,
  orNull,
  type Schema,
  text,
  whole,
  yes,
} from "../../schema/build";
import { batchesOf, changesOf, checkDrain } from "../../scores/apply";
import { readPolicy } from "../../scores/policy";
import { readPublished, writePublished } from "../../scores/publish";
import { readInputs } from "../../scores/read";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { reporting } from "../../signing/sent";
import { concentrationSchema } from "./list";
import { ofMean, orUnknown } from "./report";

interface ScoreRow {
  vote: string;
  before: number;
  score: number;
  points: bigint | null;
  performance: bigint | "unknown";
  yield: bigint | "unknown";
  binding: string;
  reason: string;
}

interface Shares {
  mode: "scores";
  epoch: bigint;
  decision: string;
  reason: string;
  changes: number;
  movedBps: number;
  epochsToMove: number;
  capBps: number;
  capsHold: boolean;
  rateKnown: boolean;
  unknownEpochs: bigint[];
  scores: ScoreRow[];
  before: Spread;
  after: Spread;
  /** The file and its hash, where it was written. */
  published: { file: string; hash: string } | null;
}

interface Checked {
  mode: "checked";
  file: string;
  /** The hash that the file names, and whether its content has it. */
  hash: string;
  hashMatches: boolean;
  resultMatches: boolean;
  /** Whether the chain's scores are the file's. */
  chainMatches: boolean;
  differences: string[];
}

interface Change {
  vote: string;
  before: number;
  score: number;
}

type Result = Shares | Checked | Shown<{ scores: Change[]; published: Shares["published"] }>;

const spreadSchema = extended(concentrationSchema, {
  ...{ superminorityBps: whole, prefixBps: orUnknown(whole), clientBps: orUnknown(whole) },
});
const publishedSchema: Schema = orNull(object({ file: text, hash: text }));

const schema = either(
  object({
    ...{ mode: one("scores"), epoch: amount, decision: text, reason: text, changes: whole, movedBps: whole },
    ...{ epochsToMove: whole, capBps: whole, capsHold: yes, rateKnown: yes, unknownEpochs: list(amount) },
    scores: list(
      object({
        ...{ vote: address, before: whole, score: whole, points: orNull(amount), performance: orUnknown(amount) },
        ...{ yield: orUnknown(amount), binding: text, reason: text },
      }),
    ),
    ...{ before: spreadSchema, after: spreadSchema, published: publishedSchema },
  }),
  object({
    ...{ mode: one("checked"), file: text, hash: text, hashMatches: yes, resultMatches: yes, chainMatches: yes },
    differences: list(text),
  }),
  ...((actedSchema({
    scores: list(object({ vote: address, before: whole, score: whole })),
    published: publishedSchema,
  }).anyOf as Schema[]) ?? []),
);

/** The policy that the options name, and what it is applied to. */
export async function scoredBy(
  context: Context,
  { options, flags }: Given,
  extra: Parameters<typeof readInputs>[1]["extra"] = [],
): Promise<{ policy: Policy; inputs: Inputs }> {
  if (options.policy === undefined) throw new UsageError("by which policy? Name its file with --policy");
  const policy = readPolicy(resolved(context.io, options.policy), options.policy);
  const inputs = await readInputs(context, {
    ...{ window: policy.window, jito: flags.has("jito") || needsJito(policy), history: options.history, extra },
  });
  return { policy, inputs };
}

function shares({ network }: Inputs, scores: Scores, changes: number, file: Shares["published"]): Shares {
  const { decision, reason, cap, movedBps, epochsToMove, capsHold, rateKnown, unknownEpochs, before, after } = scores;
  return {
    ...{ mode: "scores", epoch: network.epoch, decision, reason, changes, movedBps, epochsToMove, capBps: cap },
    ...{ capsHold, rateKnown, unknownEpochs },
    scores: scores.scored.map((each) => ({
      ...{ vote: each.vote, before: each.before, score: each.score, points: each.points },
      ...{
        performance: each.performance,
        yield: rateKnown ? each.yield : UNKNOWN,
        binding: each.binding,
        reason: each.reason,
      },
    })),
    ...{ before, after, published: file },
  };
}

async function check(context: Context, shownFile: string): Promise<Checked> {
  const { document, inputs, hash, differences } = await readPublished(resolved(context.io, shownFile), shownFile);
  const place = await context.deployment();
  if (inputs.pool.pool !== place.pool.toBase58()) {
    throw new UsageError(`${shownFile}: it is of the pool ${inputs.pool.pool}, not of ${place.pool.toBase58()}`);
  }
  const chain = await fetchValidatorList(context.nodes, place);
  const wrong = chainDifferences(document.result, chain.records()).map(
    ({ vote, chain: own, file }) => `${vote}: ${own ?? "nothing"} on the chain, ${file ?? "nothing"} in the file`,
  );
  const hashMatches = hash === document.hash;
  return {
    ...{ mode: "checked", file: shownFile, hash: document.hash, hashMatches, resultMatches: differences.length === 0 },
    chainMatches: wrong.length === 0,
    differences: [...(hashMatches ? [] : [`the file's content has the hash ${hash}`]), ...differences, ...wrong],
  };
}

async function scored(context: Context, given: Given): Promise<Result> {
  const { options, flags } = given;
  const { globals } = context;
  const isApplied = flags.has("apply");
  const way =
    globals.squads !== undefined ? "--squads" : globals.printOnly ? "--print-only" : globals.dryRun ? "--dry-run" : "";
  if (way !== "" && !isApplied) throw new UsageError(`${way} is about sending: say --apply, too`);
  const { policy, inputs } = await scoredBy(context, given);
  const scores = scoresOf(inputs, policy);
  const changes = changesOf(scores, inputs.pool);
  if (isApplied) checkDrain(scores);
  const document = await published(inputs, policy, scores);
  const { publish } = options;
  if (publish !== undefined) writePublished(resolved(context.io, publish), document);
  const file = publish === undefined ? null : { file: publish, hash: document.hash };
  if (!isApplied) return shares(inputs, scores, changes.length, file);
  if (changes.length === 0) {
    context.note("The chain has these scores already: nothing to send.");
    return shares(inputs, scores, 0, file);
  }
  const place = await context.deployment();
  const [account] = await fetchMany(context.nodes, [place.pool]);
  if (!account) throw new TruestakeError("AccountMissing", `there is no pool at ${place.pool.toBase58()}`);
  const manager = managerOf(decodePool(place.pool, account.data, place.programId));
  const isWrapped = globals.squads !== undefined || globals.printOnly === true;
  const batches = batchesOf(changes, { place, manager, isWrapped });
  // One message is printed; what is left is planned anew once it has landed.
  const now = globals.printOnly ? batches.slice(0, 1) : batches;
  if (now.length < batches.length) {
    context.note(`The first of ${batches.length} transactions; run this again for the others once it has landed.`);
  }
  const acted = await act(context, {
    question: `Set ${changes.length} scores, in ${batches.length} transactions?`,
    kind: "steps",
    run: (own) => {
      const results: unknown[] = [];
      return reporting(results, async () => {
        for (const batch of now) results.push(await own.setScores({ changes: batch }));
        return results;
      });
    },
  });
  const before = new Map(scores.scored.map((each) => [each.vote, each.before]));
  const lines = changes.map(({ vote, score }) => ({
    ...{ vote: vote.toBase58(), before: before.get(vote.toBase58()) ?? 0, score },
  }));
  return shown(acted, () => ({ scores: lines, published: file }));
}

function spreadText({ hhi, largestBps, toAThird, superminorityBps, validators, prefixBps, clientBps }: Spread): string {
  const share = (of: Spread["prefixBps"]) => (isKnown(of) ? percent(of) : UNKNOWN);
  const head = `${validators} with stake, HHI ${hhi}, the largest ${percent(largestBps)}, ${toAThird} to a third`;
  return `${head}, ${percent(superminorityBps)} with the network's superminority, largest /24 ${share(prefixBps)}, client ${share(clientBps)}`;
}

function sharesText(result: Shares, width: number): string {
  const { epoch, decision, reason, changes, movedBps, epochsToMove, capBps, capsHold, rateKnown, unknownEpochs } =
    result;
  const head = facts(
    [
      ["epoch", String(epoch)],
      [
        "decision",
        decision === "kept" ? `the old scores, less what gates and caps take: ${reason}` : `new scores: ${reason}`,
      ],
      [
        "changes",
        changes === 0
          ? "none"
          : `${changes}; ${percent(movedBps)} of the stake moves, in ${epochsToMove} epochs or more`,
      ],
      [
        "cap",
        capsHold ? `${percent(capBps)} each` : `${percent(capBps)} each cannot hold with so few: all get the same`,
      ],
      rateKnown ? undefined : ["unknown", "what inflation brings: yields are in proportion only"],
      unknownEpochs.length > 0 ? ["unknown", `credits of ${epochsText(unknownEpochs)}`] : undefined,
      ["before", spreadText(result.before)],
      ["after", spreadText(result.after)],
      result.published ? ["published", `${result.published.file}, hash ${result.published.hash}`] : undefined,
    ],
    width,
  );
  const rows = table(
    result.scores,
    [
      { title: "validator", of: ({ vote }) => vote, canShrink: true },
      { title: "before", of: ({ before }) => String(before), isNumber: true },
      { title: "score", of: ({ score }) => String(score), isNumber: true },
      { title: "points", of: ({ points }) => (points === null ? "" : String(points)), isNumber: true },
      { title: "of mean", of: ({ performance }) => ofMean(performance), isNumber: true },
      { title: "by", of: ({ binding }) => binding },
    ],
    width,
  );
  return `${head}\n\n${rows}`;
}

function checkedText(
  { file, hash, hashMatches, resultMatches, chainMatches, differences }: Checked,
  width: number,
): string {
  const head = facts(
    [
      ["file", file],
      ["hash", `${hash}, ${hashMatches ? "of its content" : "NOT of its content"}`],
      ["scores", resultMatches ? "come out the same from its inputs" : "do NOT come out the same from its inputs"],
      ["chain", chainMatches ? "has these scores" : "has OTHER scores"],
    ],
    width,
  );
  return [head, ...differences].join("\n");
}

export const validatorScore = command<Result>({
  name: "score",
  summary: "scores by a policy: shown, published, checked, applied",
  details: `Rates the pool's validators by a policy of TOML: expected yield after commissions, measured by credits, less what the network already has with them; after gates, under caps, and changed only where that pays. Sends nothing without --apply. --publish writes policy, inputs, reasons and a hash; --check computes such a file again, compares it with the chain, and ends with ${EXIT.failedCheck} when anything differs.`,
  options: [
    { flags: "--policy <file>", summary: "the policy, or a pool's file with a [scores] table" },
    { flags: "--publish <file>", summary: "write what anybody needs to compute it again" },
    { flags: "--check <file>", summary: "compute a published file again, and compare it with the chain" },
    { flags: "--apply", summary: "send what differs from the chain" },
    { flags: "--jito", summary: "read Jito's accounts, too; a policy about MEV does so by itself" },
    { flags: "--history <file>", summary: "where commissions are noted, epoch by epoch" },
  ],
  sends: true,
  schema,
  run: (context, given) => {
    const { check: file, policy, publish } = given.options;
    if (file === undefined) return scored(context, given);
    if (policy !== undefined || publish !== undefined || given.flags.has("apply")) {
      throw new UsageError("--check computes a published file again: it goes with no other option of this command");
    }
    return check(context, file);
  },
  text: (result, { io }) => {
    if (result.mode === "scores") return sharesText(result, io.width);
    if (result.mode === "checked") return checkedText(result, io.width);
    return actedText(result, io.width, ({ scores }) =>
      scores.map(({ vote, before, score }) => `${vote}: ${before} -> ${score}`).join("\n"),
    );
  },
  exitCode: (result) => {
    if (result.mode !== "checked") return EXIT.ok;
    return result.hashMatches && result.resultMatches && result.chainMatches ? EXIT.ok : EXIT.failedCheck;
  },
});
