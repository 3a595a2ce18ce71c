/** Chains of another kind, on which some of the tests in process run once more. */
export interface Environment {
  /** Its suites are called `SUITE@NAME`. */
  name: string;
  /** What tests/common/environment.ts reads. */
  variables: NodeJS.ProcessEnv;
  /** Folders of tests. */
  suites: string[];
  /** Files of those that another kind of chain is enough for. */
  without?: string[];
}

/** The most that validators may have and take: parts of a pool, beside which rents are small. They run at 6,960 and at 5,080. */
const LIMITS = (
  "countedLimits frozenLimits fullShares fullSums fullValidators hiddenLimits inflatedLevel keptLevel lentLevel nearlyFull " +
  "sunkenLevel unclippedLimits"
).split(" ");

export const ENVIRONMENTS: readonly Environment[] = [
  // The runtime and the stake program as they were before three changes: rent checks that were relaxed, the stake program's
  // version 5 with its minimum of a SOL, and mainnet's rent since its first cut (SIMD-0437), which stakes of before exceed.
  {
    name: "older",
    variables: { TEST_FEATURES: "strict", TEST_MINIMUM_DELEGATION: "lamport", TEST_LAMPORTS_PER_BYTE: "5080" },
    suites: ["unit", "assumptions", "flows", "attacks", "model", "steward", "sdk", "keeper"],
  },
  // After its last cut. Random lives choose among all three rents anyway.
  {
    name: "696",
    variables: { TEST_LAMPORTS_PER_BYTE: "696" },
    suites: ["unit", "assumptions", "flows", "attacks", "cli"],
    without: LIMITS.map((name) => `tests/attacks/${name}.test.ts`),
  },
];
