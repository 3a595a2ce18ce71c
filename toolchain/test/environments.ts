/** Chains of another kind, on which some of the tests in process run once more. */
export interface Environment {
  /** Its suites are called `SUITE@NAME`. */
  name: string;
  /** What tests/common/environment.ts reads. */
  variables: NodeJS.ProcessEnv;
  isOn: boolean;
}

/**
 * Below 6,960 lamports a byte the stake that a validator gets beside what it has never joins it: the program that is
 * being rewritten repairs that, and then these come on.
 */
const RENT_FALLS = false;

export const ENVIRONMENTS: readonly Environment[] = [
  // The runtime as it is before a feature is activated, and after rent has fallen (SIMD-0437).
  { name: "strict", variables: { TEST_FEATURES: "strict" }, isOn: true },
  { name: "lamport", variables: { TEST_MINIMUM_DELEGATION: "lamport" }, isOn: true },
  { name: "5080", variables: { TEST_LAMPORTS_PER_BYTE: "5080" }, isOn: RENT_FALLS },
  { name: "696", variables: { TEST_LAMPORTS_PER_BYTE: "696" }, isOn: RENT_FALLS },
];
