// npm run cost: what every action asks of a node, in pools of 10, 1,000 and 10,000 validators. Prints a table, writes docs/COST.md.
import fs from "node:fs";
import path from "node:path";
import { type Costs, measure } from "./actions";
import type { Cost } from "./meter";

const SIZES = [10, 1_000, 10_000];
const FILE = path.join(__dirname, "../../../../docs/COST.md");

const number = (value: number) => value.toLocaleString("en-US");

function table(all: Costs[]): string {
  const [{ actions }] = all as [Costs];
  const costs = (of: (costs: Costs, action: number) => Cost, action: number, field: keyof Cost): string => {
    const values = all.map((each) => of(each, action)[field]);
    // Mostly the same in all of them.
    return values.every((value) => value === values[0]) ? number(values[0] ?? 0) : values.map(number).join(" / ");
  };
  const rows = actions.map(({ action }, at) => {
    const first = (field: keyof Cost) => costs(({ actions }, place) => actions[place]?.first as Cost, at, field);
    const again = (field: keyof Cost) => costs(({ actions }, place) => actions[place]?.again as Cost, at, field);
    const whole = (field: keyof Cost) => costs(({ actions }, place) => actions[place]?.whole as Cost, at, field);
    const cells = [
      action.includes(",") ? action : `\`${action}\``,
      ...(["calls", "rounds", "data", "request", "response"] as const).map(first),
      ...(["calls", "rounds", "data", "response"] as const).map(again),
      ...(["calls", "rounds", "request", "response"] as const).map(whole),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    "| | calls | rounds | data | request | response | again: calls | rounds | data | response | all: calls | rounds | request | response |",
    `| --- |${" --: |".repeat(13)}`,
    ...rows,
  ].join("\n");
}

function snapshots(all: Costs[]): string {
  const rows = all.map(({ validators, snapshot: { calls, rounds, data, response } }) => {
    return `| ${[validators, calls, rounds, data, response].map(number).join(" | ")} |`;
  });
  return ["| validators | calls | rounds | data | response |", "| --: | --: | --: | --: | --: |", ...rows].join("\n");
}

function keepers([{ queue, rules }]: [Costs, ...Costs[]]): string {
  const row = (what: string, before: Cost, { calls, data, response }: Cost): string =>
    `| ${what} | ${[before.data, before.response, calls, data, response].map(number).join(" | ")} |`;
  return [
    "| | whole: data | response | in slices: calls | data | response |",
    "| --- | --: | --: | --: | --: | --: |",
    row("the queue's head, with a ring of its first size", queue.first, queue.again),
    row("the rules that move stake, the stake history with them", rules.all, rules.needed),
  ].join("\n");
}

async function main(): Promise<void> {
  const all: Costs[] = [];
  for (const size of SIZES) {
    console.error(`${number(size)} validators`);
    all.push(await measure(size));
  }
  const text = `# What actions ask of a node

Made by \`npm run cost\`: every action of a user in a fresh pool of ${SIZES.map(number).join(", ")} validators, over JSON-RPC of the
local network; \`npm test -- sdk\` holds the bytes to their budgets at 10 and at 10,000. One number where all pools have the same,
else one each. Rounds are calls one after the other. "Data" are bytes of accounts, "request" and "response" the bytes of the
JSON texts without HTTP's. The first five columns are the reads by a client that knows nothing of the pool yet, the next four
those by one that has read it before; the last four are all calls of that, simulating, sending and confirming included.

${table(all)}

The stake here was delegated some epochs ago, so \`depositStakeAccount\` and the ways out by stake account have 128 bytes of the
stake history in them, in a round more; stake of the latest four epochs, or older than the history's 512, needs none. The account
that a treasury is, and how the chain divides its epochs, are found out once for a connection.

Keepers, and whoever is first in an epoch, read all validators, in slices of 512:

${snapshots(all)}

What keepers read beside that they read whole once at most, and then in slices: of the ring the places at the queue's head, of the stake
history what the stake that moves needs. A ring that has grown is longer whole, and the same in slices; so is the history,
which is of a few epochs here and has 16,392 bytes on a cluster.

${keepers(all as [Costs, ...Costs[]])}
`;
  fs.writeFileSync(FILE, text);
  console.log(text);
}

main().catch((error: Error) => {
  console.error(`error: ${error.stack}`);
  process.exitCode = 1;
});
