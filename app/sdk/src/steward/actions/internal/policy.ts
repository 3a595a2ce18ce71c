// What no steward may ask for, said before anything is sent: the program only says that something is.
import { U64_MAX, WHOLE_BPS } from "../../../math/units";
import { decimal, percent, sol } from "../../../words";
import { MAX_JOIN_FEE_LAMPORTS, MAX_MEMBERS, MAX_RATIO_PPB, MIN_TOLERANCE_BPS } from "../../constants";
import { stewardError } from "../../errors";
import type { StewardPolicyArgs } from "../createSteward";

/** Parts per billion as per cent: a part is the seventh decimal of one. */
const billionths = (parts: number): string => `${decimal(BigInt(parts) * 100n)} %`;

/** Refuses a policy that the program refuses: `PolicyOutOfRange`, with the term and its limits. */
export function checkPolicy(policy: StewardPolicyArgs): void {
  const within = <T extends number | bigint>(
    term: keyof StewardPolicyArgs,
    least: T,
    most: T,
    words: (value: T) => string,
  ) => {
    const value = policy[term] as T;
    if (value >= least && value <= most) return;
    const hint = `\`${term}\` is ${words(least)} at least and ${words(most)} at most, not ${words(value)}.`;
    throw stewardError("PolicyOutOfRange", { args: { term, value, least, most }, hint });
  };
  within("minBond", 1n, U64_MAX, sol);
  within("joinFee", 0n, MAX_JOIN_FEE_LAMPORTS, sol);
  within("targetRatio", 1, MAX_RATIO_PPB, billionths);
  within("floorRatio", 1, policy.targetRatio, billionths);
  within("maxMembers", 1, MAX_MEMBERS, String);
  within("share", 1, WHOLE_BPS, percent);
  within("commissionCeiling", 0, WHOLE_BPS, percent);
  within("tolerance", MIN_TOLERANCE_BPS, WHOLE_BPS, percent);
  within("requireBlsKey", 0, 1, String);
}
