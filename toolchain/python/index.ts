import { spawnSync } from "node:child_process";
import path from "node:path";

/** The path of a Python that has solana-py and solders; they are installed first if need be. */
export function ensurePython(): string {
  const { status, stdout } = spawnSync(path.join(__dirname, "make-venv.sh"), [], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error("there is no Python with solana-py here, see above");
  return stdout.trim();
}
