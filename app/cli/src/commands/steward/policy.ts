import { updatePolicy } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { UsageError } from "../../output/exit";
import { amount } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { POLICY_OPTIONS, policyOf } from "./shared";

export const stewardPolicy = command<Shown<{ fromEpoch: bigint }>>({
  name: "policy",
  summary: "change what the steward asks for",
  details:
    "Every change takes effect five epochs later; what waited until then is kept, and waits anew. Only the pool's admin may.",
  options: POLICY_OPTIONS,
  sends: true,
  schema: actedSchema({ fromEpoch: amount }),
  run: async (context, given) => {
    const policy = policyOf(given);
    if (Object.keys(policy).length === 0) throw new UsageError("name what shall change, such as --min-bond 20");
    const acted = await act(context, {
      question: `Change ${Object.keys(policy).join(", ")}?`,
      run: ({ session }) => updatePolicy(session, { policy }),
    });
    return shown(acted, ({ fromEpoch }) => ({ fromEpoch }));
  },
  text: (result, { io }) => actedText(result, io.width, ({ fromEpoch }) => `in force from epoch ${fromEpoch} on`),
});
