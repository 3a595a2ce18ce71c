import { migrateValidators } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { counted } from "../../output/words";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { VOTES, votesOf } from "./shared";

export const stewardMigrate = command<Shown<object>>({
  name: "migrate",
  summary: "score the pool's validators that are no members; anybody may",
  details: "For ten epochs after the steward took over they keep the stake that they have; then they get none.",
  arguments: [VOTES],
  sends: true,
  schema: actedSchema({}),
  run: async (context, given) => {
    const acted = await act(context, {
      question: "Score validators that are no members?",
      run: ({ session }) => migrateValidators(session, { votes: votesOf(given) }),
      kind: "steps",
      isAnybodys: true,
    });
    return shown(acted, () => ({}));
  },
  text: (result, { io }) =>
    actedText(
      result,
      io.width,
      () => `done in ${counted("transactions" in result ? result.transactions.length : 0, "transaction")}`,
    ),
});
