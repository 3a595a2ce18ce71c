// What all scenarios have in common: where the state comes from, what is written beside the result, and what names a run.
import fs from "node:fs";
import path from "node:path";
import {
  fetchScenarioState,
  inputsHash,
  type Outcome,
  type ScenarioState,
  type Series,
  seriesCsv,
  stateFromJson,
  stateToJson,
} from "@truestake/sdk/scenario";
import type { Context } from "../../context/context";
import { type Command, command, type Given, type Option } from "../../framework/command";
import { addressOf, percentOf, wholeOf } from "../../options/values";
import { chart } from "../../output/chart";
import { UsageError } from "../../output/exit";
import { facts } from "../../output/table";
import { slotSeconds } from "../../reports/epochs";
import { list, number, object, one, orNull, type Schema, text, whole } from "../../schema/build";

/** A run, with what names it. */
export interface Run<Inputs, Result> {
  scenario: string;
  /** SHA-256 of the scenario's name, its inputs and the state. */
  hash: string;
  /** Of what is random; null where nothing is. */
  seed: number | null;
  samples: number;
  inputs: Inputs;
  result: Result;
  series: Series[];
}

const SHARED: readonly Option[] = [
  { flags: "--state <file>", summary: "a state that was saved before, in place of a live pool" },
  { flags: "--save-state <file>", summary: "write the state that was read, to run on it again" },
  { flags: "--csv <file>", summary: "write the series of the result as comma-separated values" },
  { flags: "--chart <file>", summary: "write them as a chart, in SVG" },
];

const series: Schema = list(object({ name: text, unit: text, along: text, points: list(list(number)) }));

/** What a scenario's command is given: options as text, and the state. */
export interface Asked {
  state: ScenarioState;
  options: Given["options"];
  lists: Given["lists"];
  /** Milliseconds of a slot: as the node measures them, 400 with a file. */
  slotMs: number;
}

export interface ScenarioCommand<Inputs, Result> {
  name: string;
  summary: string;
  details: string;
  options: readonly Option[];
  inputs: Record<string, Schema>;
  result: Schema;
  run(asked: Asked): Outcome<string, Inputs, Result>;
  text(run: Run<Inputs, Result>, width: number): string;
}

const USUAL_SLOT_MS = 400;

export function scenario<Inputs extends object, Result>(of: ScenarioCommand<Inputs, Result>): Command<never> {
  return command<Run<Inputs, Result>>({
    ...{ name: of.name, summary: of.summary, details: of.details, options: [...of.options, ...SHARED] },
    schema: object({
      ...{ scenario: one(of.name), hash: text, seed: orNull(whole), samples: whole },
      ...{ inputs: object(of.inputs), result: of.result, series },
    }),
    run: async (context, { options, lists, flags }) => {
      const state = await stateOf(context, options.state, flags.has("steward"));
      const slotMs = of.options.includes(SLOT_OPTION) ? await slotMsOf(context, options) : USUAL_SLOT_MS;
      const outcome = of.run({ state, options, lists, slotMs });
      const { inputs } = outcome;
      const seed = "seed" in inputs ? (inputs.seed as number) : null;
      if (options.saveState !== undefined) write(context, "--save-state", options.saveState, `${stateToJson(state)}\n`);
      if (options.csv !== undefined) write(context, "--csv", options.csv, seriesCsv(outcome.series));
      if (options.chart !== undefined) {
        write(context, "--chart", options.chart, chart(`${of.name}: ${of.summary}`, outcome.series));
      }
      return { ...outcome, hash: await inputsHash(outcome, state), seed };
    },
    text: (run, { io }) => {
      const { hash, seed, samples } = run;
      const named = facts(
        [["inputs", hash], seed === null ? undefined : ["seed", `${seed}, ${samples} samples`]],
        io.width,
      );
      return `${of.text(run, io.width)}\n\n${named}`;
    },
  });
}

async function stateOf(context: Context, file: string | undefined, steward: boolean): Promise<ScenarioState> {
  if (file === undefined) return fetchScenarioState(context.nodes, await context.deployment(), { steward });
  const state = read();
  if (steward && !state.bonds) throw new UsageError(`--state ${file}: no steward was read with it`);
  return state;

  function read(): ScenarioState {
    try {
      return stateFromJson(fs.readFileSync(path.resolve(context.io.cwd, file as string), "utf8"));
    } catch (error) {
      throw new UsageError(`--state ${file}: ${(error as Error).message}`);
    }
  }
}

async function slotMsOf(context: Context, options: Given["options"]): Promise<number> {
  const { slotMs } = options;
  if (slotMs !== undefined) return wholeOf("--slot-ms", slotMs, 1, 60_000);
  if (options.state !== undefined) return USUAL_SLOT_MS;
  return Math.max(1, Math.round((await slotSeconds(context.nodes)) * 1_000));
}

function write(context: Context, option: string, file: string, content: string): void {
  try {
    fs.writeFileSync(path.resolve(context.io.cwd, file), content);
  } catch (error) {
    throw new UsageError(`${option} ${file}: ${(error as Error).message}`);
  }
}

// Options that several scenarios take

export const VALIDATORS_OPTION: Option = {
  flags: "--vote <address>",
  summary: "a validator it happens to, by its vote account; may be repeated",
  isList: true,
};
export const LARGEST_OPTION: Option = {
  flags: "--largest <count>",
  summary: "so many that have most of the stake; 1 if nothing is said",
};
export const REWARD_OPTION: Option = {
  flags: "--reward <percent>",
  summary: "what stake earns in an epoch; as the pool has seen it lately",
};
export const STEWARD_OPTION: Option = {
  flags: "--steward",
  summary: "with the bonds of the pool's steward, also while it is not the validator manager",
};
export const SLOT_OPTION: Option = { flags: "--slot-ms <ms>", summary: "milliseconds of a slot; as the node measures" };
export const SEED_OPTION: Option = { flags: "--seed <number>", summary: "seed of the random numbers; 1 if not given" };

/** Places of the validators that are meant. */
export function validatorsOf({ state, options, lists }: Asked, largest: (count: number) => number[]): number[] {
  const votes = lists.vote ?? [];
  const most = state.validators.length;
  if (votes.length === 0) return largest(wholeOf("--largest", options.largest ?? "1", 1, Math.max(most, 1)));
  if (options.largest !== undefined) throw new UsageError("--vote and --largest: say one of them");
  return votes.map((given) => {
    const vote = addressOf("--vote", given);
    const found = state.validators.find(({ record }) => record.vote.equals(vote));
    if (!found) throw new UsageError(`--vote: the pool has no validator ${given}`);
    return found.record.index;
  });
}

/** Inputs without those that were not given. */
export function present<T extends object>(inputs: { [K in keyof T]: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** A part in per cent that may be left out; see {@link percentOf}. */
export const part = (
  options: Given["options"],
  key: string,
  flag: string,
  decimals: number,
  most?: number,
): number | undefined => {
  const given = options[key];
  return given === undefined ? undefined : percentOf(flag, given, decimals, most);
};

/** A whole number that may be left out. */
export const wholeIn = (
  options: Given["options"],
  key: string,
  flag: string,
  least: number,
  most: number,
): number | undefined => {
  const given = options[key];
  return given === undefined ? undefined : wholeOf(flag, given, least, most);
};

export const rewardIn = (options: Given["options"]): number | undefined => part(options, "reward", "--reward", 7);
