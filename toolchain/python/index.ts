import { spawnSync } from "node:child_process";
import path from "node:path";

/** The path of a Python that has what `requirements.txt` in a folder of the toolchain pins; it is installed first if need be. */
export function venv(folder: string): string {
  const { status, stdout } = spawnSync(path.join(__dirname, "make-venv.sh"), [folder], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`there is no Python with what ${folder} wants, see above`);
  return stdout.trim();
}

/** The path of a Python that has solana-py and solders. */
export function ensurePython(): string {
  return venv(__dirname);
}
