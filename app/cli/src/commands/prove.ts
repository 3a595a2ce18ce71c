import type { Backing } from "@truestake/sdk";
import { command } from "../framework/command";
import { EXIT } from "../output/exit";
import { facts, table } from "../output/table";
import { sol } from "../output/words";
import { amount, list, object, one, text, yes } from "../schema/build";

export const prove = command<Backing>({
  name: "prove",
  summary: "recompute the books from every account of the pool",
  details: `Reads every account and compares it with the books: nothing of the program is trusted. Ends with ${EXIT.failedCheck} when something is missing. Needs a node that lists a program's accounts.`,
  schema: object({
    ...{ ok: yes, owed: amount, held: amount, slot: amount },
    details: list(
      object({ check: text, unit: one("lamports", "tokens", "shares", "count"), ok: yes, owed: amount, held: amount }),
    ),
  }),
  run: async (context) => (await context.reader()).proofOfBacking(),
  text: ({ ok, owed, held, slot, details }, { io }) => {
    const rows = table(
      details,
      [
        { title: "", of: (each) => (each.ok ? "ok" : "BAD") },
        { title: "check", of: ({ check }) => check },
        { title: "owed", of: (each) => String(each.owed), isNumber: true },
        { title: "held", of: (each) => String(each.held), isNumber: true },
      ],
      io.width,
    );
    return `${rows}\n\n${facts(
      [
        ["backed", ok ? "yes" : "NO"],
        ["owed", sol(owed)],
        ["held", sol(held)],
        ["slot", String(slot)],
      ],
      io.width,
    )}`;
  },
  exitCode: ({ ok }) => (ok ? EXIT.ok : EXIT.failedCheck),
});
