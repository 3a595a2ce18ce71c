import { resolved } from "../../context/config";
import type { Context } from "../../context/context";
import { type Line, type Plan, planOf } from "../../describe/plan";
import { readDescription } from "../../describe/pool";
import { command } from "../../framework/command";
import { EXIT } from "../../output/exit";
import { facts, wrapped } from "../../output/table";
import { sol } from "../../output/words";
import { address, amount, list, object, one, orNull, type Schema, text, whole, yes } from "../../schema/build";
import { actor } from "../../signing/act";

export const lineSchema: Schema = object({ what: text, from: orNull(text), to: orNull(text), reason: text });
const by = one("admin", "validator-manager", "proposed admin", "anybody");

interface Shown {
  pool: string;
  mint: string;
  exists: boolean;
  /** Lamports that this key needs at least, beside fees. */
  needed: bigint;
  /** What it has. */
  held: bigint;
  steps: { by: string; signer: string | null; mine: boolean; lines: Line[] }[];
  notes: Line[];
  differences: number;
}

/** A description of the command line, compared with the chain. */
export async function planned(
  context: Context,
  file: string,
): Promise<{ plan: Plan; who: Awaited<ReturnType<typeof actor>> }> {
  const description = readDescription(resolved(context.io, file), file);
  const who = await actor(context);
  return { plan: await planOf(context, description, who), who };
}

const mark = ({ from, to }: Line): string => (from === null ? "+" : to === null ? "-" : "~");

export function linesText(lines: readonly Line[], width: number): string {
  return lines
    .map((line) => {
      const { what, from, to, reason } = line;
      const change = from === null ? (to ?? "") : to === null ? from : `${from} -> ${to}`;
      const [first = "", ...rest] = wrapped(`${mark(line)} ${what}: ${change} (${reason})`, width - 2);
      return [`  ${first}`, ...rest.map((each) => `      ${each}`)].join("\n");
    })
    .join("\n");
}

export function planText({ pool, exists, needed, held, steps, notes }: Shown, width: number): string {
  const lacks = needed > held ? `: ${sol(needed - held)} are missing` : "";
  const paid: [string, string][] =
    needed > 0n ? [["you pay", `${sol(needed)} of seeds and rents, and fees; you have ${sol(held)}${lacks}`]] : [];
  const parts = [facts([["pool", `${pool}${exists ? "" : ", to be created"}`], ...paid], width)];
  for (const [at, { by: role, signer, mine, lines }] of steps.entries()) {
    const who = signer === null ? "anybody may" : mine ? `by you, ${role}` : `by the ${role}, ${signer}`;
    parts.push(`step ${at + 1}, ${who}\n${linesText(lines, width)}`);
  }
  if (steps.length === 0) parts.push("The chain is as the file says: nothing to do.");
  if (notes.length > 0) parts.push(`not changed\n${linesText(notes, width)}`);
  return parts.join("\n\n");
}

export const planSchema: Schema = object({
  ...{
    pool: address,
    mint: address,
    exists: yes,
    needed: amount,
    held: amount,
    differences: whole,
    notes: list(lineSchema),
  },
  steps: list(object({ by, signer: orNull(address), mine: yes, lines: list(lineSchema) })),
});

export function shownPlan({ plan, who }: Awaited<ReturnType<typeof planned>>): Shown {
  const { place, exists, steps, notes, funds } = plan;
  return {
    ...{ pool: place.pool.toBase58(), mint: place.mint.toBase58(), exists, ...funds, notes },
    steps: steps.map(({ by: role, signer, lines }) => ({
      ...{ by: role, signer: signer?.toBase58() ?? null, mine: signer === null || signer.equals(who), lines },
    })),
    differences: steps.reduce((sum, { lines }) => sum + lines.length, 0),
  };
}

export const poolPlan = command<Shown>({
  name: "plan",
  summary: "compare a TOML file with the chain: a diff with reasons",
  details: `Shows what \`pool apply\` would do, by whom, and why; sends nothing. What the file leaves out stays as it is. Ends with ${EXIT.failedCheck} when the chain differs from the file.`,
  arguments: [{ name: "<file>", summary: "the description, TOML" }],
  schema: planSchema,
  run: async (context, { args }) => shownPlan(await planned(context, args.file ?? "")),
  text: (result, { io }) => planText(result, io.width),
  exitCode: ({ differences }) => (differences > 0 ? EXIT.failedCheck : EXIT.ok),
});
