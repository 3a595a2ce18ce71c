// Our own notes of what no node tells later: commissions by epoch. A file of lines, one for each epoch in which somebody looked.
import fs from "node:fs";
import path from "node:path";
import { type EpochCommission, type Facts, isKnown, type Known, known } from "@truestake/sdk/scores";
import { UsageError } from "../output/exit";

/** The highest that was seen of a validator in an epoch: commission and MEV commission, or null. */
type Seen = [commission: number | null, mev: number | null];

interface Line {
  epoch: number;
  validators: Record<string, Seen>;
}

export class History {
  private constructor(
    private readonly file: string,
    private readonly lines: Map<bigint, Line>,
  ) {}

  /** Reads the notes; none where there is no file yet. `shown` is what errors call the file. */
  static read(file: string, shown = file): History {
    const lines = new Map<bigint, Line>();
    if (!fs.existsSync(file)) return new History(file, lines);
    for (const [at, text] of fs.readFileSync(file, "utf8").split("\n").entries()) {
      if (text.trim() === "") continue;
      const line = lineOf(text);
      if (!line) throw new UsageError(`${shown}:${at + 1}:1: this is no note of an epoch's commissions`);
      lines.set(BigInt(line.epoch), line);
    }
    return new History(file, lines);
  }

  get epochs(): bigint[] {
    return [...this.lines.keys()].sort((a, b) => (a < b ? -1 : 1));
  }

  /** What was written down of a validator in epochs from `from` on and before `until`. */
  of(vote: string, from: bigint, until: bigint): EpochCommission[] {
    return this.epochs.flatMap((epoch): EpochCommission[] => {
      const seen = this.lines.get(epoch)?.validators[vote];
      if (!seen || epoch < from || epoch >= until) return [];
      return [{ epoch, commission: known(seen[0]), mev: known(seen[1]) }];
    });
  }

  /** Writes down what is seen now; of an epoch that is there already, what is higher. */
  note(epoch: bigint, validators: readonly Facts[]): void {
    const line = this.lines.get(epoch) ?? { epoch: Number(epoch), validators: {} };
    for (const { vote, commission, mevCommission } of validators) {
      const [before, mevBefore] = line.validators[vote] ?? [null, null];
      line.validators[vote] = [higher(before, commission), higher(mevBefore, mevCommission)];
    }
    this.lines.set(epoch, line);
    fs.mkdirSync(path.dirname(this.file), { recursive: true });
    const text = this.epochs.map((each) => `${JSON.stringify(this.lines.get(each))}\n`).join("");
    // Whole or not at all: what is lost here nobody can tell again.
    fs.writeFileSync(`${this.file}.new`, text);
    fs.renameSync(`${this.file}.new`, this.file);
  }
}

function higher(before: number | null, now: Known<number>): number | null {
  if (!isKnown(now)) return before;
  return before === null || now > before ? now : before;
}

const isSeen = (value: unknown): value is Seen =>
  Array.isArray(value) && value.length === 2 && value.every((each) => each === null || Number.isInteger(each));

function lineOf(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Line | null;
    const { epoch, validators } = line ?? {};
    if (!Number.isInteger(epoch) || typeof validators !== "object" || validators === null) return undefined;
    return Object.values(validators).every(isSeen) ? (line as Line) : undefined;
  } catch {
    return undefined;
  }
}
