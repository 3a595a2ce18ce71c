import { hostEnvironment, withHostTarget } from "../lib/cargo";
import { root } from "../lib/paths";
import { type Counts, FAILED, sum } from "./counts";
import { ended, type Output } from "./output";

/** The tests of the workspace's crates. */
export async function rust(grep: string | undefined, output: Output): Promise<Counts> {
  return withHostTarget(async () => {
    const args = ["test", "--workspace", "--locked", "--no-fail-fast", "--quiet", ...(grep ? ["--", grep] : [])];
    const child = output.spawn("cargo", args, { cwd: root, env: hostEnvironment() });
    let text = "";
    child.stdout?.on("data", (more: string) => {
      text += more;
    });
    const status = await ended(child);
    const lines = text.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;/gm);
    const result = sum(
      [...lines].map(([, passed, failed, skipped]) => ({
        passed: Number(passed),
        failed: Number(failed),
        skipped: Number(skipped),
      })),
    );
    for (const [, names = ""] of text.matchAll(/^failures:\n((?: {4}\S+\n)+)/gm)) output.failures.push(names.trim());
    if (status !== 0 && result.failed === 0) {
      output.problem(`rust: cargo test ended early (${status})`);
      return sum([result, FAILED]);
    }
    if (result.passed + result.failed === 0 && !grep) {
      output.problem("rust: cargo test ran no test");
      return FAILED;
    }
    return result;
  });
}
