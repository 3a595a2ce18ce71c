// npm run scale: pools of 1,000 and 10,000 validators in process. Runs their whole epoch update as the SDK plans it with
// lookup tables, prints what it takes beside SPL's best, writes docs/SCALE.md, and fails over the project's own targets.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { type EpochUpdate, ScalePool, totals } from "./scalePool";

/** What an update at rest may take, and SPL's best: 27 validators in a transaction with a lookup table, no transient stake. */
const TARGETS = [
  { validators: 1_000, transactions: 27, units: 5_000_000, spl: { transactions: 39, units: 7_800_000 } },
  { validators: 10_000, transactions: 260, units: 50_000_000, spl: { transactions: 372, units: 78_000_000 } },
];
/** Least resting validators in a full transaction. */
const LEAST_PER_TRANSACTION = 40;

const LOOKUP_TABLE_META = 56;
const LAMPORTS_PER_SOL = 1e9;

interface Result {
  validators: number;
  listBytes: number;
  tables: { count: number; addresses: number; transactions: number; rent: bigint };
  updates: { what: string; update: EpochUpdate }[];
  actions: { what: string; units: number }[];
}

const number = (value: number | bigint) => value.toLocaleString("en-US");
const millions = (units: number) => `${(units / 1e6).toFixed(2)} M`;
const sol = (lamports: bigint, digits = 6) => (Number(lamports) / LAMPORTS_PER_SOL).toFixed(digits);

async function run(validators: number, withJoins: boolean): Promise<Result> {
  const say = (what: string) => console.error(`${number(validators)} validators: ${what}`);
  const scale = new ScalePool();
  const updates: Result["updates"] = [];
  const update = async (what: string) => {
    say(`update, ${what}`);
    updates.push({ what, update: await scale.update() });
    scale.assertBooks();
  };
  say("adding them");
  scale.addValidators(validators);
  say("making lookup tables");
  const kept = await scale.keepTables();
  const again = await scale.keepTables();
  if (again.transactions.length > 0) throw new Error("tables that hold everything are used as they are");
  say("delegating to each");
  scale.delegateAll();
  scale.nextEpoch();
  await update("first stake active");
  scale.nextEpoch();
  await update("at rest, rewards");
  scale.nextEpoch();
  scale.addSurplus();
  await update("lamports to withdraw at every validator");
  if (withJoins) {
    say("delegating to each once more");
    scale.delegateAll();
    scale.nextEpoch();
    scale.addSurplus();
    await update("transient stake joins everywhere, lamports to withdraw from both accounts");
  }
  say("what users do");
  const rent = scale.tables.reduce(
    (sum, { state }) => sum + scale.chain.rentFor(BigInt(LOOKUP_TABLE_META + 32 * state.addresses.length)),
    0n,
  );
  const addresses = scale.tables.reduce((sum, { state }) => sum + state.addresses.length, 0);
  return {
    validators,
    listBytes: scale.chain.account(scale.pool.pdas.validators)?.data.length ?? 0,
    tables: { count: scale.tables.length, addresses, transactions: kept.transactions.length, rent },
    updates,
    actions: scale.actions(),
  };
}

/** What bounds the transactions, the most frequent first. */
function limits({ transactions }: EpochUpdate): string {
  const counts = new Map<string, number>();
  for (const { bound } of transactions) if (bound) counts.set(bound, (counts.get(bound) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([bound, count]) => `${bound} (${count})`)
    .join(", ");
}

const most = (update: EpochUpdate, of: "validators" | "units" | "bytes" | "locks") =>
  Math.max(...update.transactions.map((transaction) => transaction[of]));

function table(head: string[], rows: string[][], left = 1): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, at) => (at < left ? "---" : "--:"))), ...rows.map(line)].join("\n");
}

function updatesTable(results: Result[]): string {
  const rows = results.flatMap(({ validators, updates }) =>
    updates.map(({ what, update }) => {
      const { transactions, units, fee, bytes } = totals(update.transactions);
      const per1000 = (value: number) => (value * 1_000) / validators;
      return [
        what,
        number(validators),
        number(transactions),
        number(units),
        number(fee),
        number(bytes),
        per1000(transactions).toFixed(1),
        millions(per1000(units)),
        sol(BigInt(Math.round(per1000(Number(fee))))),
        number(most(update, "validators")),
        `${most(update, "locks")} / ${number(most(update, "bytes"))} / ${number(most(update, "units"))}`,
        limits(update),
      ];
    }),
  );
  const head = ["update", "validators", "transactions", "units", "fees, lamports", "bytes"];
  head.push("transactions per 1,000", "units per 1,000", "SOL per 1,000", "validators in a full one");
  head.push("largest: locks / bytes / units", "what limits (transactions)");
  return table(head, rows);
}

/** The update that the targets are about. */
const atRest = ({ updates }: Result) => updates.find(({ what }) => what === "at rest, rewards")?.update;

function targetsTable(results: Result[]): string {
  const rows = results.flatMap((result) => {
    const target = TARGETS.find(({ validators }) => validators === result.validators);
    const update = atRest(result);
    if (!target || !update) return [];
    const { transactions, units } = totals(update.transactions);
    return [
      [number(result.validators), number(transactions), `${target.transactions}`, `${target.spl.transactions}`].concat([
        millions(units),
        millions(target.units),
        millions(target.spl.units),
      ]),
    ];
  });
  const head = ["validators", "transactions", "at most", "SPL", "units", "at most", "SPL"];
  return table(head, rows, 0);
}

function tablesTable(results: Result[]): string {
  const rows = results.map(({ validators, listBytes, tables }) => [
    number(validators),
    number(listBytes),
    number(tables.count),
    number(tables.addresses),
    number(tables.transactions),
    sol(tables.rent, 3),
  ]);
  const head = ["validators", "bytes of the list", "tables", "addresses", "transactions to make them", "rent, SOL"];
  return table(head, rows, 0);
}

function actionsTable(results: Result[]): string {
  const [first] = results;
  const rows = (first?.actions ?? []).map(({ what }, index) => [
    `\`${what}\``,
    ...results.map(({ actions }) => number(actions[index]?.units ?? Number.NaN)),
  ]);
  return table(["action", ...results.map(({ validators }) => `${number(validators)} validators`)], rows);
}

function document(results: Result[]): string {
  return `# Scale

Written by \`npm run scale\`, in process: pools of ${results.map(({ validators }) => number(validators)).join(" and ")} validators. Every validator is listed by
its own \`add_validator\`, has stake that \`delegate_reserve\` has really delegated, and is measured by a real transaction;
after each update every booked lamport is compared with the accounts. What is not real: the vote accounts are copies of
one that the vote program has made, each with an identity of its own; rewards and lamports to withdraw are injected.

## The targets

An update at rest, with a reward at every validator, the pool's own update included. SPL: stake pool 2.2.0 with a lookup
table, its best case, 27 validators in a transaction.

${targetsTable(results)}

## Whole epoch updates, as the SDK plans and runs them with lookup tables

A fee is 5,000 lamports a signature; priority fees come on top. A transaction can lock 64 accounts, hold 1,232 bytes, use
1,400,000 units and run 64 instructions ("calls"), those that programs call included. The SDK plans for the worst: a
withdrawal from every account, and a join wherever there is transient stake.

${updatesTable(results)}

## The lookup tables

They hold the pool's accounts once and every validator's two stake addresses and mark. Rent comes back when they are closed.

${tablesTable(results)}

## What users, the manager and cranks do at that size

Units of a whole transaction, at the last or last but one validator of the list. An address that is searched
(\`order_unstake\`, \`withdraw_stake_account\`) costs 1,500 more for every bump below 255, and \`delegate_reserve\` makes the transient account where
there is none yet, as at 10,000; nothing else differs.

${actionsTable(results)}
`;
}

function failures(results: Result[]): string[] {
  return results.flatMap((result) => {
    const target = TARGETS.find(({ validators }) => validators === result.validators);
    const update = atRest(result);
    if (!update) return ["no update at rest"];
    const { transactions, units } = totals(update.transactions);
    const found: string[] = [];
    const name = `${number(result.validators)} validators`;
    if (target && transactions > target.transactions)
      found.push(`${name}: ${transactions} transactions, over ${target.transactions}`);
    if (target && units > target.units) found.push(`${name}: ${number(units)} units, over ${number(target.units)}`);
    const full = update.transactions.filter(({ bound }) => bound !== undefined);
    const least = Math.min(...full.map(({ validators }) => validators));
    if (least < LEAST_PER_TRANSACTION) found.push(`${name}: a transaction takes only ${least}`);
    return found;
  });
}

async function main(): Promise<void> {
  const results = [await run(1_000, true), await run(10_000, false)];
  const text = document(results);
  fs.writeFileSync(path.resolve(__dirname, "../../docs/SCALE.md"), text);
  console.log(text);
  const failed = failures(results);
  for (const failure of failed) console.error(failure);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

/**
 * glibc keeps what large accounts leave behind when it learns how large they are, 18 GB in the end. Told at the start, it
 * gives them back: so the work is done by a process of its own.
 */
const MALLOC = "MALLOC_MMAP_THRESHOLD_";

if (process.env[MALLOC]) {
  main().catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
} else {
  const env = { ...process.env, [MALLOC]: "65536" };
  const script = [path.resolve(__dirname, "../../toolchain/run.mjs"), "scale"];
  process.exitCode = spawnSync(process.execPath, script, { env, stdio: "inherit" }).status ?? 1;
}
