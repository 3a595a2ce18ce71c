import Mocha, { type MochaOptions, type Runner } from "mocha";
import { writeWhole } from "../lib/process";
import { type Counts, NONE } from "./counts";

/** What the reporter leaves in its file. */
export interface Report extends Counts {
  /** A text for each test that failed: its name and the error's message. */
  failures: string[];
}

/**
 * mocha's spec reporter, which also keeps a {@link Report} in the file $TRUESTAKE_REPORT. After every test, so that it is
 * there even if the process does not live to the end.
 */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    const file = process.env.TRUESTAKE_REPORT;
    if (!file) return;
    const report: Report = { ...NONE, failures: [] };
    const count = (what: keyof Counts) => (): void => {
      report[what] += 1;
      writeWhole(file, JSON.stringify(report));
    };
    runner.on("fail", (test, error: Error) => report.failures.push(`${test.fullTitle()}\n${error.message}`));
    runner.on("pass", count("passed"));
    runner.on("fail", count("failed"));
    runner.on("pending", count("skipped"));
  }
}
// mocha `require`s a reporter and wants the class itself.
module.exports = CountingReporter;
