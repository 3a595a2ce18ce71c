import { createSteward, DEFAULT_STEWARD_POLICY, type StewardPolicyArgs, stewardOf } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { address } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { POLICY_OPTIONS, policyOf, policySchema } from "./shared";

interface Created {
  steward: string;
  authority: string;
  policy: StewardPolicyArgs;
}

export const stewardCreate = command<Shown<Created>>({
  name: "create",
  summary: "make a pool's steward",
  details:
    "Makes a steward: a program that lists, scores and drains validators by rules, and whose members' bonds take the first loss. Only the pool's admin may. It manages nothing until the pool's validator manager is the authority that this prints: `pool apply` with that address, which takes five epoch updates.",
  options: POLICY_OPTIONS,
  sends: true,
  schema: actedSchema({ steward: address, authority: address, policy: policySchema }),
  run: async (context, given) => {
    const policy = { ...DEFAULT_STEWARD_POLICY, ...policyOf(given) };
    const { steward, authority } = stewardOf(await context.deployment());
    const acted = await act(context, {
      question: `Make a steward whose authority is ${authority.toBase58()}?`,
      run: ({ session }) => createSteward(session, { policy }),
    });
    return shown(acted, () => ({ steward: steward.toBase58(), authority: authority.toBase58(), policy }));
  },
  text: (result, { io }) =>
    actedText(
      result,
      io.width,
      ({ steward, authority }) =>
        `the steward is ${steward}; make ${authority} the pool's validator manager, and it takes over`,
    ),
});
