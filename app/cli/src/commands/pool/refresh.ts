import { command } from "../../framework/command";
import { whole } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";

interface Refresh {
  count: number;
}

export const refresh = command<Shown<Refresh>>({
  name: "refresh",
  summary: "run the epoch's missing cranks, which anybody may",
  details:
    "Measures the validators that nobody has measured in this epoch and updates the pool, so that its price can be used. Does nothing where that is done.",
  sends: true,
  schema: actedSchema({ count: whole }),
  run: async (context) => {
    const acted = await act(context, {
      question: "Bring the pool up to date?",
      // Where it is done there is nothing to do again.
      kind: "steps",
      isAnybodys: true,
      run: (client) => client.refresh(),
    });
    return shown(acted, ({ transactions }) => ({ count: transactions.length }));
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ count }) =>
      count === 0 ? "the pool is up to date already" : `the pool is up to date, by ${count} transactions`,
    ),
});
