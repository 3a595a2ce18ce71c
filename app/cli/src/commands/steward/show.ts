import { TruestakeError } from "@truestake/sdk";
import { fetchStewardSituation, type StewardPolicyArgs, stewardOf, termsOf } from "@truestake/sdk/steward";
import { changesOf, POLICY_TERMS } from "../../describe/policy";
import { command } from "../../framework/command";
import { facts } from "../../output/table";
import { counted, percent, ppmPercent, sol, tokens } from "../../output/words";
import { address, amount, object, orNull, whole, yes } from "../../schema/build";
import { policySchema } from "./shared";

interface State {
  steward: string;
  authority: string;
  vault: string;
  isManager: boolean;
  managedSince: bigint | null;
  dismissedEpoch: bigint | null;
  members: number;
  policy: StewardPolicyArgs;
  nextPolicy: StewardPolicyArgs | null;
  policyEpoch: bigint | null;
  ratioPpb: number;
  stakeable: bigint;
  mostStake: bigint;
  bondTokens: bigint;
  countedTokens: bigint;
  vetoedTokens: bigint;
}

const orNone = (epoch: bigint): bigint | null => (epoch === 0n ? null : epoch);

export const stewardShow = command<State>({
  name: "show",
  summary: "the steward of a pool: its policy, its bonds, and whether it manages",
  schema: object({
    ...{ steward: address, authority: address, vault: address, isManager: yes, managedSince: orNull(amount) },
    ...{ dismissedEpoch: orNull(amount), members: whole, policy: policySchema, nextPolicy: orNull(policySchema) },
    ...{ policyEpoch: orNull(amount), ratioPpb: whole, stakeable: amount, mostStake: amount, bondTokens: amount },
    ...{ countedTokens: amount, vetoedTokens: amount },
  }),
  run: async (context) => {
    const keys = stewardOf(await context.deployment());
    const found = await fetchStewardSituation(context.nodes, keys);
    if (!found) {
      const args = { address: keys.steward };
      throw new TruestakeError("AccountMissing", "this pool has no steward: `steward create` makes one", { args });
    }
    const { steward, members, isManager } = found;
    const { ratio, stakeable, most, policy, epoch } = termsOf(found);
    const isWaiting = steward.policyEpoch > epoch;
    return {
      ...{ steward: keys.steward.toBase58(), authority: keys.authority.toBase58(), vault: keys.vault.toBase58() },
      ...{ isManager, members: members.members.length, policy, ratioPpb: ratio, stakeable, mostStake: most },
      ...{ managedSince: orNone(steward.managedSince), dismissedEpoch: orNone(steward.dismissedEpoch) },
      nextPolicy: isWaiting ? steward.nextPolicy : null,
      policyEpoch: isWaiting ? steward.policyEpoch : null,
      ...{ bondTokens: steward.bondTokens, countedTokens: steward.countedTokens, vetoedTokens: steward.vetoedTokens },
    };
  },
  text: (state, { io }) => {
    const { policy, isManager, managedSince, policyEpoch, nextPolicy } = state;
    const coming = nextPolicy === null ? [] : changesOf(policy, nextPolicy);
    return facts(
      [
        ["steward", state.steward],
        ["authority", state.authority],
        ["manages", isManager ? `since epoch ${managedSince ?? "of its next note"}` : "no"],
        ["members", counted(state.members, "validator")],
        ["bonds", `${tokens(state.bondTokens)}, of which ${tokens(state.countedTokens)} count`],
        ["ratio", `${ppmPercent(Math.floor(state.ratioPpb / 1_000))} of the stake`],
        [
          "most stake",
          `${sol(state.mostStake)} for one validator, ${percent(policy.share)} of ${sol(state.stakeable)}`,
        ],
        ...POLICY_TERMS.map(({ term, name, words }) => [name, words(policy[term])] as const),
        ...coming.map((change, at) => [at === 0 ? `from epoch ${policyEpoch}` : "", change] as const),
      ],
      io.width,
    );
  },
});
