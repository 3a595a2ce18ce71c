import { TruestakeError } from "@truestake/sdk";
import { byVote, explained, GATES, type GateResult, isKnown, type Known, UNKNOWN } from "@truestake/sdk/scores";
import { command } from "../../framework/command";
import { addressOf } from "../../options/values";
import { facts } from "../../output/table";
import { percent, sol } from "../../output/words";
import { address, amount, list, object, one, orNull, text, whole, yes } from "../../schema/build";
import { ofMean, orUnknown } from "./report";
import { scoredBy } from "./score";

interface Explanation {
  vote: string;
  epoch: bigint;
  listed: boolean;
  before: number | null;
  score: number | null;
  points: bigint | null;
  /** Its place by points among those of the pool that pass, itself included. */
  place: number | null;
  among: number;
  cutOff: bigint | null;
  binding: string;
  reason: string;
  performance: Known<bigint>;
  yield: Known<bigint>;
  factorBps: number;
  gates: GateResult[];
  /** The first epoch in which all failed gates can pass; null where none fails, and where no epoch can be named. */
  firstClear: bigint | null;
}

export const validatorExplain = command<Explanation>({
  name: "explain",
  summary: "why a validator has its score, or would have one",
  details:
    "Every gate with its reason, points and cut-off, which rule binds, and the first epoch in which a failed gate can pass. Also for a validator that the pool does not have.",
  arguments: [{ name: "<vote>", summary: "its vote account" }],
  options: [
    { flags: "--policy <file>", summary: "the policy, or a pool's file with a [scores] table" },
    { flags: "--jito", summary: "read Jito's accounts, too; a policy about MEV does so by itself" },
    { flags: "--history <file>", summary: "where commissions are noted, epoch by epoch" },
  ],
  schema: object({
    ...{ vote: address, epoch: amount, listed: yes, before: orNull(whole), score: orNull(whole) },
    ...{ points: orNull(amount), place: orNull(whole), among: whole, cutOff: orNull(amount), binding: text },
    ...{ reason: text, performance: orUnknown(amount), yield: orUnknown(amount), factorBps: whole },
    gates: list(
      object({
        ...{ gate: one(...GATES), state: one("pass", "fail", "unknown"), reason: text, firstClear: orNull(amount) },
        needs: orNull(text),
      }),
    ),
    firstClear: orNull(amount),
  }),
  run: async (context, given) => {
    const vote = addressOf("the vote account", given.args.vote ?? "");
    const { policy, inputs } = await scoredBy(context, given, [vote]);
    const name = vote.toBase58();
    const isListed = inputs.pool.validators.some((each) => each.vote === name);
    if (!isListed && !isKnown(byVote(inputs.network).get(name)?.balance ?? UNKNOWN)) {
      const args = { address: vote };
      throw new TruestakeError("AccountMissing", `${name} is no vote account on ${context.url}`, { args });
    }
    const { rated, ...rest } = explained(inputs, policy, name);
    return {
      ...{ vote: name, epoch: inputs.network.epoch, ...rest, points: rated.points, performance: rated.performance },
      // Without a rate there are no lamports, only proportions.
      ...{
        yield: isKnown(inputs.network.rate) ? rated.yield : UNKNOWN,
        factorBps: rated.factor,
        gates: rated.gates,
        firstClear: rated.firstClear,
      },
    };
  },
  text: (result, { io }) => {
    const { listed, before, score, points, place, among, cutOff, binding, reason, firstClear } = result;
    const head = facts(
      [
        ["validator", result.vote],
        ["score", listed ? (before === score ? `${score}` : `${before} -> ${score}`) : "not in the pool"],
        ["binding", `${binding}; ${reason}`],
        ["points", points === null ? "none" : `${points}: place ${place} of ${among}`],
        ["cut-off", cutOff === null ? "room for all" : `${cutOff} points`],
        ["of mean", ofMean(result.performance)],
        ["yield", isKnown(result.yield) ? `${sol(result.yield)} of 1,000 SOL in an epoch` : "unknown"],
        ["factor", percent(result.factorBps)],
        firstClear === null ? undefined : ["clears", `in epoch ${firstClear} at the earliest`],
      ],
      io.width,
    );
    const rows = result.gates.map((each) => [each.gate, `${each.state}: ${gateText(each)}`] as const);
    return `${head}\n\n${facts(rows, io.width)}`;
  },
});

function gateText({ reason, firstClear, needs }: GateResult): string {
  const clears = firstClear === null ? "" : `epoch ${firstClear} at the earliest`;
  const until = [needs ?? "", clears].filter((part) => part !== "").join(", ");
  return until === "" ? reason : `${reason} (until: ${until})`;
}
