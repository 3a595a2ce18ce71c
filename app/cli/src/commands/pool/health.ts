import { command } from "../../framework/command";
import { EXIT, UsageError } from "../../output/exit";
import { facts } from "../../output/table";
import { type Check, healthOf, type Status } from "../../reports/health";
import { list, object, one, text } from "../../schema/build";

interface Health {
  status: Status;
  checks: Check[];
}

const status = one("ok", "warning", "bad", "unknown");
const MARKS: Record<Status, string> = { ok: "ok      ", warning: "WARNING ", bad: "BAD     ", unknown: "unknown " };

function overall(checks: readonly Check[]): Status {
  const order: Status[] = ["bad", "warning", "ok"];
  return order.find((each) => checks.some(({ status: found }) => found === each)) ?? "unknown";
}

export const health = command<Health>({
  name: "health",
  summary: "check freshness, backing, queue, keys and the program itself",
  details: `Checks the pool. Ends with ${EXIT.failedCheck} when something is bad; warnings end with 0. What cannot be told is unknown, never fine.`,
  options: [{ flags: "--program-hash <sha256>", summary: "the published program's hash, to compare with" }],
  schema: object({ status, checks: list(object({ name: text, status, says: text })) }),
  run: async (context, { options }) => {
    const { programHash } = options;
    if (programHash !== undefined && !/^[0-9a-f]{64}$/i.test(programHash)) {
      throw new UsageError(`--program-hash: "${programHash}" is no SHA-256 in hex`);
    }
    const checks = await healthOf(await context.reader(), { programHash });
    return { status: overall(checks), checks };
  },
  text: ({ checks }, { io }) =>
    facts(
      checks.map(({ name, status: found, says }) => [name, `${MARKS[found]}${says}`] as const),
      io.width,
    ),
  exitCode: ({ status: found }) => (found === "bad" ? EXIT.failedCheck : EXIT.ok),
});
