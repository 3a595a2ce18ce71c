import Mocha, { type MochaOptions, type Runner } from "mocha";
import { writeWhole } from "../lib/process";
import { type Counts, NONE } from "./counts";

/**
 * mocha's spec reporter, which also keeps the counts in the file $TRUESTAKE_COUNTS. After every test, so that they are
 * there even if the process does not live to the end.
 */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    const file = process.env.TRUESTAKE_COUNTS;
    if (!file) return;
    const counts: Counts = { ...NONE };
    const count = (what: keyof Counts) => (): void => {
      counts[what] += 1;
      writeWhole(file, JSON.stringify(counts));
    };
    runner.on("pass", count("passed"));
    runner.on("fail", count("failed"));
    runner.on("pending", count("skipped"));
  }
}
// mocha `require`s a reporter and wants the class itself.
module.exports = CountingReporter;
