// Finds misspelled words in everything that somebody wrote by hand.
import path from "node:path";
import { root } from "../lib/paths";
import { outputOf, run } from "../lib/process";
import { venv } from "../python";

/** Made by machines, or of bytes. */
const NOT_OURS =
  /^(LICENSE|package-lock\.json|artifacts\/|idls$|app\/sdk\/src\/(steward\/)?idl\/|app\/kit\/src\/(steward\/)?generated\/|tests\/vectors\/|toolchain\/sbf\/llvm\.txt)|Cargo\.lock$|proptest-regressions/;
/** A name in camelCase is no word, nor is what an ellipsis has cut off. */
const NAMES = "\\b[a-z]+[A-Z]\\w*\\b|\\b\\w+…";
const FILES_AT_ONCE = 300;

export async function checkSpelling(): Promise<void> {
  const listed = outputOf("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root }) ?? "";
  const files = listed.split("\n").filter((file) => file !== "" && !NOT_OURS.test(file));
  if (files.length === 0) throw new Error("git lists no files");
  const codespell = path.join(path.dirname(venv(__dirname)), "codespell");
  const options = ["--ignore-words", path.join(__dirname, "ignore.txt"), "--ignore-regex", NAMES];
  for (let at = 0; at < files.length; at += FILES_AT_ONCE) {
    await run(codespell, [...options, ...files.slice(at, at + FILES_AT_ONCE)], { cwd: root });
  }
}
