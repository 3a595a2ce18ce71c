// Why a validator gets no stake, or no new stake: the bits of a member's `gates`, in words.

/** A gate: whether it takes the stake away, what it is about and what ends it. */
export interface Gate {
  name: GateName;
  bit: number;
  /** Takes the stake away in the moving part of the same epoch; another one only keeps new stake away. */
  isHard: boolean;
  reason: string;
  ends: string;
}

const TABLE = [
  ["closed", 1, "its vote account is closed", "a vote account made anew at its address"],
  [
    "commission",
    2,
    "its commission was over its pledge or the policy's ceiling in two epochs in a row",
    "an epoch without",
  ],
  ["debt", 4, "it owes more than its bond", "a deposit, and cover"],
  ["coverage", 8, "its bond is worth under half of the least ratio for its stake", "a deposit"],
  ["vetoed", 16, "the pool's admin has vetoed it", "the veto's end, or the admin"],
  ["performance", 32, "it had under 90 % of the cluster's credits", "better votes"],
  ["silent", 64, "it has not voted for a twentieth of an epoch, and others have", "a vote"],
  ["leaving", 128, "it has asked all of its bond back", "asking for less"],
  ["lowPerformance", 256, "it had under 97 % of the cluster's credits", "better votes"],
  ["blsKey", 512, "its vote account has no BLS key", "a key"],
  ["balance", 1_024, "its vote account holds less than the policy asks for", "SOL for the vote account"],
  ["unreadable", 2_048, "its vote account has a layout that the steward does not know", "an upgrade of the steward"],
  ["unknown", 4_096, "fewer than five of the last ten epochs are known", "time"],
] as const;

/** Name of a gate. */
export type GateName = (typeof TABLE)[number][0];

/** Bits that take the stake away. */
export const HARD_GATES = 255;

/** Bit of each gate. */
export const GATE_BITS: Readonly<Record<GateName, number>> = /* @__PURE__ */ Object.fromEntries(
  TABLE.map(([name, bit]) => [name, bit]),
) as Record<GateName, number>;

/** Names of all gates. */
export const GATE_NAMES: readonly GateName[] = /* @__PURE__ */ TABLE.map(([name]) => name);

/**
 * The gates of a member's bits, the hard ones first.
 *
 * @example
 * ```ts
 * for (const { reason, ends } of gatesOf(member.gates)) console.log(`${reason}: until ${ends}`);
 * ```
 */
export function gatesOf(bits: number): Gate[] {
  return TABLE.filter(([, bit]) => (bits & bit) !== 0).map(([name, bit, reason, ends]) => ({
    ...{ name, bit, isHard: (bit & HARD_GATES) !== 0, reason, ends },
  }));
}

/**
 * The gate that decides: the first one, but where it leaves that. Who has asked all back has nothing that counts, and a deposit would not
 * open the gate of that.
 */
export function decidingGate(gates: readonly Gate[]): Gate | undefined {
  return gates.find(({ name }) => name === "leaving") ?? gates[0];
}
