import { type Counts, FAILED, NONE, sum } from "./counts";
import { inLanes, type Job } from "./lanes";
import type { Progress } from "./mocha";
import { Output } from "./output";
import type { Part, Suite } from "./suites";

const PROGRESS_MILLISECONDS = 30_000;

/** What a suite came to. */
export interface Result {
  counts: Counts;
  /** A text for each failure. */
  failures: string[];
}

/** A part that is run, and what it came to. */
class Running implements Job {
  readonly output: Output;
  counts: Counts | undefined;
  progress: Progress | undefined;

  constructor(
    readonly suite: Suite,
    private readonly part: Part,
    readonly after: Job[],
    isKept: boolean,
    yields: boolean,
  ) {
    this.output = new Output(isKept, yields);
  }

  get isBeside(): boolean {
    return this.suite.isTimed === true;
  }

  get resource(): string | undefined {
    return this.part.resource;
  }

  get ready(): Promise<unknown> | undefined {
    return this.suite.ready?.();
  }

  get isLong(): boolean {
    return this.part.isLong === true;
  }

  async run(): Promise<void> {
    this.progress = () => NONE;
    const tell = (progress: Progress): void => {
      this.progress = progress;
    };
    this.counts = await this.part.run(this.output, tell).catch((error: Error) => {
      this.output.problem(`${this.suite.name}: ${error.message}`);
      return FAILED;
    });
  }
}

function partsOf(suites: readonly Suite[], isKept: boolean): Running[] {
  const hasTimed = suites.some(({ isTimed }) => isTimed);
  const made = new Map<Job, Running>();
  for (const suite of suites) {
    for (const part of suite.parts) {
      const after = (part.after ?? []).flatMap((job) => made.get(job) ?? []);
      made.set(part, new Running(suite, part, after, isKept, hasTimed && !suite.isTimed));
    }
  }
  return [...made.values()];
}

/**
 * Runs suites in so many processes at once. Each is printed when it is done, but one that has a single part and is alone
 * is printed as it goes.
 */
export async function runSuites(suites: readonly Suite[], lanes: number): Promise<Map<Suite, Result>> {
  const isKept = suites.flatMap(({ parts }) => parts).length > 1;
  const all = partsOf(suites, isKept);
  const of = (suite: Suite): Running[] => all.filter((running) => running.suite === suite);
  const began = Date.now();
  const seconds = (): number => Math.round((Date.now() - began) / 1_000);
  const results = new Map<Suite, Result>();
  const header = ({ name, title }: Suite): void => console.log(`\n=== ${name}: ${title}`);

  const report = (): void => {
    const open = suites.filter((suite) => !results.has(suite));
    const states = open.flatMap((suite) => {
      const begun = of(suite).flatMap(({ progress }) => progress ?? []);
      if (begun.length === 0) return [];
      const { passed, failed } = sum(begun.map((progress) => progress()));
      return `${suite.name} ${passed} passed${failed > 0 ? `, ${failed} failed` : ""}`;
    });
    console.log(`after ${seconds()} s: ${states.join("; ")}`);
  };
  const progress = isKept ? setInterval(report, PROGRESS_MILLISECONDS) : undefined;
  if (!isKept) suites.forEach(header);
  try {
    const [long, short] = [all.filter(({ isLong }) => isLong), all.filter(({ isLong }) => !isLong)];
    await inLanes(lanes, [...long, ...short], async (running) => {
      await running.run();
      const { suite } = running;
      const parts = of(suite).map(({ counts }) => counts);
      if (!parts.every((counts) => counts !== undefined)) return;
      if (isKept) header(suite);
      for (const { output } of of(suite)) output.flush();
      results.set(suite, { counts: sum(parts), failures: of(suite).flatMap(({ output }) => output.failures) });
    });
  } finally {
    clearInterval(progress);
  }
  return results;
}
