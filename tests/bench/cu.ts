// npm run cu: measures compute units per instruction, prints them beside other pools', and writes docs/COMPUTE.md.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Keypair } from "@solana/web3.js";
import { CEILINGS, type Measure, measure, restingValidatorsPerTransaction } from "./compute";

const SIZES = [10, 1_000];

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
      number(large[index]?.units ?? Number.NaN),
      peers.spl ?? "",
      peers.marinade ?? "",
    ];
  });
  const head = ["instruction", "what", "accounts", "N = 10", "N = 1,000", "SPL N = 10 / 1,000", "Marinade v2.1"];
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(["---", "---", "--:", "--:", "--:", "--:", "--:"]), ...rows.map(line)].join("\n");
}

function document(bySize: Measure[][], resting: number, programBytes: number): string {
  return `# Compute units

Written by \`npm run cu\`, in process. N is the number of validators in the pool; the last of the list is acted on. The
compute budget instruction is left out. Creating an account at a derived address searches it: that costs 1,500 units for
every bump below 255, and the table shows the cheapest case. Other pools' figures were measured in the same way; SPL's
cost 1,500 more for each bump below 255, and at every call.

${table(bySize)}

- One transaction without a lookup table updates **${resting}** validators at rest (SPL: 11).
- The program is ${number(programBytes)} bytes.

## Where they go

From litesvm's register traces (\`SBF_TRACE_DIR\`), counted by function; of the one run each that is named.

| | \`deposit_sol\` no fee | \`withdraw_stake_account\`, all of it |
| --- | --: | --: |
| other programs | 270 | 50,340 |
| calling them, 946 each | 1,890 | 5,680 |
| other system calls | 840 | 2,150 |
| the runtime's accounts made into Rust's, and dispatch | 1,660 | 2,250 |
| accounts checked | 1,310 | 1,250 |
| calls written, borrowed and signed | 900 | 2,300 |
| the rest: plan, books, event | 1,550 | 3,600 |

- All of a validator's stake is withdrawn by five calls: 19,112 to move the stake, 11,684 and 11,703 to hand over the two roles
  one by one, 7,568 to initialize the account, 123 to burn. A split of all of it would spare two of them, and close the pool's
  account for good ([ADR 1](adr/0001-stake-accounts-are-never-closed.md)).
- The smallest delegation is asked of the stake program, 1,900 units, only for amounts under 5 SOL.
- Over the size wanted, 700,000 bytes: handlers are 330 kB, the checks that Anchor writes for their accounts 170 kB, errors and
  their texts 60 kB. Inlining less at the linker (\`--inline-threshold=60\`) gives 715 kB, and takes 45 units more for each further
  validator and 870 for a deposited stake account: both would be over their budgets.
`;
}

function overCeiling(bySize: Measure[][]): string[] {
  return bySize.flatMap((measures, size) =>
    measures.flatMap(({ instruction, what, units }) =>
      CEILINGS.filter((ceiling) => ceiling.instruction === instruction && (ceiling.what ?? what) === what)
        .filter((ceiling) => units > ceiling.units)
        .map((ceiling) => `${instruction} (${what}) at ${SIZES[size]} validators: ${units}, over ${ceiling.units}`),
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
  const bySize = SIZES.map((size) => {
    console.error(`measuring with ${number(size)} validators`);
    return measure(size);
  });
  const root = path.resolve(__dirname, "../..");
  const programBytes = fs.statSync(path.join(root, "artifacts/truestake.so")).size;
  const resting = restingValidatorsPerTransaction();
  fs.writeFileSync(path.join(root, "docs/COMPUTE.md"), document(bySize, resting, programBytes));
  console.log(table(bySize));
  console.log(`\nresting validators in a transaction without a lookup table: ${resting}`);
  const failures = overCeiling(bySize);
  for (const failure of failures) console.error(failure);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

main();
