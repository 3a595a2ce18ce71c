import { spawnSync } from "node:child_process";

const NAME = "solana-test-validator";
/** The first line of Agave whose test validator runs SBF v3, which the programs are built for. */
const OLDEST_MAJOR = 3;

/** The solana-test-validator on the PATH, if it runs the programs; says so of one that is too old. */
export function validatorOnPath(): string | undefined {
  const { stdout, error } = spawnSync(NAME, ["--version"], { encoding: "utf8" });
  if (error) return undefined;
  const version = stdout.trim();
  if (Number(version.match(/^solana-test-validator (\d+)\./)?.[1]) >= OLDEST_MAJOR) return NAME;
  console.error(
    `${NAME} on the PATH (${version || "no version"}) is too old to run SBF v3: ${OLDEST_MAJOR}.0 or later does`,
  );
  return undefined;
}
