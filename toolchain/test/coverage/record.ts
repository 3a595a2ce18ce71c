// Writes down what came of every instruction of the program that this process ran: `mocha --require` it, with the file's
// name in $TRUESTAKE_COVERAGE.
import fs from "node:fs";
import { type Call, InProcessChain, type Run } from "@truestake/localnet";
import { PROGRAM_ID } from "@truestake/sdk";
import idl from "../../../artifacts/truestake.json";
import { errorName } from "./errorName";
import type { Outcomes } from "./table";

const names = new Map(
  idl.instructions.map(({ name, discriminator }) => [Buffer.from(discriminator).toString("hex"), name]),
);

function nameOf({ program, data }: Call): string | undefined {
  return program.equals(PROGRAM_ID) ? names.get(Buffer.from(data.subarray(0, 8)).toString("hex")) : undefined;
}

/** Which instructions of the program passed, or which one failed, by whatever cause. */
export function outcomesOf({ err, logs, calls }: Run): { instructions: string[]; error?: string } {
  const own = (of: readonly Call[]) => of.flatMap((call) => nameOf(call) ?? []);
  if (err === null) return { instructions: own(calls.flat()) };
  const at = (err as { InstructionError?: [number, unknown] }).InstructionError?.[0];
  const error = errorName(err, logs);
  const [top, ...inner] = calls[at ?? -1] ?? [];
  if (!top || error === undefined) return { instructions: [] };
  if (top.program.equals(PROGRAM_ID)) return { instructions: own([top]), error };
  // Another program called this one: nothing runs after the call that failed.
  const isOurs = logs.some((line) => line.startsWith(`Program ${PROGRAM_ID.toBase58()} failed`));
  return { instructions: isOurs ? own(inner).slice(-1) : [], error };
}

const file = process.env.TRUESTAKE_COVERAGE;
if (file) {
  const outcomes: Outcomes = {};
  InProcessChain.watch = (run) => {
    const { instructions, error = "ok" } = outcomesOf(run);
    for (const name of instructions) {
      outcomes[name] ??= {};
      outcomes[name][error] = (outcomes[name][error] ?? 0) + 1;
    }
  };
  process.on("exit", () => fs.writeFileSync(file, JSON.stringify(outcomes)));
}
