// npm run cu: measures compute units per instruction, prints them beside other pools', and writes docs/COMPUTE.md.
// npm run cu -- 10: in a pool of 10 validators only; prints, and writes nothing.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Keypair } from "@solana/web3.js";
import { CEILINGS, LARGEST_PROGRAM, type Measure, measure, restingValidatorsPerTransaction } from "./compute";

const SIZES = [10, 1_000];

/** The sizes that were asked for, or all. */
function sizesAskedFor(): number[] {
  const asked = process.argv.slice(2).map(Number);
  if (!asked.every((size) => SIZES.includes(size))) throw new Error(`usage: npm run cu [-- ${SIZES.join(" | ")}]`);
  return asked.length > 0 ? asked : SIZES;
}

/**
 * Measured in litesvm 1.5.0 with the same toolchain: SPL stake pool 2.2.0 acting on the last validator of its list, at 10 and
 * 1,000 validators; Marinade v2.1, which is flat. Keyed by instruction, or by instruction and what it does.
 */
const PEERS: Record<string, { spl?: string; marinade?: string }> = {
  deposit_sol: { spl: "10,654", marinade: "21,239" },
  order_unstake: { marinade: "11,002" },
  claim_ticket: { marinade: "10,910" },
  delegate_reserve: { spl: "41,630 / 73,310", marinade: "62,538 (v2.0)" },
  deactivate_stake: { spl: "54,911 / 86,591" },
  liquid_unstake: { marinade: "18,152" },
  add_liquidity: { marinade: "17,693" },
  // What only ours does.
  "deposit_sol, from the liquidity and minted": {},
  "deposit_sol, all from the liquidity": {},
  // SPL's caller pays 23,385 more for the two changes of authority, which ours contains.
  deposit_stake_account: { spl: "70,824 (N = 1) / 102,792, + 23,385" },
  withdraw_stake_account: { spl: "60,500 (N = 1) / 107,453" },
  add_validator: { spl: "38,974 / 68,674", marinade: "44,087 (v2.0)" },
  "update_pool, nothing earned": { spl: "7,068 / 29,838" },
  "update_pool, rewards: mints the fee": { spl: "9,315 / 32,085" },
  "update_validators, 1, at rest": { spl: "9,299", marinade: "19,518" },
  "update_validators, each further, at rest": { spl: "4,613", marinade: "19,518" },
  "update_validators, 1, rewards": { spl: "9,299", marinade: "21,812" },
  "update_validators, each further, rewards": { spl: "4,613", marinade: "21,812" },
  "update_validators, 1, cooled down: withdrawn": { spl: "22,360" },
  "update_validators, each further, cooled down: withdrawn": { spl: "17,674" },
  "update_validators, 1, transient stake joined": { spl: "37,210" },
};

const number = (value: number) => value.toLocaleString("en-US");

function table(bySize: Measure[][]): string {
  const [small = [], large = []] = bySize;
  const rows = small.map((row, index) => {
    const peers = PEERS[`${row.instruction}, ${row.what}`] ?? PEERS[row.instruction] ?? {};
    return [
      `\`${row.instruction}\``,
      row.what,
      number(row.accounts),
      number(row.units),
      large[index] ? number(large[index].units) : "",
      peers.spl ?? "",
      peers.marinade ?? "",
    ];
  });
  const head = ["instruction", "what", "accounts", "N = 10", "N = 1,000", "SPL N = 10 / 1,000", "Marinade v2.1"];
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(["---", "---", "--:", "--:", "--:", "--:", "--:"]), ...rows.map(line)].join("\n");
}

const ROLES = ["the staker's role", "the withdrawer's"];
const DEPOSIT = [...ROLES, "merge", "rent back", "mint"];

/** What an instruction's calls are for, in their order. */
const CALLS: { instruction: string; what: string; purposes: string[] }[] = [
  { instruction: "deposit_sol", what: "no fee", purposes: ["transfer", "mint"] },
  { instruction: "deposit_stake_account", what: "no fee", purposes: DEPOSIT },
  { instruction: "deposit_stake_account", what: "with a fee", purposes: [...DEPOSIT, "mint the fee"] },
  {
    instruction: "withdraw_stake_account",
    what: "all of it; 1,500 more for each bump below 255",
    purposes: ["burn", "create", "initialize", "move", ...ROLES],
  },
];
/** What a call costs besides what it runs: of register traces, no log has it. */
const CALL = 946;

function measureOf(instruction: string, what: string, measures: Measure[]): Measure {
  const measured = measures.find((measure) => measure.instruction === instruction && measure.what === what);
  if (!measured) throw new Error(`${instruction}, ${what} is not measured`);
  return measured;
}

function callLine({ instruction, what, purposes }: (typeof CALLS)[number], measures: Measure[]): string {
  const { units, calls = [] } = measureOf(instruction, what, measures);
  if (calls.length !== purposes.length) throw new Error(`${instruction}, ${what} makes ${calls.length} calls`);
  const others = calls.reduce((sum, call) => sum + call, 0);
  const cells = [others, calls.length * CALL, units - others - calls.length * CALL].map(number);
  const each = purposes.map((purpose, at) => `${purpose} ${number(calls[at] ?? 0)}`).join(", ");
  return `| \`${instruction}\`, ${what.split(";")[0]} | ${cells.join(" | ")} | ${each} |`;
}

function document(bySize: Measure[][], resting: number, programBytes: number): string {
  const charged = measureOf("deposit_stake_account", "with a fee", bySize[0] ?? []).units;
  return `# Compute units

Written by \`npm run cu\`, in process. N is the number of validators in the pool; the last of the list is acted on. The
compute budget instruction is left out. Creating an account at a derived address searches it: that costs 1,500 units for
every bump below 255, and the table shows the cheapest case. Other pools' figures were measured in the same way; SPL's
cost 1,500 more for each bump below 255, and at every call.

${table(bySize)}

- One transaction without a lookup table updates **${resting}** validators at rest (SPL: 11).
- The program is ${number(programBytes)} bytes.

## Where they go

What each call takes in another program is of the transaction's own log, where a builtin counts as the 150 that it always takes; what
calling costs, ${CALL} each, was read off litesvm's register traces (\`SBF_TRACE_DIR\`) and is typed in; the rest is this program's. At
N = 10:

| | other programs | calling them | this program | each call |
| --- | --: | --: | --: | --- |
${CALLS.map((row) => callLine(row, bySize[0] ?? [])).join("\n")}

- All of a validator's stake is withdrawn by six calls: the stake program hands over the two roles one by one. A split of all of it
  would spare two of them, and close the pool's account for good
  ([ADR 1](adr/0001-only-remove-validator-closes-stake-accounts.md)).
- A deposit of stake was to take 66,000. A fee brings it to ${number(charged)}: the fee's tokens are minted by a call of their own,
  and the rest of the rise builds it and counts it. Four calls of the stake program take most of it.
- The smallest delegation is asked of the stake program, 1,900 units, only for amounts under 5 SOL.
`;
}

function overCeiling(bySize: Measure[][], sizes: number[]): string[] {
  return bySize.flatMap((measures, at) =>
    measures.flatMap(({ instruction, what, units }) =>
      CEILINGS.filter((ceiling) => ceiling.instruction === instruction && (ceiling.what ?? what) === what)
        .filter((ceiling) => units > ceiling.units)
        .map((ceiling) => `${instruction} (${what}) at ${sizes[at]} validators: ${units}, over ${ceiling.units}`),
    ),
  );
}

/** The same keys in every run, and so the same luck with addresses: on one program, two runs write the same file. */
function foreseeKeys(): void {
  let made = 0;
  Keypair.generate = () => {
    made += 1;
    return Keypair.fromSeed(createHash("sha256").update(`compute units ${made}`).digest());
  };
}

function main(): void {
  foreseeKeys();
  const sizes = sizesAskedFor();
  const bySize = sizes.map((size) => {
    console.error(`measuring with ${number(size)} validators`);
    return measure(size);
  });
  const program = path.resolve(__dirname, "../../artifacts/truestake.so");
  const programBytes = fs.statSync(program).size;
  console.log(table(bySize));
  if (sizes === SIZES) {
    const resting = restingValidatorsPerTransaction();
    fs.writeFileSync(path.resolve(__dirname, "../../docs/COMPUTE.md"), document(bySize, resting, programBytes));
    console.log(`\nresting validators in a transaction without a lookup table: ${resting}`);
  }
  console.log(`the program is ${number(programBytes)} bytes`);
  const failures = overCeiling(bySize, sizes);
  if (programBytes > LARGEST_PROGRAM) failures.push(`the program is over ${number(LARGEST_PROGRAM)} bytes`);
  for (const failure of failures) console.error(failure);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

main();
