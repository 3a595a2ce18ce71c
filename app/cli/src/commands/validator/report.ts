import {
  DEFAULT_POLICY,
  epochsText,
  type Facts,
  isKnown,
  type Known,
  meansOf,
  medianOf,
  type Network,
  ratiosOf,
  sharesBy,
  standingOf,
  UNKNOWN,
} from "@truestake/sdk/scores";
import { command } from "../../framework/command";
import { wholeOf } from "../../options/values";
import { UsageError } from "../../output/exit";
import { facts, table } from "../../output/table";
import { decimal, percent, sol } from "../../output/words";
import { address, amount, either, list, object, one, orNull, type Schema, text, whole, yes } from "../../schema/build";
import { readInputs, readNetwork } from "../../scores/read";

/** A value, or that nobody knows it. */
export const orUnknown = (schema: Schema): Schema => either(schema, one(UNKNOWN));

interface Row {
  vote: string;
  identity: Known<string>;
  /** Its score in the pool; null where it is not listed. */
  score: number | null;
  stake: Known<bigint>;
  rank: Known<number>;
  superminority: boolean;
  delinquent: Known<boolean>;
  commissionBps: Known<number>;
  /** The highest of the window, where anybody wrote it down. */
  highestCommissionBps: Known<number>;
  blockCommissionBps: Known<number>;
  mevCommissionBps: Known<number>;
  /** Median of credits against the mean, in parts of a million, and each epoch's. */
  performance: Known<bigint>;
  epochs: { epoch: bigint; credits: Known<bigint>; ratio: Known<bigint> }[];
  bls: Known<boolean>;
  balance: Known<bigint>;
  /** Admission tickets that the balance pays for, over its rent. */
  tickets: Known<bigint>;
  version: Known<string>;
  client: Known<string>;
  prefix: Known<string>;
}

interface Share {
  name: string;
  shareBps: number;
}

interface Report {
  epoch: bigint;
  slot: bigint;
  stake: bigint;
  validators: Row[];
  superminority: number;
  delinquentBps: number;
  clients: Share[];
  prefixes: Share[];
  /** Epochs whose mean is unknown, and those of which nobody wrote the commissions down. */
  unknownEpochs: bigint[];
  unnotedEpochs: bigint[];
  csv: boolean;
}

const share = list(object({ name: text, shareBps: whole }));
const SHOWN_SHARES = 10;
/** The table has whole SOL. */
const LAMPORTS = 1_000_000_000n;

export const factRows = {
  ...{ vote: address, identity: orUnknown(address), stake: orUnknown(amount), rank: orUnknown(whole) },
  ...{ superminority: yes, delinquent: orUnknown(yes), commissionBps: orUnknown(whole) },
  ...{ highestCommissionBps: orUnknown(whole), blockCommissionBps: orUnknown(whole) },
  ...{ mevCommissionBps: orUnknown(whole), performance: orUnknown(amount), bls: orUnknown(yes) },
  ...{ balance: orUnknown(amount), tickets: orUnknown(amount), version: orUnknown(text), client: orUnknown(text) },
  prefix: orUnknown(text),
};

function highestOf({ commission, commissions }: Facts): Known<number> {
  const seen = [commission, ...commissions.map((each) => each.commission)].filter(isKnown);
  return seen.length === 0 ? UNKNOWN : Math.max(...seen);
}

/** The rows of a report: of all the network's validators, or of those in `scores`, which are the pool's. */
function rowsOf(network: Network, scores: ReadonlyMap<string, number>, isAll: boolean, ticket: bigint): Row[] {
  const standing = standingOf(network);
  const means = meansOf(network);
  return network.validators
    .filter(({ vote }) => isAll || scores.has(vote))
    .map((each): Row => {
      const ratios = ratiosOf(each, means);
      const { vote, balance } = each;
      const over = isKnown(balance) ? balance - network.voteRent : 0n;
      return {
        ...{ vote, identity: each.identity, score: scores.get(vote) ?? null, stake: each.stake },
        rank: standing.ranks.get(vote) ?? UNKNOWN,
        superminority: standing.superminority.has(vote),
        ...{ delinquent: each.delinquent, commissionBps: each.commission, highestCommissionBps: highestOf(each) },
        ...{ blockCommissionBps: each.blockCommission, mevCommissionBps: each.mevCommission },
        performance: medianOf(ratios),
        epochs: network.epochs.map((epoch, at) => ({
          ...{ epoch, credits: each.credits[at] ?? UNKNOWN, ratio: ratios[at] ?? UNKNOWN },
        })),
        ...{ bls: each.bls, balance, tickets: isKnown(balance) ? (over > 0n ? over / ticket : 0n) : UNKNOWN },
        ...{ version: each.version, client: each.client, prefix: each.prefix },
      };
    })
    .sort((a, b) => rankOf(a) - rankOf(b) || (a.vote < b.vote ? -1 : 1));
}

const rankOf = ({ rank }: Row): number => (isKnown(rank) ? rank : Number.MAX_SAFE_INTEGER);

const orSays = <T>(value: Known<T>, of: (value: T) => string): string => (isKnown(value) ? of(value) : UNKNOWN);
const perCent = (value: Known<number>): string => orSays(value, percent);
export const ofMean = (value: Known<bigint>): string => orSays(value, (ppm) => percent(ppm / 100n));
const yesNo = (value: Known<boolean>): string => orSays(value, (is) => (is ? "yes" : "no"));

const COLUMNS: [title: string, of: (row: Row) => string][] = [
  ["vote", ({ vote }) => vote],
  ["identity", ({ identity }) => identity],
  ["score", ({ score }) => (score === null ? "" : String(score))],
  ["stake SOL", ({ stake }) => orSays(stake, decimal)],
  ["rank", ({ rank }) => orSays(rank, String)],
  ["superminority", ({ superminority }) => yesNo(superminority)],
  ["delinquent", ({ delinquent }) => yesNo(delinquent)],
  ["commission bps", ({ commissionBps }) => orSays(commissionBps, String)],
  ["highest commission bps", ({ highestCommissionBps }) => orSays(highestCommissionBps, String)],
  ["block commission bps", ({ blockCommissionBps }) => orSays(blockCommissionBps, String)],
  ["MEV commission bps", ({ mevCommissionBps }) => orSays(mevCommissionBps, String)],
  ["performance ppm", ({ performance }) => orSays(performance, String)],
  ["BLS key", ({ bls }) => yesNo(bls)],
  ["balance SOL", ({ balance }) => orSays(balance, decimal)],
  ["tickets", ({ tickets }) => orSays(tickets, String)],
  ["version", ({ version }) => version],
  ["client", ({ client }) => client],
  ["/24", ({ prefix }) => prefix],
];

/** A field of a CSV file; versions and names of clients are the nodes' own words. */
const field = (value: string): string => {
  // What a spreadsheet would take for a formula stays text.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};

function csvOf({ validators }: Report): string {
  const epochs = validators[0]?.epochs.map(({ epoch }) => epoch) ?? [];
  const head = [...COLUMNS.map(([title]) => title), ...epochs.map((epoch) => `ppm in ${epoch}`)];
  const lines = validators.map((row) => [
    ...COLUMNS.map(([, of]) => of(row)),
    ...row.epochs.map(({ ratio }) => orSays(ratio, String)),
  ]);
  return [head, ...lines].map((line) => line.map(field).join(",")).join("\n");
}

const shares = (rows: readonly Share[]): string =>
  rows.map(({ name, shareBps }) => `${name} ${percent(shareBps)}`).join(", ") || "nobody has stake";

function tableOf(report: Report, width: number): string {
  const rows = table(
    report.validators,
    [
      { title: "validator", of: ({ vote }) => vote, canShrink: true },
      { title: "rank", of: ({ rank }) => orSays(rank, String), isNumber: true },
      { title: "SOL", of: ({ stake }) => orSays(stake, (lamports) => String(lamports / LAMPORTS)), isNumber: true },
      { title: "takes", of: ({ commissionBps }) => perCent(commissionBps), isNumber: true },
      { title: "blocks", of: ({ blockCommissionBps }) => perCent(blockCommissionBps), isNumber: true },
      { title: "MEV", of: ({ mevCommissionBps }) => perCent(mevCommissionBps), isNumber: true },
      { title: "of mean", of: ({ performance }) => ofMean(performance), isNumber: true },
      { title: "BLS", of: ({ bls }) => yesNo(bls) },
      { title: "tickets", of: ({ tickets }) => orSays(tickets, String), isNumber: true },
      { title: "version", of: ({ version }) => version },
      { title: "state", of: stateOf },
    ],
    width,
  );
  const { epoch, stake, superminority, delinquentBps, clients, prefixes, unknownEpochs, unnotedEpochs } = report;
  const head = facts(
    [
      ["epoch", String(epoch)],
      [
        "network",
        `${sol(stake)} of stake, the largest ${superminority} have a third, ${percent(delinquentBps)} with those who do not vote`,
      ],
      ["clients", shares(clients)],
      ["/24", shares(prefixes)],
      unknownEpochs.length > 0 ? ["unknown", `credits of ${epochsText(unknownEpochs)}`] : undefined,
      unnotedEpochs.length > 0 ? ["not noted", `commissions of ${epochsText(unnotedEpochs)}`] : undefined,
    ],
    width,
  );
  return `${head}\n\n${rows}`;
}

const stateOf = ({ delinquent, superminority }: Row): string =>
  [delinquent === true ? "does not vote" : "", superminority ? "superminority" : ""]
    .filter((part) => part !== "")
    .join(", ");

export const validatorReport = command<Report>({
  name: "report",
  summary: "what the chain says of validators: commissions, credits, keys, stake, clients",
  details:
    "Everything that can be read of validators with a node alone: of the pool's, or of the whole network's with --network, which needs no pool. What nobody can say is unknown. Commissions of earlier epochs are what this command has noted itself, and what Jito's accounts keep with --jito.",
  options: [
    { flags: "--network", summary: "all of the network, instead of the pool's" },
    { flags: "--jito", summary: "read Jito's accounts, too" },
    { flags: "--epochs <count>", summary: "closed epochs of credits, 1 to 63; 10 if not given" },
    { flags: "--history <file>", summary: "where commissions are noted, epoch by epoch" },
    { flags: "--csv", summary: "as CSV" },
  ],
  schema: object({
    ...{ epoch: amount, slot: amount, stake: amount, superminority: whole, delinquentBps: whole, csv: yes },
    ...{ clients: share, prefixes: share, unknownEpochs: list(amount), unnotedEpochs: list(amount) },
    validators: list(
      object({
        ...{ ...factRows, score: orNull(whole) },
        epochs: list(object({ epoch: amount, credits: orUnknown(amount), ratio: orUnknown(amount) })),
      }),
    ),
  }),
  run: async (context, { options, flags }) => {
    const csv = flags.has("csv");
    if (csv && context.output === "json") throw new UsageError("--csv and --output json exclude each other");
    const window = options.epochs === undefined ? DEFAULT_POLICY.window : wholeOf("--epochs", options.epochs, 1, 63);
    const read = { window, jito: flags.has("jito"), history: options.history };
    const isAll = flags.has("network");
    const inputs = isAll
      ? { network: await readNetwork(context, read), pool: undefined }
      : await readInputs(context, read);
    const { network, pool } = inputs;
    const scores = new Map((pool?.validators ?? []).map(({ vote, score }) => [vote, score]));
    const standing = standingOf(network);
    const means = meansOf(network);
    const noted = new Set(network.validators.flatMap(({ commissions }) => commissions.map(({ epoch }) => epoch)));
    const asleep = sharesBy(network, ({ delinquent }) => orSays(delinquent, String));
    return {
      ...{ epoch: network.epoch, slot: network.slot, stake: standing.total, csv },
      validators: rowsOf(network, scores, isAll, DEFAULT_POLICY.ticket),
      superminority: standing.superminority.size,
      delinquentBps: asleep.find(({ name }) => name === "true")?.shareBps ?? 0,
      clients: sharesBy(network, ({ client }) => client).slice(0, SHOWN_SHARES),
      prefixes: sharesBy(network, ({ prefix }) => prefix).slice(0, SHOWN_SHARES),
      unknownEpochs: network.epochs.filter((_, at) => !isKnown(means[at] ?? UNKNOWN)),
      unnotedEpochs: network.epochs.filter((epoch) => !noted.has(epoch)),
    };
  },
  text: (report, { io }) => (report.csv ? csvOf(report) : tableOf(report, io.width)),
});
