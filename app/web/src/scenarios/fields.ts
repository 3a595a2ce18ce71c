// What each scenario can be asked with: sliders and choices, what they begin with, and the same as a command.
import { decimal, GAP, percentOf, plainDecimal, whole } from "../format/amounts";
import { t } from "../strings";
import type { Earning, Hit, Questions, ScenarioInputs, ScenarioName, StateSummary } from "../worker/protocol";

const SOL = 1_000_000_000n;
const words = t.scenarios.fields;

export interface Slider {
  is: "slider";
  key: string;
  label: string;
  least: number;
  most: number;
  step: number;
  first: number;
  say(value: number): string;
}

export interface Choice {
  is: "choice";
  key: string;
  label: string;
  options: readonly (readonly [value: number, label: string])[];
  first: number;
}

export type Field = Slider | Choice;
export type Values = Readonly<Record<string, number>>;

/** What fields are made for: the pool, the validator that the address names, and how long its slots are. */
export interface Setting {
  state: StateSummary;
  vote: string | undefined;
  slotMs: number;
}

export interface Form<Name extends ScenarioName> {
  fields(setting: Setting): Field[];
  inputs(values: Values, setting: Setting): ScenarioInputs[Name];
  /** Options of `truestake scenario`. */
  options(values: Values, setting: Setting): string[];
}

type Steps = readonly [least: number, most: number, step: number, first: number];

const slider = (key: string, label: string, [least, most, step, first]: Steps, say: Slider["say"]): Slider => ({
  ...{ is: "slider", key, label, least, most, step, first, say },
});

const count = (value: number): string => whole(value);
const bps = (value: number): string => percentOf(value);
const inSol = (value: number): string => t.amount(whole(value), t.sol);
/** Basis points, or parts per million with four digits more, as a command takes per cent. */
const percent = (value: number, digits = 2): string => String(Number((value / 10 ** digits).toFixed(digits)));

/** Amounts that a slider steps through: 1, 2, 5, 10 … 100,000 SOL. */
const SIZES = [0, 1, 2, 3, 4, 5].flatMap((power) => [1, 2, 5].map((times) => times * 10 ** power)).slice(0, 16);
const USUAL_SIZES = [1, 10, 100, 1_000, 10_000];
const sizesWith = (place: number): number[] =>
  [...new Set([...USUAL_SIZES, SIZES[place] as number])].sort((a, b) => a - b);
const lamports = (sol: number): bigint => BigInt(sol) * SOL;
const sizeField = slider("size", words.size, [0, SIZES.length - 1, 1, 8], (place) => inSol(SIZES[place] as number));
const sizeOptions = ({ size = 0 }: Values): string[] => sizesWith(size).map((each) => `--size ${each}`);

const largestField = ({ state, vote }: Setting): Field[] =>
  vote === undefined
    ? [slider("largest", words.largest, [1, Math.max(1, Math.min(state.validators, 50)), 1, 1], count)]
    : [];
const hitOf = ({ largest = 1 }: Values, { vote }: Setting): Hit => (vote === undefined ? { largest } : { vote });
const hitOption = ({ largest }: Values, { vote }: Setting): string =>
  vote === undefined ? `--largest ${largest}` : `--vote ${vote}`;

/** Parts per billion as per cent, exact. */
const perEpoch = (ppb: number): string => String(Number((ppb / 1e7).toFixed(7)));
const rewardPpb = ({ earns = 100 }: Values, { state }: Setting): number => Math.round((state.rewardPpb * earns) / 100);
const earnsField = ({ state }: Setting): Field =>
  slider("earns", words.earns, [0, 300, 10, 100], (value) =>
    words.earnsOf(`${value}${GAP}%`, `${perEpoch(Math.round((state.rewardPpb * value) / 100))}${GAP}%`),
  );
const earningOf = ({ earns = 100 }: Values): Earning => ({ earnsPercent: earns });
const earnsOption = (values: Values, setting: Setting): string[] =>
  values.earns === 100 ? [] : [`--reward ${perEpoch(rewardPpb(values, setting))}`];

const epochsField = (most: number): Field => slider("epochs", words.epochs, [1, most, 1, 5], count);
const seedField: Field = slider("seed", words.seed, [1, 100, 1, 1], count);
const opportunityField: Field = slider("opportunity", words.opportunity, [0, 3_000, 50, 700], bps);

export const FORMS: { [Name in ScenarioName]: Form<Name> } = {
  slash: {
    fields: (setting) => [
      ...largestField(setting),
      slider("loss", words.loss, [5_000, 1_000_000, 5_000, 50_000], (value) => bps(value / 100)),
      {
        ...{ is: "choice", key: "when", label: words.when, first: 0 },
        options: [
          [0, words.whenNow],
          [1, words.whenTurn],
        ],
      },
      earnsField(setting),
    ],
    inputs: (values, setting) => ({
      ...{ ...hitOf(values, setting), ...earningOf(values), lossPpm: values.loss ?? 0 },
      when: values.when === 1 ? "turn" : "now",
    }),
    options: (values, setting) => [
      hitOption(values, setting),
      ...[`--loss ${percent(values.loss ?? 0, 4)}`, `--when ${values.when === 1 ? "turn" : "now"}`],
      ...earnsOption(values, setting),
    ],
  },
  outage: {
    fields: (setting) => [...largestField(setting), epochsField(50), earnsField(setting)],
    inputs: (values, setting) => ({ ...hitOf(values, setting), ...earningOf(values), epochs: values.epochs ?? 1 }),
    options: (values, setting) => [
      ...[hitOption(values, setting), `--epochs ${values.epochs}`],
      ...earnsOption(values, setting),
    ],
  },
  exit: {
    fields: (setting) => [
      slider("leaving", words.leaving, [100, 10_000, 100, 3_000], bps),
      slider("tickets", words.tickets, [10, 500, 10, 100], count),
      slider("over", words.over, [1, 10, 1, 1], count),
      slider("instant", words.instant, [0, 500, 5, 50], bps),
      slider("others", words.others, [0, 1_000, 25, 100], bps),
      earnsField(setting),
      slider("samples", words.samples, [10, 200, 10, 20], count),
      seedField,
    ],
    inputs: (values) => ({
      ...{ ...earningOf(values), leavingBps: values.leaving, tickets: values.tickets, overEpochs: values.over },
      ...{ instantBps: values.instant, othersBps: values.others, samples: values.samples, seed: values.seed },
    }),
    options: (values, setting) => [
      ...[`--leaving ${percent(values.leaving ?? 0)}`, `--tickets ${values.tickets}`, `--over-epochs ${values.over}`],
      ...[`--instant ${percent(values.instant ?? 0)}`, `--others ${percent(values.others ?? 0)}`],
      ...[`--samples ${values.samples}`, `--seed ${values.seed}`, ...earnsOption(values, setting)],
    ],
  },
  instant: {
    fields: () => [sizeField],
    inputs: ({ size = 0 }) => ({ sizes: sizesWith(size).map(lamports) }),
    options: sizeOptions,
  },
  band: {
    fields: () => [sizeField, opportunityField],
    inputs: ({ size = 0, opportunity }, { slotMs }) => ({
      ...{ sizes: sizesWith(size).map(lamports), opportunityBps: opportunity, slotMs },
    }),
    options: (values, { slotMs }) => [
      ...sizeOptions(values),
      ...[`--opportunity ${percent(values.opportunity ?? 0)}`, `--slot-ms ${slotMs}`],
    ],
  },
  rent: {
    fields: ({ state }) => [
      slider("times", words.rent, [1, 16, 1, 2], (value) => t.amount(decimal(state.stakeRent * BigInt(value)), t.sol)),
      slider("minimum", words.minimum, [1, 100, 1, 10], (value) =>
        t.amount(decimal((SOL / 10n) * BigInt(value)), t.sol),
      ),
    ],
    inputs: ({ times = 2, minimum = 10 }) => ({ timesRent: times, minimumDelegation: (SOL / 10n) * BigInt(minimum) }),
    options: ({ times = 2, minimum = 10 }, { state }) => [
      `--stake-rent ${plainDecimal(state.stakeRent * BigInt(times))}`,
      `--least-delegation ${plainDecimal((SOL / 10n) * BigInt(minimum))}`,
    ],
  },
  slots: {
    fields: (setting) => [
      slider("fastest", words.slot, [100, 400, 10, 200], (value) => words.ms(whole(value))),
      earnsField(setting),
    ],
    inputs: (values) => ({ ...earningOf(values), slotMs: slotsTo(values.fastest ?? 200) }),
    options: (values, setting) => [
      `--slot-ms ${slotsTo(values.fastest ?? 200).join(",")}`,
      ...earnsOption(values, setting),
    ],
  },
  keeper: {
    fields: (setting) => [epochsField(30), earnsField(setting)],
    inputs: (values, { slotMs }) => ({ ...earningOf(values), epochs: values.epochs, slotMs }),
    options: (values, setting) => [
      ...[`--epochs ${values.epochs}`, `--slot-ms ${setting.slotMs}`],
      ...earnsOption(values, setting),
    ],
  },
  leverage: {
    fields: (setting) => [
      slider("shock", words.shock, [0, 500_000, 5_000, 200_000], (value) => bps(value / 100)),
      slider("loops", words.loops, [0, 20, 1, 10], count),
      slider("use", words.use, [5_000, 10_000, 100, 9_500], bps),
      slider("ltv", words.ltv, [5_000, 9_500, 100, 8_500], bps),
      slider("threshold", words.threshold, [5_500, 9_800, 100, 9_000], bps),
      slider("bonus", words.bonus, [0, 2_000, 50, 500], bps),
      slider("interest", words.interest, [0, 1_000, 10, 100], (value) => `${percent(value, 4)}${GAP}%`),
      slider("equity", words.equity, [1, 1_000, 1, 100], inSol),
      slider("positions", words.positions, [0, 500, 10, 200], count),
      opportunityField,
      slider("wait", words.wait, [0, 20, 1, 2], count),
      ...[earnsField(setting), seedField],
    ],
    inputs: (values, { slotMs }) => ({
      ...{ ...earningOf(values), shockPpm: values.shock, loops: values.loops, useBps: values.use },
      ...{ loanToValue: values.ltv, liquidationThreshold: values.threshold, liquidationBonus: values.bonus },
      ...{ interest: values.interest, equity: lamports(values.equity ?? 1), positions: values.positions, slotMs },
      ...{ opportunityBps: values.opportunity, waitEpochs: values.wait, seed: values.seed },
    }),
    options: (values, setting) => [
      ...[`--shock ${percent(values.shock ?? 0, 4)}`, `--loops ${values.loops}`, `--use ${percent(values.use ?? 0)}`],
      ...[`--loan-to-value ${percent(values.ltv ?? 0)}`, `--threshold ${percent(values.threshold ?? 0)}`],
      ...[`--bonus ${percent(values.bonus ?? 0)}`, `--interest ${percent(values.interest ?? 0, 4)}`],
      ...[`--equity ${values.equity}`, `--positions ${values.positions}`, `--wait-epochs ${values.wait}`],
      ...[`--opportunity ${percent(values.opportunity ?? 0)}`, `--slot-ms ${setting.slotMs}`, `--seed ${values.seed}`],
      ...earnsOption(values, setting),
    ],
  },
};

const slotsTo = (fastest: number): number[] =>
  [...new Set([400, 350, 300, 250, 200, fastest])].filter((each) => each >= fastest).sort((a, b) => b - a);

export const SCENARIOS = Object.keys(FORMS) as ScenarioName[];
export const isScenario = (name: string): name is ScenarioName => Object.hasOwn(FORMS, name);

/** A question for the worker. */
export const questionOf = (scenario: ScenarioName, values: Values, setting: Setting): Questions["run"]["ask"] =>
  ({ scenario, inputs: FORMS[scenario].inputs(values, setting) }) as Questions["run"]["ask"];
