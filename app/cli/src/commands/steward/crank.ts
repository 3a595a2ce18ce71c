import { crankSteward, type StewardCrankReport } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { whole } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";

type Counts = Record<keyof StewardCrankReport, number>;

export const stewardCrank = command<Shown<Counts>>({
  name: "crank",
  summary: "do all that is due: note, assess, cover, remove, list, migrate, rate; anybody may",
  details:
    "A keeper does it by itself. Update the pool before: `pool refresh`. Memberships that are left behind are closed by `steward close`.",
  sends: true,
  schema: actedSchema({
    ...{ noted: whole, assessed: whole, covered: whole, removed: whole },
    ...{ listed: whole, migrated: whole, rated: whole },
  }),
  run: async (context) => {
    const acted = await act(context, {
      question: "Do what is due for the steward?",
      run: ({ session }) => crankSteward(session),
      kind: "steps",
      isAnybodys: true,
    });
    return shown(acted, (report) => ({
      ...{ noted: report.noted.length, assessed: report.assessed.length, covered: report.covered.length },
      ...{ removed: report.removed.length },
      ...{ listed: report.listed.length, migrated: report.migrated.length, rated: report.rated.length },
    }));
  },
  text: (result, { io }) =>
    actedText(
      result,
      io.width,
      ({ noted, assessed, covered, removed, listed, migrated, rated }) =>
        `transactions: ${noted} to note, ${assessed} to assess, ${covered} to cover, ${removed} to remove, ${listed} to list, ${migrated} to migrate, ${rated} to rate`,
    ),
});
