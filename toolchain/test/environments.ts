/** Chains of another kind, on which some of the tests in process run once more. */
export interface Environment {
  /** Its suites are called `SUITE@NAME`. */
  name: string;
  /** What tests/common/environment.ts reads. */
  variables: NodeJS.ProcessEnv;
  isOn: boolean;
}

/**
 * Whether these suites run with all others. The tests have been brought to a new program since they last ran on other chains:
 * `npm test -- attacks@696` runs one by name. See docs/STATUS.md.
 */
const RUN_WITH_ALL = false;

export const ENVIRONMENTS: readonly Environment[] = [
  // The runtime as it is before a feature is activated, and after rent has fallen (SIMD-0437).
  { name: "strict", variables: { TEST_FEATURES: "strict" }, isOn: RUN_WITH_ALL },
  { name: "lamport", variables: { TEST_MINIMUM_DELEGATION: "lamport" }, isOn: RUN_WITH_ALL },
  { name: "5080", variables: { TEST_LAMPORTS_PER_BYTE: "5080" }, isOn: RUN_WITH_ALL },
  { name: "696", variables: { TEST_LAMPORTS_PER_BYTE: "696" }, isOn: RUN_WITH_ALL },
];
