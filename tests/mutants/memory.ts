// What suites made of mutants, kept in the cache.
import fs from "node:fs";
import { writeWhole } from "../../toolchain/lib/process";
import type { Measured } from "./baseline";
import type { Mutant } from "./site";
import type { Outcome } from "./worker";

type Failure = Outcome["failure"];

export class Memory {
  /** By mutant and the suite's hash; null where the suite passed. */
  private readonly outcomes: Record<string, Failure | null>;

  constructor(
    private readonly file: string,
    measured: Measured[],
  ) {
    const current = new Set(measured.map(({ hash }) => hash));
    const all: typeof this.outcomes = fs.existsSync(this.file) ? JSON.parse(fs.readFileSync(this.file, "utf8")) : {};
    this.outcomes = Object.fromEntries(Object.entries(all).filter(([key]) => current.has(key.split(" ")[1] ?? "")));
  }

  /** How the suite failed, null if it passed; undefined if nobody knows. */
  failure(mutant: Mutant, suite: Measured): Failure | null {
    return this.outcomes[this.key(mutant, suite)];
  }

  add(mutant: Mutant, suite: Measured, failure: Failure): void {
    this.outcomes[this.key(mutant, suite)] = failure ?? null;
  }

  save(): void {
    writeWhole(this.file, JSON.stringify(this.outcomes));
  }

  private key({ number }: Mutant, { hash }: Measured): string {
    return `${number} ${hash}`;
  }
}
