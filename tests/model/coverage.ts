import idl from "../../artifacts/truestake.json";

/** What calls a program that the lives' chains do not have, and touches nothing of the pool; tests/unit has it. */
const ELSEWHERE = ["create_token_metadata", "update_token_metadata"];

/** Every other instruction of the program. */
export const INSTRUCTIONS: readonly string[] = idl.instructions
  .map(({ name }) => name)
  .filter((name) => !ELSEWHERE.includes(name));

/** How often an instruction succeeded, and what it was refused with how often. */
export interface Count {
  succeeded: number;
  refused: Record<string, number>;
}

/** Counts what the commands came to: a test that only ever refuses proves nothing. */
export class Coverage {
  readonly counts: Record<string, Count> = Object.fromEntries(
    INSTRUCTIONS.map((name) => [name, { succeeded: 0, refused: {} }]),
  );
  sequences = 0;
  steps = 0;

  count(name: string, error?: string): void {
    const count = this.counts[name];
    if (!count) throw new Error(`the program has no instruction ${name}`);
    if (error) count.refused[error] = (count.refused[error] ?? 0) + 1;
    else count.succeeded += 1;
  }

  add({ counts, sequences, steps }: Pick<Coverage, "counts" | "sequences" | "steps">): void {
    this.sequences += sequences;
    this.steps += steps;
    for (const [name, { succeeded, refused }] of Object.entries(counts)) {
      const own = this.counts[name];
      if (!own) continue;
      own.succeeded += succeeded;
      for (const [error, times] of Object.entries(refused)) own.refused[error] = (own.refused[error] ?? 0) + times;
    }
  }

  /** Instructions that never succeeded. */
  get missing(): string[] {
    return INSTRUCTIONS.filter((name) => this.counts[name]?.succeeded === 0);
  }

  /** One line for each instruction. */
  table(): string {
    const lines = Object.entries(this.counts).map(([name, { succeeded, refused }]) => {
      const errors = Object.entries(refused).sort(([, a], [, b]) => b - a);
      const list = errors.map(([error, times]) => `${error} ${times}`).join(", ");
      return `${name.padEnd(24)}${String(succeeded).padStart(8)}  ${list}`;
    });
    return ["instruction               success  refused with", ...lines].join("\n");
  }
}
