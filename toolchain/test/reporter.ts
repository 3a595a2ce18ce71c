import fs from "node:fs";
import Mocha, { type MochaOptions, type Runner } from "mocha";

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * mocha's spec reporter, which also keeps the counts in the file $TRUESTAKE_COUNTS. After every test, so that they are
 * there even if the process does not live to the end.
 */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    const file = process.env.TRUESTAKE_COUNTS;
    if (!file) return;
    const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
    const count = (what: keyof Counts) => (): void => {
      counts[what] += 1;
      fs.writeFileSync(file, JSON.stringify(counts));
    };
    runner.on("pass", count("passed"));
    runner.on("fail", count("failed"));
    runner.on("pending", count("skipped"));
  }
}
// mocha `require`s a reporter and wants the class itself.
module.exports = CountingReporter;
