import { latestPolicy, POLICY_EPOCHS, type StewardPolicyArgs, updatePolicy } from "@truestake/sdk/steward";
import { changesOf } from "../../describe/policy";
import { command } from "../../framework/command";
import { UsageError } from "../../output/exit";
import { amount, list, text } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { situationOf } from "./found";
import { POLICY_OPTIONS, policyOf, policySchema } from "./shared";

interface Changed {
  fromEpoch: bigint;
  /** The whole policy from then on, and what of it is another than before, in words. */
  policy: StewardPolicyArgs;
  changes: string[];
}

export const stewardPolicy = command<Shown<Changed>>({
  name: "policy",
  summary: "change what the steward asks for",
  details:
    "Every change takes effect five epochs later; what waited until then is kept, and waits anew. Only the pool's admin may. `steward show` says what is in force, and what waits.",
  options: POLICY_OPTIONS,
  sends: true,
  schema: actedSchema({ fromEpoch: amount, policy: policySchema, changes: list(text) }),
  run: async (context, given) => {
    const asked = policyOf(given);
    if (Object.keys(asked).length === 0) throw new UsageError("name what shall change, such as --min-bond 20");
    const { steward, clock } = await situationOf(context);
    // What waits is kept: this comes on top of it.
    const known = latestPolicy(steward);
    const policy = { ...known, ...asked };
    const changes = changesOf(known, policy);
    const waits = steward.policyEpoch > clock.epoch ? "; what waits until then waits anew" : "";
    const acted = await act(context, {
      question: `Change ${changes.join(", ") || "nothing"}, from epoch ${clock.epoch + POLICY_EPOCHS} on${waits}?`,
      run: ({ session }) => updatePolicy(session, { policy: asked }),
    });
    return shown(acted, ({ fromEpoch }) => ({ fromEpoch, policy, changes }));
  },
  text: (result, { io }) =>
    actedText(
      result,
      io.width,
      ({ fromEpoch, changes }) => `in force from epoch ${fromEpoch} on: ${changes.join(", ") || "what was before"}`,
    ),
});
